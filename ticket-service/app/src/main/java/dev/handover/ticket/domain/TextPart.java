package dev.handover.ticket.domain;

/** A part of a message's text: REPLY, QUOTE or SIGNATURE, from {@code start} to before {@code end} in UTF-16 units. */
public record TextPart(Kind kind, int start, int end) {
    /** What a part of a text is. */
    public enum Kind {
        REPLY,
        QUOTE,
        SIGNATURE
    }
}
