package dev.handover.foundation.operation;

import dev.handover.foundation.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a reader must have come to see what a command did: the version of each stream it wrote. Callers take it from
 * the header {@code Handover-After} and give it back as {@code ?after=}; to them it is opaque.
 *
 * @param versions stream id → version
 */
public record After(Map<String, Long> versions) {
    /** The header's name. */
    public static final String HEADER = "Handover-After";

    /** The opaque text. */
    public String token() {
        StringBuilder text = new StringBuilder();
        versions.forEach((stream, version) -> text.append(text.isEmpty() ? "" : "\n")
                .append(version)
                .append(' ')
                .append(stream));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads an opaque text; refused where it is none of ours. */
    public static After parse(String token) {
        Map<String, Long> versions = new LinkedHashMap<>();
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            for (String line : text.split("\n", -1)) {
                int space = line.indexOf(' ');
                versions.put(line.substring(space + 1), Long.parseLong(line.substring(0, Math.max(space, 0))));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ProblemException.field("?after", "is not a value of the header Handover-After");
        }
        if (versions.size() > 100) {
            throw ProblemException.field("?after", "is not a value of the header Handover-After");
        }
        return new After(versions);
    }
}
