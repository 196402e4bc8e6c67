package dev.handover.channel.email.thread;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.email.mime.MailAddress;
import dev.handover.channel.email.mime.ParsedMail;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;

/**
 * Which mail this is. Two deliveries are the same mail when account, Message-ID and the hash of From, Date and decoded
 * body agree; without a Message-ID, when the bytes do.
 *
 * @param messageId our id of it, made from the above: the same at every delivery
 * @param threadKey the oldest id known of its thread, which all mails of the thread share
 */
public record MailIdentity(UUID messageId, String threadKey) {

    private static final int BUFFER_BYTES = 16 * 1024;

    /** The identity of a mail that came to this account. */
    public static MailIdentity of(String accountId, ParsedMail mail, ByteRange raw) {
        MessageDigest sha = sha256();
        add(sha, accountId);
        if (mail.messageId().isPresent()) {
            add(sha, "id");
            add(sha, mail.messageId().get());
            add(sha, mail.sender().map(MailAddress::address).orElse("").toLowerCase(Locale.ROOT));
            add(sha, mail.rawDate());
            add(sha, mail.contentDigest());
        } else {
            add(sha, "raw");
            add(sha, raw);
        }
        UUID messageId = uuid(sha.digest());
        String threadKey = mail.references().stream()
                .findFirst()
                .or(() -> mail.inReplyTo().stream().findFirst())
                .or(mail::messageId)
                .orElse("<" + messageId + ">");
        return new MailIdentity(messageId, threadKey);
    }

    private static void add(MessageDigest sha, String text) {
        sha.update(text.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }

    private static void add(MessageDigest sha, ByteRange raw) {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, raw.length())];
        try (InputStream bytes = raw.stream()) {
            for (int n = bytes.read(buffer); n > 0; n = bytes.read(buffer)) {
                sha.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first 16 bytes as a UUID of version 8 (RFC 9562 §5.8). */
    private static UUID uuid(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        long most = bytes.getLong() & ~0xF000L | 0x8000L;
        long least = bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
