package dev.handover.ticket.contract;

/**
 * A part of a message's text; the spans of a message, in order, cover the text without overlap.
 *
 * @param kind what the part is
 * @param start first character, in UTF-16 units, from 0
 * @param end character after the last one
 */
public record TextSpan(Kind kind, int start, int end) {
    /** What a part of a text is. */
    public enum Kind {
        REPLY,
        QUOTE,
        SIGNATURE
    }
}
