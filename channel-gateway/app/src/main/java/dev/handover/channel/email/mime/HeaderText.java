package dev.handover.channel.email.mime;

import org.jspecify.annotations.Nullable;

/** Header bytes to one line of clean text. */
final class HeaderText {

    private HeaderText() {}

    /** The text with encoded words decoded. */
    static String decoded(byte[] raw, @Nullable String charsetHint) {
        return oneLine(EncodedWords.decode(TextDecoder.unlabelled(raw, charsetHint)));
    }

    /** Without comments in round brackets; one that has no end stays. */
    static String withoutComments(String text) {
        int last = text.lastIndexOf(')');
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '(' && i < last) {
                i = text.indexOf(')', i);
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    /** Without control characters, with single spaces for line ends and tabs, trimmed. */
    static String oneLine(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t' || c == '\n' || c == '\r') {
                out.append(' ');
            } else if (!Character.isISOControl(c)) {
                out.append(c);
            }
        }
        return CleanText.of(out.toString()).strip();
    }
}
