package dev.handover.channel.email.intake;

import dev.handover.channel.content.SpooledContent;
import dev.handover.channel.email.mime.MailAttachment;
import dev.handover.channel.email.mime.MailLimits;
import dev.handover.channel.email.mime.MailParser;
import dev.handover.channel.email.mime.ParsedMail;
import dev.handover.channel.email.thread.MailIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Enumeration;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Takes in a mail of 200 MB that exists nowhere as a whole; run by the test in a process with a small heap. */
final class LargeMail {

    private static final int BLOCKS = 2600;
    private static final int BLOCK_BYTES = 57 * 1024;
    private static final String HEAD = "From: a@b.test\r\nMessage-ID: <large@b.test>\r\n"
            + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nWords\r\n"
            + "--b\r\nContent-Type: application/zip; name=large.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n";
    private static final String FOOT = "\r\n--b--\r\n";

    private LargeMail() {}

    public static void main(String[] arguments) throws IOException {
        try (SpooledContent source = SpooledContent.read(mail(), 1L << 30)) {
            ParsedMail mail = new MailParser(MailLimits.DEFAULT).parse(source.bytes());
            MailIdentity.of("account", mail, source.bytes());
            MailAttachment attachment = mail.attachments().getFirst();
            boolean same = attachment.size() == (long) BLOCKS * BLOCK_BYTES
                    && checksum(attachment.content().open()) == checksum(blocks(LargeMail::block));
            System.out.println(same ? "the same bytes" : "other bytes: " + attachment);
        }
    }

    private static InputStream mail() {
        InputStream encoded = blocks(n -> Base64.getMimeEncoder().encode(block(n)));
        return new SequenceInputStream(new SequenceInputStream(text(HEAD), encoded), text(FOOT));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static InputStream blocks(IntFunction<byte[]> made) {
        return new SequenceInputStream(new Enumeration<InputStream>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < BLOCKS;
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(made.apply(next++));
            }
        });
    }

    private static byte[] block(int number) {
        byte[] block = new byte[BLOCK_BYTES];
        new Random(number).nextBytes(block);
        return block;
    }

    private static long checksum(InputStream content) throws IOException {
        try (CheckedInputStream checked = new CheckedInputStream(content, new CRC32())) {
            checked.transferTo(OutputStream.nullOutputStream());
            return checked.getChecksum().getValue();
        }
    }
}
