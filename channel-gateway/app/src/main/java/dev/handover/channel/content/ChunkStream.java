package dev.handover.channel.content;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.springframework.dao.DataAccessException;

/** Reads chunk after chunk, each when it is wanted: no connection is kept while a slow reader takes its time. */
final class ChunkStream extends InputStream {

    /** Gives the chunk with this number. */
    @FunctionalInterface
    interface Source {
        Optional<byte[]> chunk(int number);
    }

    private final Source source;
    private long left;
    private int next;
    private byte[] chunk = new byte[0];
    private int position;

    ChunkStream(Source source, long size) {
        this.source = source;
        this.left = size;
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[take(1)] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int some = (int) Math.min(left, Math.min(count, chunk.length - position));
        System.arraycopy(chunk, take(some), into, offset, some);
        return some;
    }

    private int take(int some) {
        int from = position;
        position += some;
        left -= some;
        return from;
    }

    private Optional<byte[]> nextChunk() throws IOException {
        try {
            return source.chunk(next++);
        } catch (DataAccessException e) {
            throw new IOException("a stored content can't be read now", e);
        }
    }

    private boolean fill() throws IOException {
        if (left > 0 && position == chunk.length) {
            chunk = nextChunk()
                    .filter(bytes -> bytes.length > 0)
                    .orElseThrow(() -> new EOFException("a stored content has ended early: it was deleted meanwhile"));
            position = 0;
        }
        return left > 0;
    }
}
