package dev.handover.ticket.domain;

import java.util.Optional;

/** What a ticket is about: a topic and an intent in anybody's words, a label of the workspace's and one under it. */
public record Classification(
        Optional<String> topic, Optional<String> intent, Optional<String> label, Optional<String> subLabel) {
    /** Nothing is said. */
    public static final Classification NONE =
            new Classification(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Classification {
        if (subLabel.isPresent() && label.isEmpty()) {
            throw new IllegalArgumentException("a sub-label needs a label");
        }
    }
}
