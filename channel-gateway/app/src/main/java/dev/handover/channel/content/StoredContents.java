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

    /** An attachment of this workspace. */
    public Optional<Found> attachment(UUID attachmentId, String workspace) {
        return jdbc.sql("""
                        select name, content_type, size_bytes, coalesce(message_id, attachment_id) as owner, content_part, sha256,
                            state, reason
                        from attachment where attachment_id = ? and workspace = ?
                        """)
                .params(attachmentId, workspace)
                .<Found>query((row, n) -> attachment(attachmentId, row))
                .optional();
    }

    private Found attachment(UUID attachmentId, ResultSet row) throws SQLException {
        if (row.getString("state").equals("REJECTED")) {
            return new Found.Rejected(row.getString("name"), row.getString("reason"));
        }
        UUID owner = row.getObject("owner", UUID.class);
        Integer part = row.getObject("content_part", Integer.class);
        long size = row.getLong("size_bytes");
        Optional<String> sha256 = Optional.ofNullable(row.getString("sha256"));
        InputStream stream = part == null
                ? new ChunkStream(number -> undividedAttachment(attachmentId, number), size)
                : contents.open(new ContentKey(owner, part), size);
        return new Found.Stored(
                row.getString("name"),
                row.getString("content_type"),
                size,
                sha256,
                sha256.<InputStream>map(hash -> new CheckedStream(stream, size, hash))
                        .orElse(stream));
    }

    /** The raw source of a message of this workspace. */
    public Optional<Found> source(UUID messageId, String workspace) {
        return jdbc.sql("""
                        select coalesce(raw_bytes, octet_length(raw)) as size, raw_bytes is null as undivided
                        from inbound_message
                        where message_id = ? and workspace = ? and (raw_bytes is not null or raw is not null)
                        """)
                .params(messageId, workspace)
                .<Found>query((row, n) -> {
                    long size = row.getLong("size");
                    InputStream stream = row.getBoolean("undivided")
                            ? new ChunkStream(number -> undividedSource(messageId, number), size)
                            : contents.open(new ContentKey(messageId, Content.RAW), size);
                    return new Found.Stored(messageId + ".eml", "message/rfc822", size, Optional.empty(), stream);
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
