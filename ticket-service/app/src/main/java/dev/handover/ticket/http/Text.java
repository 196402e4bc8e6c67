package dev.handover.ticket.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What people post as text, made storable: everything downstream can keep it, and an event with it fits in a record. */
final class Text {
    /** Of a body, in UTF-8. */
    static final int MAX_BYTES = 65_536;

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** The text with control characters other than white space, and halves of surrogate pairs, replaced. */
    static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(storable(c) ? c : REPLACEMENT));
        return clean.toString();
    }

    /** Cleaned, on one line; null for nothing but white space. */
    static @Nullable String line(@Nullable String text) {
        String clean = clean(text);
        String line = clean == null ? "" : clean.replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? null : line;
    }

    /** Whether a body is not too long. */
    static boolean fits(@Nullable String text) {
        return text == null || text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private static boolean storable(int c) {
        boolean control = c < ' ' && c != '\n' && c != '\r' && c != '\t';
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !control && !half && c != 0x7F;
    }
}
