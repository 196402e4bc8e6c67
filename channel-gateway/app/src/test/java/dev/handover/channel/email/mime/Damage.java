package dev.handover.channel.email.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes mails at random, in the ways that break parsers. */
final class Damage {

    private static final List<String> SPLINTERS = List.of(
            "=?utf-8?B?",
            "=?x?q?=00?=",
            "?=",
            "\r\n\r\n",
            "\n",
            "--",
            "\"",
            "<script>",
            "\0",
            "Content-Type: multipart/mixed; boundary=",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n",
            "Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n",
            "Content-Type: application/ms-tnef\r\n\r\n",
            "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\n",
            "Content-Type: text/calendar\r\n\r\nBEGIN:VEVENT\r\n",
            "Content-Type: message/rfc822\r\n\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-Transfer-Encoding: quoted-printable\r\n",
            "Content-Disposition: attachment; filename*0*=utf-8''%00; filename*1=\"\\\r\n",
            "Authentication-Results: mx; spf=pass (((; dkim=\"\r\n",
            "charset=utf-16",
            "charset=utf-7",
            "\u001b$B",
            "<img src=http://x onerror=y>",
            "<style>@import url(x)</style>",
            "<table><td><a href=javascript:x>",
            "<!--",
            "&#0;&#xD800;",
            "On x, <a@b> wrote:\n",
            "{\\rtf1\\'\\u-1{\\*",
            ";",
            "=",
            ">",
            "(");

    private Damage() {}

    /** The mail after some changes, the same ones for the same state of the random. */
    static byte[] of(byte[] mail, List<byte[]> others, Random random) {
        byte[] damaged = mail;
        for (int times = random.nextInt(1, 8); times > 0; times--) {
            damaged = once(damaged, others, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] in, List<byte[]> others, Random random) {
        int at = in.length == 0 ? 0 : random.nextInt(in.length);
        int to = Math.min(in.length, at + random.nextInt(1, 60));
        return switch (random.nextInt(9)) {
            case 0 -> join(in, at, new byte[0], to);
            case 1 -> {
                byte[] noise = new byte[random.nextInt(1, 12)];
                random.nextBytes(noise);
                yield join(in, at, noise, at);
            }
            case 2, 3 -> join(in, at, splinter(random), at);
            case 4 -> join(in, to, Arrays.copyOfRange(in, at, to), to);
            case 5 -> Arrays.copyOf(in, at);
            case 6 -> join(in, at, others.get(random.nextInt(others.size())), at);
            case 7 -> {
                byte[] flipped = in.clone();
                if (flipped.length > 0) {
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
            default -> join(in, at, repeated(splinter(random), random.nextInt(1, 3_000)), at);
        };
    }

    private static byte[] splinter(Random random) {
        return SPLINTERS.get(random.nextInt(SPLINTERS.size())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] repeated(byte[] some, int times) {
        byte[] out = new byte[some.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(some, 0, out, i * some.length, some.length);
        }
        return out;
    }

    private static byte[] join(byte[] in, int to, byte[] middle, int from) {
        byte[] out = new byte[to + middle.length + in.length - from];
        System.arraycopy(in, 0, out, 0, to);
        System.arraycopy(middle, 0, out, to, middle.length);
        System.arraycopy(in, from, out, to + middle.length, in.length - from);
        return out;
    }
}
