package dev.handover.channel.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes what belongs to one message in chunks. Those of a small message go to the database together, those of a large
 * one a few at a time. Needs a transaction.
 */
final class ChunkWriter {

    /** The size of every chunk but the last of its part. */
    static final int CHUNK_BYTES = 256 * 1024;

    private static final int HELD_BYTES = 4 * CHUNK_BYTES;

    private final JdbcTemplate jdbc;
    private final UUID messageId;
    private final List<Object[]> held = new ArrayList<>();
    private int heldBytes;

    ChunkWriter(JdbcTemplate jdbc, UUID messageId) {
        this.jdbc = jdbc;
        this.messageId = messageId;
    }

    /** Adds a part in full. */
    void add(int part, InputStream content) throws IOException {
        int number = 0;
        for (byte[] chunk = content.readNBytes(CHUNK_BYTES);
                chunk.length > 0;
                chunk = content.readNBytes(CHUNK_BYTES)) {
            if (heldBytes + chunk.length > HELD_BYTES) {
                flush();
            }
            held.add(new Object[] {messageId, part, number++, chunk});
            heldBytes += chunk.length;
        }
    }

    /** Writes what is not written yet. */
    void flush() {
        jdbc.batchUpdate("insert into content_chunk (message_id, part, number, bytes) values (?, ?, ?, ?)", held);
        held.clear();
        heldBytes = 0;
    }
}
