package dev.handover.channel.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Gives the last bytes of a content out only when its hash is the one that it was stored with: a reader who was told the
 * length sees that an altered one breaks off.
 */
final class CheckedStream extends FilterInputStream {

    private final MessageDigest digest = HashingStream.sha256();
    private final String expected;
    private long left;

    CheckedStream(InputStream in, long sizeBytes, String expectedHex) {
        super(in);
        this.left = sizeBytes;
        this.expected = expectedHex;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int some = in.read(into, offset, count);
        if (some > 0) {
            digest.update(into, offset, some);
            left -= some;
            if (left == 0 && !HexFormat.of().formatHex(digest.digest()).equals(expected)) {
                throw new IOException("a stored content is not what was stored");
            }
        }
        return some;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
