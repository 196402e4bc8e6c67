package dev.handover.channel.email.mime;

import dev.handover.channel.content.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.james.mime4j.codec.DecodeMonitor;

/**
 * What is in a part. It is decoded anew each time it is read, and held by nobody.
 *
 * @param size in bytes, decoded
 */
record PartContent(ByteRange encoded, TransferEncoding encoding, long size) implements MailAttachment.Content {

    /** Bytes as they are. */
    static PartContent of(ByteRange bytes) {
        return new PartContent(bytes, TransferEncoding.NONE, bytes.length());
    }

    /** Reads it once, to see how large it is and what is broken; what cannot be decoded is taken as it is. */
    static PartContent of(ByteRange encoded, TransferEncoding encoding, Set<MailIssue> issues) {
        if (encoding == TransferEncoding.NONE) {
            return of(encoded);
        }
        try (InputStream decoded = encoding.undo(encoded, new Monitor(issues))) {
            long size = decoded.transferTo(OutputStream.nullOutputStream());
            if (size > 0 || encoded.isBlank()) {
                return new PartContent(encoded, encoding, size);
            }
        } catch (IOException notThat) {
            // it is taken as it is
        }
        issues.add(MailIssue.TRANSFER_ENCODING_BROKEN);
        return of(encoded);
    }

    @Override
    public InputStream open() {
        return encoding.undo(encoded, new Monitor(EnumSet.noneOf(MailIssue.class)));
    }

    /** The bytes from the beginning, at most so many. */
    byte[] head(int max) {
        try (InputStream decoded = open()) {
            return decoded.readNBytes(max);
        } catch (IOException e) {
            throw new UncheckedIOException("what was decoded once is decoded again", e);
        }
    }

    /** To be read at any place: in full where nothing is encoded, else from the beginning, at most so many bytes. */
    ByteRange range(int max) {
        return encoding == TransferEncoding.NONE ? encoded : ByteRange.of(head(max));
    }

    /** Notes that something was wrong, and goes on. */
    private static final class Monitor extends DecodeMonitor {

        private final Set<MailIssue> issues;

        Monitor(Set<MailIssue> issues) {
            this.issues = issues;
        }

        @Override
        public boolean warn(String error, String dropDesc) {
            issues.add(MailIssue.TRANSFER_ENCODING_BROKEN);
            return false;
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }
}
