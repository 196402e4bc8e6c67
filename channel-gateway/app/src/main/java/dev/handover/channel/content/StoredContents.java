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
    private final ContentStores stores;

    public StoredContents(JdbcClient jdbc, ContentStores stores) {
        this.jdbc = jdbc;
        this.stores = stores;
    }

    /** An attachment of this workspace. */
    public Optional<Found> attachment(UUID attachmentId, String workspace) {
        return jdbc.sql("""
                        select name, content_type, size_bytes, coalesce(message_id, attachment_id) as owner, content_part, sha256,
                            state, reason, content_store
                        from attachment where attachment_id = ? and workspace = ?
                        """)
                .params(attachmentId, workspace)
                .<Found>query((row, n) -> attachment(attachmentId, row))
                .optional();
    }

    private Found attachment(UUID attachmentId, ResultSet row) throws SQLException {
        String state = row.getString("state");
        if (state.equals("PENDING") || state.equals("SCANNING")) {
            return new Found.Pending();
        }
        if (state.equals("REJECTED")) {
            return new Found.Rejected(row.getString("name"), row.getString("reason"));
        }
        UUID owner = row.getObject("owner", UUID.class);
        Integer part = row.getObject("content_part", Integer.class);
        long size = row.getLong("size_bytes");
        Optional<String> sha256 = Optional.ofNullable(row.getString("sha256"));
        InputStream stream = part == null
                ? new ChunkStream(number -> undividedAttachment(attachmentId, number), size)
                : stores.of(row.getString("content_store")).open(new ContentKey(owner, part), size);
        return new Found.Stored(
                row.getString("name"),
                row.getString("content_type"),
                size,
                sha256,
                sha256.<InputStream>map(hash -> new CheckedStream(stream, size, hash))
                        .orElse(stream));
    }

    /** The raw source of a message of this workspace: it has all that its attachments have. */
    public Optional<Found> source(UUID messageId, String workspace) {
        return jdbc.sql("""
                        select coalesce(raw_bytes, octet_length(raw)) as size, raw_bytes is null as undivided,
                            content_store,
                            exists (select 1 from attachment a
                                where a.message_id = m.message_id and a.harmful) as harmful,
                            exists (select 1 from attachment a
                                where a.message_id = m.message_id and a.state in ('PENDING', 'SCANNING')) as pending
                        from inbound_message m
                        where message_id = ? and workspace = ? and (raw_bytes is not null or raw is not null)
                        """)
                .params(messageId, workspace)
                .<Found>query((row, n) -> source(messageId, row))
                .optional();
    }

    private Found source(UUID messageId, ResultSet row) throws SQLException {
        String name = messageId + ".eml";
        if (row.getBoolean("harmful")) {
            return new Found.Rejected(name, "the message brought something that is not given to anybody");
        }
        if (row.getBoolean("pending")) {
            return new Found.Pending();
        }
        long size = row.getLong("size");
        InputStream stream = row.getBoolean("undivided")
                ? new ChunkStream(number -> undividedSource(messageId, number), size)
                : stores.of(row.getString("content_store")).open(new ContentKey(messageId, Content.RAW), size);
        return new Found.Stored(name, "message/rfc822", size, Optional.empty(), stream);
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
