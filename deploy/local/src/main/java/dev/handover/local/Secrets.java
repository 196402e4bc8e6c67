package dev.handover.local;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Random passwords and keys of one installation, made once and kept in its data directory. */
public record Secrets(
        String postgresPassword,
        String ownerPassword,
        String applicationPassword,
        String emailTokenKey,
        String contentLinkKey,
        String credentialsKey) {

    private static final List<String> ADDED = List.of("contentLinkKey", "credentialsKey");

    public static Secrets of(Installation installation) {
        if (Files.exists(installation.secretsFile())) {
            return kept(installation);
        }
        Secrets made = new Secrets(random(), random(), random(), random(), random(), random());
        Json.write(installation.secretsFile(), made);
        return made;
    }

    /** A key that an installation from before has not is made now. */
    private static Secrets kept(Installation installation) {
        ObjectNode kept = Json.read(installation.secretsFile(), ObjectNode.class);
        List<String> missing = ADDED.stream().filter(key -> !kept.has(key)).toList();
        if (!missing.isEmpty()) {
            missing.forEach(key -> kept.put(key, random()));
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
