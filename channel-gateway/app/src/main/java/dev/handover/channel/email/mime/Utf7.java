package dev.handover.channel.email.mime;

/** Decodes UTF-7 (RFC 2152), which Java does not know; what is no valid shift sequence stays as it is. */
final class Utf7 {

    private Utf7() {}

    static String decode(String in) {
        StringBuilder out = new StringBuilder(in.length());
        int i = 0;
        while (i < in.length()) {
            char c = in.charAt(i);
            if (c != '+') {
                out.append(c);
                i++;
            } else if (i + 1 < in.length() && in.charAt(i + 1) == '-') {
                out.append('+');
                i += 2;
            } else {
                i = shifted(in, i + 1, out);
            }
        }
        return out.toString();
    }

    private static int shifted(String in, int from, StringBuilder out) {
        int i = from;
        int bits = 0;
        int held = 0;
        while (i < in.length()) {
            int value = sextet(in.charAt(i));
            if (value < 0) {
                break;
            }
            bits = bits << 6 | value;
            held += 6;
            if (held >= 16) {
                held -= 16;
                out.append((char) (bits >> held & 0xFFFF));
                bits &= (1 << held) - 1;
            }
            i++;
        }
        if (i == from) {
            out.append('+');
        }
        return i < in.length() && in.charAt(i) == '-' ? i + 1 : i;
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }
}
