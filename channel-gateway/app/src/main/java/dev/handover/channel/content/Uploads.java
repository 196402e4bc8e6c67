package dev.handover.channel.content;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What staff upload to send it along with a reply. */
public final class Uploads {

    private static final int PART = 0;
    private static final int REMOVED_AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final Contents contents;
    private final TransactionTemplate transactions;
    private final ContentLimits limits;
    private final Clock clock;

    Uploads(JdbcClient jdbc, Contents contents, TransactionTemplate transactions, ContentLimits limits, Clock clock) {
        this.jdbc = jdbc;
        this.contents = contents;
        this.transactions = transactions;
        this.limits = limits;
        this.clock = clock;
    }

    /** What may be uploaded. */
    public ContentLimits limits() {
        return limits;
    }

    /** An upload as replies name it. */
    public record Uploaded(UUID attachmentId, String name, String contentType, long sizeBytes, String sha256) {}

    /** Keeps an upload. */
    public Uploaded keep(
            String workspace, String name, String contentType, long sizeBytes, Supplier<InputStream> stream) {
        UUID id = UUID.randomUUID();
        return Objects.requireNonNull(transactions.execute(_ -> {
            String sha256 = Objects.requireNonNull(
                    contents.put(id, List.of(new Content(PART, stream))).get(PART));
            jdbc.sql("""
                            insert into attachment (attachment_id, workspace, position, name, content_type, inline,
                                size_bytes, content_part, sha256, uploaded_at)
                            values (?, ?, ?, ?, ?, false, ?, ?, ?, ?)
                            """)
                    .params(id, workspace, PART, name, contentType, sizeBytes, PART, sha256)
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            return new Uploaded(id, name, contentType, sizeBytes, sha256);
        }));
    }

    /** A reply of the workspace goes out with these: they are kept as long as it is. Needs a transaction. */
    public void take(UUID replyId, String workspace, Collection<UUID> attachments) {
        jdbc.sql("""
                        update attachment set reply_id = ?
                        where attachment_id = any(?) and workspace = ? and uploaded_at is not null and reply_id is null
                        """)
                .params(replyId, attachments.toArray(UUID[]::new), workspace)
                .update();
    }

    /** Removes some of those that no reply has taken for so long; whether there may be more. */
    boolean removeUnused(Duration lifetime) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            List<ContentKey> gone = jdbc.sql("""
                            delete from attachment where attachment_id in (
                                select attachment_id from attachment
                                where uploaded_at < ? and reply_id is null limit ? for update skip locked)
                            returning attachment_id
                            """)
                    .params(clock.instant().minus(lifetime).atOffset(ZoneOffset.UTC), REMOVED_AT_ONCE)
                    .query((row, n) -> new ContentKey(row.getObject(1, UUID.class), PART))
                    .list();
            contents.delete(gone);
            return gone.size() == REMOVED_AT_ONCE;
        }));
    }
}
