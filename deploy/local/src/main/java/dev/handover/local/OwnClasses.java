package dev.handover.local;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * Loads every class of the launcher at once: a supervisor lives for days, a build may replace its jar meanwhile, and it
 * must still be able to stop its parts.
 */
final class OwnClasses {

    private OwnClasses() {}

    static void loadAll() {
        try {
            Path jar = Path.of(Launcher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (!Files.isRegularFile(jar)) {
                return;
            }
            try (JarFile classes = new JarFile(jar.toFile())) {
                for (String name : classes.stream()
                        .map(entry -> entry.getName())
                        .filter(OwnClasses::isNeeded)
                        .toList()) {
                    Class.forName(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                }
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new LauncherFailure("the launcher's own jar can't be read: " + e, e);
        }
    }

    private static boolean isNeeded(String name) {
        return name.endsWith(".class") && name.startsWith("dev/handover/local/supervise/");
    }
}
