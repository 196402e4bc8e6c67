package dev.handover.channel.email.storage;

import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sources and attachments as they were stored. */
public final class StoredContents {

    private final JdbcClient jdbc;

    public StoredContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of them; what is in it is read from the database as the stream is. */
    public record StoredContent(String name, String contentType, long sizeBytes, InputStream stream) {}

    /** An attachment of this workspace. */
    public Optional<StoredContent> attachment(UUID attachmentId, String workspace) {
        return jdbc.sql("""
                        select name, content_type, size_bytes, message_id, content_part
                        from attachment where attachment_id = ? and workspace = ?
                        """)
                .params(attachmentId, workspace)
                .query((row, n) -> {
                    UUID messageId = row.getObject("message_id", UUID.class);
                    Integer part = row.getObject("content_part", Integer.class);
                    ChunkStream.Source chunks = part == null
                            ? number -> undividedAttachment(attachmentId, number)
                            : number -> chunk(messageId, part, number);
                    long size = row.getLong("size_bytes");
                    return new StoredContent(
                            row.getString("name"), row.getString("content_type"), size, new ChunkStream(chunks, size));
                })
                .optional();
    }

    /** The raw source of a message of this workspace. */
    public Optional<StoredContent> source(UUID messageId, String workspace) {
        return jdbc.sql("""
                        select coalesce(raw_bytes, octet_length(raw)) as size, raw_bytes is null as undivided
                        from inbound_message where message_id = ? and workspace = ?
                        """)
                .params(messageId, workspace)
                .query((row, n) -> {
                    ChunkStream.Source chunks = row.getBoolean("undivided")
                            ? number -> undividedSource(messageId, number)
                            : number -> chunk(messageId, ChunkWriter.RAW, number);
                    long size = row.getLong("size");
                    return new StoredContent(messageId + ".eml", "message/rfc822", size, new ChunkStream(chunks, size));
                })
                .optional();
    }

    private Optional<byte[]> chunk(UUID messageId, int part, int number) {
        return jdbc.sql("select bytes from content_chunk where message_id = ? and part = ? and number = ?")
                .params(messageId, part, number)
                .query((row, n) -> row.getBytes(1))
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
