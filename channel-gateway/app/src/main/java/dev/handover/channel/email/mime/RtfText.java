package dev.handover.channel.email.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The words of an RTF document, as Outlook writes them; also of one that stands for HTML (MS-OXRTFEX), whose tags are
 * left out. Formatting is dropped, and nothing can be wrong with it.
 */
final class RtfText {

    private static final Set<String> SILENT = Set.of(
            "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "htmltag", "mhtmltag");
    private static final int MAX_NESTING = 10_000;

    private final String in;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Boolean> outer = new ArrayDeque<>();
    private Charset charset = Charset.forName("windows-1252");
    private boolean silent;
    private boolean rtfOnly;
    private int afterUnicode = 1;
    private int at;

    private RtfText(String in) {
        this.in = in;
    }

    static String of(byte[] rtf) {
        RtfText text = new RtfText(new String(rtf, StandardCharsets.ISO_8859_1));
        text.run();
        return text.out.toString().strip();
    }

    private void run() {
        while (at < in.length()) {
            char c = in.charAt(at++);
            switch (c) {
                case '{' -> {
                    if (outer.size() >= MAX_NESTING) {
                        return;
                    }
                    outer.push(silent);
                    if (in.startsWith("\\*", at)) {
                        silent = true;
                    }
                }
                case '}' -> silent = !outer.isEmpty() && outer.pop();
                case '\\' -> control();
                case '\r', '\n' -> {}
                default -> say(String.valueOf(c));
            }
        }
    }

    private void say(String text) {
        if (!silent && !rtfOnly) {
            out.append(text);
        }
    }

    private void control() {
        if (at >= in.length()) {
            return;
        }
        char c = in.charAt(at);
        if (c == '\'') {
            at--;
            hex();
        } else if (!letter(c)) {
            at++;
            say(c == '~' ? " " : c == '-' || c == '*' || c == '|' || c == ':' ? "" : String.valueOf(c));
        } else {
            int start = at;
            while (at < in.length() && letter(in.charAt(at))) {
                at++;
            }
            String word = in.substring(start, at);
            start = at;
            while (at < in.length() && (Character.isDigit(in.charAt(at)) || (at == start && in.charAt(at) == '-'))) {
                at++;
            }
            String number = in.substring(start, Math.min(at, start + 6));
            if (at < in.length() && in.charAt(at) == ' ') {
                at++;
            }
            word(word, number.isEmpty() || number.equals("-") ? 1 : Integer.parseInt(number), !number.isEmpty());
        }
    }

    private void word(String word, int number, boolean numbered) {
        switch (word) {
            case "par", "line", "row", "sect" -> say("\n");
            case "tab", "cell" -> say("\t");
            case "emdash" -> say("\u2014");
            case "endash" -> say("\u2013");
            case "lquote" -> say("\u2018");
            case "rquote" -> say("\u2019");
            case "ldblquote" -> say("\u201C");
            case "rdblquote" -> say("\u201D");
            case "bullet" -> say("\u2022");
            case "ansicpg" -> charset = TextDecoder.charset("windows-" + number).orElse(charset);
            case "uc" -> afterUnicode = Math.clamp(number, 0, 10);
            case "u" -> {
                say(String.valueOf((char) number));
                skipReplacement();
            }
            case "htmlrtf" -> rtfOnly = !numbered || number != 0;
            default -> silent |= SILENT.contains(word);
        }
    }

    /** What readers that know no Unicode would show for the character. */
    private void skipReplacement() {
        for (int n = 0; n < afterUnicode && at < in.length(); n++) {
            if (in.startsWith("\\'", at)) {
                at = Math.min(at + 4, in.length());
            } else if (in.charAt(at) != '\\' && in.charAt(at) != '{' && in.charAt(at) != '}') {
                at++;
            }
        }
    }

    /** Bytes in the document's character set, taken together where they follow each other. */
    private void hex() {
        byte[] bytes = new byte[64];
        int n = 0;
        while (n < bytes.length
                && in.startsWith("\\'", at)
                && at + 4 <= in.length()
                && EncodedWords.isHex(in.charAt(at + 2))
                && EncodedWords.isHex(in.charAt(at + 3))) {
            bytes[n++] = (byte) Integer.parseInt(in.substring(at + 2, at + 4), 16);
            at += 4;
        }
        if (n == 0) {
            at = Math.min(at + 2, in.length());
        } else {
            say(new String(bytes, 0, n, charset));
        }
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
