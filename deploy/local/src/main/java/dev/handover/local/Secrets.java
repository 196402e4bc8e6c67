package dev.handover.local;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;

/** Random passwords and keys of one installation, made once and kept in its data directory. */
public record Secrets(String postgresPassword, String ownerPassword, String applicationPassword, String emailTokenKey) {

    public static Secrets of(Installation installation) {
        if (Files.exists(installation.secretsFile())) {
            return Json.read(installation.secretsFile(), Secrets.class);
        }
        Secrets made = new Secrets(random(), random(), random(), random());
        Json.write(installation.secretsFile(), made);
        return made;
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
