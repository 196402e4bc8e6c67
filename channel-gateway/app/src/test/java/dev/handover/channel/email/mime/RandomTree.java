package dev.handover.channel.email.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** A sound mail with a tree of parts made at random, and what is in its leaves. */
final class RandomTree {

    private static final int MAX_DEPTH = 7;

    private final Random random;
    private final List<String> words = new ArrayList<>();
    private final List<byte[]> files = new ArrayList<>();
    private final byte[] mail;
    private int numbers;

    RandomTree(Random random) {
        this.random = random;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ascii(
                out,
                "From: Ada <ada@customer.test>\r\nMessage-ID: <tree@x>\r\nSubject: tree\r\n"
                        + "Date: Tue, 4 Mar 2025 10:11:12 +0100\r\nMIME-Version: 1.0\r\n");
        multipart(out, 1);
        mail = out.toByteArray();
    }

    byte[] mail() {
        return mail;
    }

    /** Of the texts to be read, each somewhere in the text shown. */
    List<String> words() {
        return words;
    }

    /** The contents of the files, in order. */
    List<byte[]> files() {
        return files;
    }

    private void multipart(ByteArrayOutputStream out, int depth) {
        String boundary = "=_" + numbers++ + "_" + Long.toHexString(random.nextLong());
        ascii(
                out,
                "Content-Type: multipart/" + (random.nextBoolean() ? "mixed" : "related") + "; boundary=\"" + boundary
                        + "\"\r\n\r\n" + (random.nextBoolean() ? "preamble\r\n" : ""));
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            ascii(out, "--" + boundary + "\r\n");
            if (depth < MAX_DEPTH && random.nextInt(3) == 0) {
                multipart(out, depth + 1);
            } else if (random.nextInt(3) == 0) {
                text(out);
            } else {
                file(out);
            }
            ascii(out, "\r\n");
        }
        ascii(out, "--" + boundary + "--" + (random.nextBoolean() ? "\r\nepilogue\r\n" : ""));
    }

    private void text(ByteArrayOutputStream out) {
        String text = "Words no. " + numbers++ + " über Köln";
        words.add(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ascii(out, "Content-Type: text/plain; charset=utf-8\r\n");
        encoded(out, bytes);
    }

    private void file(ByteArrayOutputStream out) {
        byte[] content = new byte[random.nextInt(2_000)];
        random.nextBytes(content);
        files.add(content);
        ascii(
                out,
                "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"file-"
                        + numbers++ + ".bin\"\r\n");
        encoded(out, content);
    }

    private void encoded(ByteArrayOutputStream out, byte[] content) {
        switch (random.nextInt(3)) {
            case 0 -> {
                ascii(out, "Content-Transfer-Encoding: base64\r\n\r\n");
                out.writeBytes(Base64.getMimeEncoder().encode(content));
            }
            case 1 -> {
                ascii(out, "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
                for (int i = 0; i < content.length; i++) {
                    ascii(out, "=%02X".formatted(content[i] & 0xFF) + (i % 20 == 19 ? "=\r\n" : ""));
                }
            }
            default -> {
                ascii(out, "Content-Transfer-Encoding: binary\r\n\r\n");
                out.writeBytes(content);
            }
        }
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
