package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The hash by which the content of a mail is known again, whatever way the mail travelled. */
final class ContentDigest {

    private static final int COUNTED_DEPTH = 16;
    private static final int COUNTED_PARTS = 300;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final MessageDigest sha = sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private ContentDigest() {}

    /**
     * Of the parts, or of the undivided body where there is none; in lower-case hex. Parts beyond what was once the limit
     * do not count: mails that were kept before have to be known again.
     */
    static String of(List<MailPart> all, ByteRange body) {
        List<MailPart> parts = all.stream()
                .filter(part -> part.depth() <= COUNTED_DEPTH)
                .limit(COUNTED_PARTS)
                .toList();
        ContentDigest digest = new ContentDigest();
        try {
            for (MailPart part : parts) {
                digest.add(part);
            }
            if (parts.isEmpty()) {
                digest.add(body.stream(), false, Long.MAX_VALUE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what was decoded once is decoded again", e);
        }
        return HexFormat.of().formatHex(digest.sha.digest());
    }

    private void add(MailPart part) throws IOException {
        sha.update(part.contentType().getBytes(StandardCharsets.UTF_8));
        boolean text = part.contentType().startsWith("text/");
        long significant = text ? significant(part.content().open()) : Long.MAX_VALUE;
        add(part.content().open(), text, significant);
        sha.update((byte) 0);
    }

    /** How many bytes there are without carriage returns and the white space at the end, which gateways add and remove. */
    private long significant(InputStream content) throws IOException {
        long seen = 0;
        long significant = 0;
        try (content) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    byte b = buffer[i];
                    seen += b == '\r' ? 0 : 1;
                    significant = b == '\r' || b == '\n' || b == ' ' ? significant : seen;
                }
            }
        }
        return significant;
    }

    private void add(InputStream content, boolean withoutReturns, long most) throws IOException {
        long left = most;
        try (content) {
            for (int n = content.read(buffer); n >= 0 && left > 0; n = content.read(buffer)) {
                int kept = (int) Math.min(left, withoutReturns ? dropReturns(n) : n);
                sha.update(buffer, 0, kept);
                left -= kept;
            }
        }
    }

    private int dropReturns(int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] != '\r') {
                buffer[kept++] = buffer[i];
            }
        }
        return kept;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
