package dev.handover.channel.content;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names for attachments that are safe to offer: no paths, no control characters, no surprises in length. */
public final class SafeName {

    private static final int MAX = 150;
    private static final int KEPT_END = 20;

    private SafeName() {}

    /** The name as it may be offered; empty where nothing is left of it. */
    public static Optional<String> of(String name) {
        String safe = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}<>:\"|?*]", "_")
                .strip();
        if (safe.isEmpty() || safe.chars().allMatch(c -> c == '.')) {
            return Optional.empty();
        }
        String shorter = safe.length() <= MAX
                ? safe
                : safe.substring(0, MAX - KEPT_END) + safe.substring(safe.length() - KEPT_END);
        return Optional.of(
                new String(shorter.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)); // no half pairs
    }
}
