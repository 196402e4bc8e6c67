package dev.handover.channel.content;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A content while it is taken in: in memory where it is small, else in a mapped file in the folder for
 * temporary files. The file has lost its name before anything is in it, so that it is gone when this is closed, or the
 * process ends, however it ends.
 */
public final class SpooledContent implements AutoCloseable {

    /** Larger ones are not held in memory. */
    public static final int IN_MEMORY_BYTES = 256 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ByteRange bytes;
    private final boolean truncated;
    private final @Nullable Arena mapping;

    private SpooledContent(ByteRange bytes, boolean truncated, @Nullable Arena mapping) {
        this.bytes = bytes;
        this.truncated = truncated;
        this.mapping = mapping;
    }

    /** Reads a content, at most so many bytes of it. */
    public static SpooledContent read(InputStream in, long maxBytes) throws IOException {
        byte[] head = in.readNBytes((int) Math.min(IN_MEMORY_BYTES, maxBytes));
        int next = in.read();
        if (next < 0 || head.length == maxBytes) {
            return new SpooledContent(ByteRange.of(head), next >= 0, null);
        }
        try (FileChannel file = namelessFile()) {
            write(file, ByteBuffer.wrap(head));
            write(file, ByteBuffer.wrap(new byte[] {(byte) next}));
            return mapped(file, write(file, in, maxBytes));
        }
    }

    private static FileChannel namelessFile() throws IOException {
        return FileChannel.open(
                Path.of(System.getProperty("java.io.tmpdir"), "handover-content-" + UUID.randomUUID()),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Writes up to the limit, and tells whether there was more. */
    private static boolean write(FileChannel file, InputStream in, long maxBytes) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (file.position() < maxBytes) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, maxBytes - file.position()));
            if (n < 0) {
                return false;
            }
            write(file, ByteBuffer.wrap(buffer, 0, n));
        }
        return in.read() >= 0;
    }

    private static void write(FileChannel file, ByteBuffer some) throws IOException {
        while (some.hasRemaining()) {
            file.write(some);
        }
    }

    /** A mapping outlives the channel that it was made from. */
    private static SpooledContent mapped(FileChannel file, boolean truncated) throws IOException {
        Arena mapping = Arena.ofShared();
        try {
            ByteRange bytes = ByteRange.of(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), mapping));
            return new SpooledContent(bytes, truncated, mapping);
        } catch (IOException | RuntimeException e) {
            mapping.close();
            throw e;
        }
    }

    /** The bytes, to be read until this is closed. */
    public ByteRange bytes() {
        return bytes;
    }

    /** Whether these bytes are only the beginning of it. */
    public boolean truncated() {
        return truncated;
    }

    @Override
    public void close() {
        if (mapping != null) {
            mapping.close();
        }
    }
}
