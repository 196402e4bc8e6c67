package dev.handover.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars that an installation runs, in its own cache: a build that replaces the originals does not pull classes away
 * under running processes, and an unpacked service starts faster than a boot jar.
 */
final class Programs {

    private final Path cache;

    Programs(Installation installation) {
        this.cache = installation.cache();
    }

    /** The class path for the launcher's own parts. */
    String classPath() {
        String running = System.getProperty("java.class.path");
        Path jar = Path.of(running.contains(java.io.File.pathSeparator) ? "" : running);
        if (!Files.isRegularFile(jar) || jar.toAbsolutePath().startsWith(cache) || !Files.isDirectory(libraries(jar))) {
            return running;
        }
        Path kept = keep("launcher", jar, into -> {
            Files.createDirectories(into.resolve("lib"));
            try (Stream<Path> libraries = Files.list(libraries(jar))) {
                for (Path library : libraries.toList()) {
                    Files.copy(
                            library,
                            into.resolve("lib").resolve(library.getFileName().toString()));
                }
            }
            Files.copy(jar, into.resolve("launcher.jar"));
        });
        return kept.resolve("launcher.jar").toString();
    }

    private static Path libraries(Path jar) {
        return jar.toAbsolutePath().resolveSibling("lib");
    }

    /** The service's jar, unpacked beside its libraries. */
    Path unpacked(Service service, Path root) {
        Path jar = service.jar(root);
        Path kept = keep(service.partName(), jar, into -> extract(jar, into));
        return kept.resolve(service.partName() + ".jar");
    }

    private static void extract(Path jar, Path into) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--force",
                        "--destination",
                        into.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new LauncherFailure("can't unpack " + jar + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("interrupted", e);
        }
    }

    private interface Filling {
        void into(Path directory) throws IOException;
    }

    /** A directory for what is made of this very jar; those made of earlier ones go. */
    private Path keep(String name, Path jar, Filling filling) {
        try {
            Path kept = cache.resolve(
                    "%s-%x-%x".formatted(name, Files.getLastModifiedTime(jar).toMillis(), Files.size(jar)));
            if (!Files.exists(kept)) {
                deleteEarlier(name);
                Path half = Files.createDirectories(cache.resolve(name + "-new"));
                filling.into(half);
                Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
            }
            return kept;
        } catch (IOException e) {
            throw new LauncherFailure("can't keep a copy of " + jar + " in " + cache + ": " + e, e);
        }
    }

    private void deleteEarlier(String name) throws IOException {
        try (Stream<Path> entries = Files.list(cache)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().matches(name + "-(new|[0-9a-f]+-[0-9a-f]+)")) {
                    Installation.deleteTree(entry);
                }
            }
        }
    }
}
