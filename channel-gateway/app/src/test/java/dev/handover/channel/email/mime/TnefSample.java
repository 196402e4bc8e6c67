package dev.handover.channel.email.mime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes a {@code winmail.dat} as Outlook does (MS-OXTNEF), as far as tests need it. */
final class TnefSample {

    private static final int MESSAGE = 1;
    private static final int ATTACHMENT = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TnefSample() {
        out.writeBytes(little(6).putInt(0x223E9F78).putShort((short) 1).array());
    }

    TnefSample rtf(String rtf) {
        byte[] words = rtf.getBytes(StandardCharsets.ISO_8859_1);
        byte[] stored = little(16 + words.length)
                .putInt(12 + words.length)
                .putInt(words.length)
                .putInt(0x414C454D)
                .putInt(0)
                .put(words)
                .array();
        return attribute(MESSAGE, 0x00069003, properties(0x1009, 0x0102, stored));
    }

    TnefSample html(String html) {
        return attribute(MESSAGE, 0x00069003, properties(0x1013, 0x0102, html.getBytes(StandardCharsets.UTF_8)));
    }

    TnefSample file(String name, byte[] content) {
        attribute(ATTACHMENT, 0x00069002, new byte[14]);
        attribute(ATTACHMENT, 0x00018010, (name + "\0").getBytes(StandardCharsets.US_ASCII));
        return attribute(ATTACHMENT, 0x0006800F, content);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A mail with nothing but this in it. */
    byte[] mail() {
        return ("From: Ada <ada@customer.test>\r\nTo: support@acme.test\r\nSubject: tnef\r\nMessage-ID: <tnef@x>\r\n"
                        + "Date: Tue, 4 Mar 2025 10:11:12 +0100\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: application/ms-tnef; name=winmail.dat\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(bytes()) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] properties(int id, int type, byte[] value) {
        int padded = (value.length + 3) / 4 * 4;
        return little(16 + padded)
                .putInt(1)
                .putShort((short) type)
                .putShort((short) id)
                .putInt(1)
                .putInt(value.length)
                .put(value)
                .array();
    }

    private TnefSample attribute(int level, int id, byte[] data) {
        int sum = 0;
        for (byte b : data) {
            sum += b & 0xFF;
        }
        out.write(level);
        out.writeBytes(little(8).putInt(id).putInt(data.length).array());
        out.writeBytes(data);
        out.writeBytes(little(2).putShort((short) sum).array());
        return this;
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
