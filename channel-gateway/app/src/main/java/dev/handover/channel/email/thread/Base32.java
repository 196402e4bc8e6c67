package dev.handover.channel.email.thread;

import java.util.Optional;

/** Lower-case base32 (RFC 4648 §6) without padding; reading ignores case. */
final class Base32 {

    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder((bytes.length * 8 + 4) / 5);
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            bits = bits << 8 | b & 0xFF;
            held += 8;
            while (held >= 5) {
                held -= 5;
                out.append(DIGITS.charAt(bits >> held & 31));
            }
            bits &= (1 << held) - 1;
        }
        if (held > 0) {
            out.append(DIGITS.charAt(bits << 5 - held & 31));
        }
        return out.toString();
    }

    /** The bytes; empty where the text is not what {@link #encode} gives for so many bytes, but for case. */
    static Optional<byte[]> decode(String text, int length) {
        byte[] out = new byte[length];
        int bits = 0;
        int held = 0;
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = DIGITS.indexOf(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
            if (value < 0) {
                return Optional.empty();
            }
            bits = bits << 5 | value;
            held += 5;
            if (held >= 8) {
                held -= 8;
                if (n == length) {
                    return Optional.empty();
                }
                out[n++] = (byte) (bits >> held);
            }
            bits &= (1 << held) - 1;
        }
        return n == length && held < 5 && bits == 0 ? Optional.of(out) : Optional.empty();
    }
}
