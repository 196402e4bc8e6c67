package dev.handover.channel.email.mime;

/**
 * A stretch of a mail's plain text. The spans of a mail touch and cover the whole text, so nothing is ever cut away.
 *
 * @param start the first UTF-16 index, inclusive
 * @param end the last UTF-16 index, exclusive
 */
public record TextSpan(Kind kind, int start, int end) {

    /** What a stretch of text is. */
    public enum Kind {
        /** What the sender wrote this time. */
        REPLY,
        /** What they answer to, with the line that introduces it. */
        QUOTE,
        /** A signature or a device's footer. */
        SIGNATURE
    }

    /** The stretch itself. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
