package dev.handover.channel.email.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes encoded words (RFC 2047) in headers, also the broken ones: spaces inside, a missing end, wrong base64, a
 * character split over two words.
 */
final class EncodedWords {

    private static final Pattern WORD =
            Pattern.compile("=\\?([^?\\s*]{1,60})(?:\\*[^?\\s]{0,20})?\\?([bBqQ])\\?(.*?)(?:\\?=|$)", Pattern.DOTALL);

    private EncodedWords() {}

    static String decode(String in) {
        if (!in.contains("=?")) {
            return in;
        }
        StringBuilder out = new StringBuilder(in.length());
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        String pendingCharset = "";
        Matcher word = WORD.matcher(in);
        int at = 0;
        while (word.find()) {
            String between = in.substring(at, word.start());
            boolean adjacent = at > 0 && between.isBlank();
            String charset = word.group(1).toLowerCase(Locale.ROOT);
            if (!adjacent || !charset.equals(pendingCharset)) {
                out.append(text(pending, pendingCharset));
                pending.reset();
            }
            if (!adjacent) {
                out.append(between);
            }
            pending.writeBytes(bytes(word.group(2), word.group(3)));
            pendingCharset = charset;
            at = word.end();
        }
        out.append(text(pending, pendingCharset));
        return out.append(in, at, in.length()).toString();
    }

    private static String text(ByteArrayOutputStream bytes, String charset) {
        return bytes.size() == 0
                ? ""
                : TextDecoder.decode(bytes.toByteArray(), charset).text();
    }

    private static byte[] bytes(String encoding, String text) {
        return encoding.equalsIgnoreCase("b") ? base64(text) : quoted(text);
    }

    /** As much of broken base64 as can be read. */
    static byte[] base64(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '+' || c == '/')) {
                clean.append(c);
            }
        }
        if (clean.length() % 4 == 1) {
            clean.setLength(clean.length() - 1);
        }
        return Base64.getDecoder().decode(clean.toString());
    }

    private static byte[] quoted(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '_') {
                out.write(' ');
            } else if (c == '=' && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
                out.write(Character.digit(text.charAt(i + 1), 16) << 4 | Character.digit(text.charAt(i + 2), 16));
                i += 2;
            } else if (c < 256) {
                out.write(c);
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    static boolean isHex(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }
}
