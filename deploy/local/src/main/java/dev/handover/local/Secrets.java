package dev.handover.local;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** Random passwords and keys of one installation, made once and kept in its data directory. */
public record Secrets(
        String postgresPassword,
        String ownerPassword,
        String applicationPassword,
        String emailTokenKey,
        String contentLinkKey) {

    public static Secrets of(Installation installation) {
        if (Files.exists(installation.secretsFile())) {
            return kept(installation);
        }
        Secrets made = new Secrets(random(), random(), random(), random(), random());
        Json.write(installation.secretsFile(), made);
        return made;
    }

    /** A key that an installation from before has not is made now. */
    private static Secrets kept(Installation installation) {
        ObjectNode kept = Json.read(installation.secretsFile(), ObjectNode.class);
        if (!kept.has("contentLinkKey")) {
            kept.put("contentLinkKey", random());
            Json.write(installation.secretsFile(), kept);
        }
        return Json.MAPPER.treeToValue(kept, Secrets.class);
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
