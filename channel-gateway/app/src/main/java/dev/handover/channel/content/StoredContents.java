package dev.handover.channel.content;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sources and attachments as they were stored. */
public final class StoredContents {

    private final JdbcClient jdbc;
    private final Contents contents;

    public StoredContents(JdbcClient jdbc, Contents contents) {
        this.jdbc = jdbc;
        this.contents = contents;
    }

    /**
     * One of them.
     *
     * @param sha256 in lower-case hex; empty for a source, and for what was stored before hashes were
     * @param stream read from where it lies as it is read here
     */
    public record StoredContent(
            String name, String contentType, long sizeBytes, Optional<String> sha256, InputStream stream) {}

    /** An attachment of this workspace. */
    public Optional<StoredContent> attachment(UUID attachmentId, String workspace) {
        return jdbc.sql("""
                        select name, content_type, size_bytes, message_id, content_part, sha256
                        from attachment where attachment_id = ? and workspace = ?
                        """)
                .params(attachmentId, workspace)
                .query((row, n) -> attachment(attachmentId, row))
                .optional();
    }

    private StoredContent attachment(UUID attachmentId, ResultSet row) throws SQLException {
        UUID messageId = row.getObject("message_id", UUID.class);
        Integer part = row.getObject("content_part", Integer.class);
        long size = row.getLong("size_bytes");
        Optional<String> sha256 = Optional.ofNullable(row.getString("sha256"));
        InputStream stream = part == null
                ? new ChunkStream(number -> undividedAttachment(attachmentId, number), size)
                : contents.open(new ContentKey(messageId, part), size);
        return new StoredContent(
                row.getString("name"),
                row.getString("content_type"),
                size,
                sha256,
                sha256.<InputStream>map(hash -> new CheckedStream(stream, size, hash))
                        .orElse(stream));
    }

    /** The raw source of a message of this workspace. */
    public Optional<StoredContent> source(UUID messageId, String workspace) {
        return jdbc.sql("""
                        select coalesce(raw_bytes, octet_length(raw)) as size, raw_bytes is null as undivided
                        from inbound_message
                        where message_id = ? and workspace = ? and (raw_bytes is not null or raw is not null)
                        """)
                .params(messageId, workspace)
                .query((row, n) -> {
                    long size = row.getLong("size");
                    InputStream stream = row.getBoolean("undivided")
                            ? new ChunkStream(number -> undividedSource(messageId, number), size)
                            : contents.open(new ContentKey(messageId, Content.RAW), size);
                    return new StoredContent(messageId + ".eml", "message/rfc822", size, Optional.empty(), stream);
                })
                .optional();
    }

    /** Of a row from before there were chunks. */
    private Optional<byte[]> undividedAttachment(UUID attachmentId, int number) {
        return jdbc.sql("""
                        select substring(coalesce(a.content, m.raw) from ? for ?)
                        from attachment a join inbound_message m using (message_id) where a.attachment_id = ?
                        """)
                .params(first(number), ChunkWriter.CHUNK_BYTES, attachmentId)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    /** Of a row from before there were chunks. */
    private Optional<byte[]> undividedSource(UUID messageId, int number) {
        return jdbc.sql("select substring(raw from ? for ?) from inbound_message where message_id = ?")
                .params(first(number), ChunkWriter.CHUNK_BYTES, messageId)
                .query((row, n) -> row.getBytes(1))
                .optional();
    }

    private static int first(int number) {
        return number * ChunkWriter.CHUNK_BYTES + 1;
    }
}
