package dev.handover.channel.content;

import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final ContentStores stores;
    private final TransactionTemplate transactions;
    private final ChannelLimits limits;
    private final Clock clock;

    Uploads(
            JdbcClient jdbc,
            ContentStores stores,
            TransactionTemplate transactions,
            ChannelLimits limits,
            Clock clock) {
        this.jdbc = jdbc;
        this.stores = stores;
        this.transactions = transactions;
        this.limits = limits;
        this.clock = clock;
    }

    /** What may be uploaded. */
    public ChannelLimits limits() {
        return limits;
    }

    /** An upload as replies name it. */
    public record Uploaded(UUID attachmentId, String name, String contentType, long sizeBytes, String sha256) {}

    /** Keeps an upload. */
    public Uploaded keep(
            String workspace, String name, String contentType, long sizeBytes, Supplier<InputStream> stream) {
        UUID id = UUID.randomUUID();
        List<Content> file = List.of(new Content(PART, stream));
        Contents contents = stores.current();
        Map<Integer, String> ahead = contents.transactional() ? Map.of() : contents.put(id, file);
        return Objects.requireNonNull(transactions.execute(_ -> {
            Map<Integer, String> hashes = contents.transactional() ? contents.put(id, file) : ahead;
            contents.keep(List.of(new ContentKey(id, PART)));
            String sha256 = Objects.requireNonNull(hashes.get(PART));
            jdbc.sql("""
                            insert into attachment (attachment_id, workspace, position, name, content_type, inline,
                                size_bytes, content_part, sha256, content_store, uploaded_at)
                            values (?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?)
                            """)
                    .params(id, workspace, PART, name, contentType, sizeBytes, PART, sha256, contents.store())
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
            Map<String, List<ContentKey>> gone = new HashMap<>();
            jdbc.sql("""
                            delete from attachment where attachment_id in (
                                select attachment_id from attachment
                                where uploaded_at < ? and reply_id is null limit ? for update skip locked)
                            returning attachment_id, content_store
                            """)
                    .params(clock.instant().minus(lifetime).atOffset(ZoneOffset.UTC), REMOVED_AT_ONCE)
                    .query(row -> {
                        gone.computeIfAbsent(row.getString("content_store"), _ -> new ArrayList<>())
                                .add(new ContentKey(row.getObject("attachment_id", UUID.class), PART));
                    });
            gone.forEach(stores::delete);
            return gone.values().stream().mapToInt(List::size).sum() == REMOVED_AT_ONCE;
        }));
    }
}
