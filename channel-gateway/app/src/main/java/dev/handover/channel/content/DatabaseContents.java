package dev.handover.channel.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Contents in chunks in the database, written and removed with the caller's transaction. */
final class DatabaseContents implements Contents {

    static final String STORE = "database";

    private final JdbcTemplate jdbc;

    DatabaseContents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String store() {
        return STORE;
    }

    @Override
    public boolean transactional() {
        return true;
    }

    @Override
    public Map<Integer, String> put(UUID owner, List<Content> contents) {
        ChunkWriter chunks = new ChunkWriter(jdbc, owner);
        Map<Integer, String> hashes = new HashMap<>();
        for (Content content : contents) {
            try (HashingStream stream = new HashingStream(content.stream().get())) {
                chunks.add(content.part(), stream);
                hashes.put(content.part(), stream.sha256Hex());
            } catch (IOException e) {
                throw new UncheckedIOException("what was read once is read again", e);
            }
        }
        chunks.flush();
        return hashes;
    }

    /** It stays when the transaction that put it does. */
    @Override
    public void keep(Collection<ContentKey> keys) {}

    @Override
    public InputStream open(ContentKey key, long sizeBytes) {
        return new ChunkStream(number -> chunk(key, number), sizeBytes);
    }

    private Optional<byte[]> chunk(ContentKey key, int number) {
        return jdbc
                .query(
                        "select bytes from content_chunk where message_id = ? and part = ? and number = ?",
                        (row, n) -> row.getBytes(1),
                        key.owner(),
                        key.part(),
                        number)
                .stream()
                .findFirst();
    }

    @Override
    public void delete(Collection<ContentKey> keys) {
        jdbc.batchUpdate(
                "delete from content_chunk where message_id = ? and part = ?",
                keys.stream().map(key -> new Object[] {key.owner(), key.part()}).toList());
    }
}
