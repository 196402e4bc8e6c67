package dev.handover.channel.content;

import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.AttachmentState;
import dev.handover.channel.contract.InboundEvent.AttachmentUpdated;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.foundation.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Attachments that are pending: claimed by one instance at a time, for a while. Whoever comes too late with a result,
 * because another has claimed it since or it is erased, changes nothing.
 */
final class PendingRows {

    private static final EventCodec<InboundEvent> CODEC = new EventCodec<>(InboundEvent.TYPES);

    private final JdbcClient jdbc;
    private final ContentStores stores;
    private final Outbox outbox;
    private final Clock clock;

    PendingRows(JdbcClient jdbc, ContentStores stores, Outbox outbox, Clock clock) {
        this.jdbc = jdbc;
        this.stores = stores;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A claimed one.
     *
     * @param source the channel that still has the content; empty where it is here
     * @param reference what that channel knows it by
     * @param attempts how often it has been claimed, this time included: by that a late result is known
     */
    record Pending(
            UUID attachmentId,
            UUID messageId,
            String workspace,
            String contentType,
            long sizeBytes,
            int attempts,
            String store,
            ContentKey key,
            Optional<String> source,
            String reference) {}

    /**
     * Claims the one that has been due for longest, also one whose claim is over.
     *
     * @param sources the channels that can be asked here: what is with another one is left to other instances
     * @param scans whether what is here is to be looked through
     */
    Optional<Pending> claim(Duration time, Collection<String> sources, boolean scans) {
        return jdbc.sql("""
                        update attachment set state = 'SCANNING', attempts = attempts + 1,
                            claimed_until = now() + ? * interval '1 millisecond'
                        where attachment_id = (
                            select attachment_id from attachment
                            where state in ('PENDING', 'SCANNING') and next_attempt_at <= now()
                              and (claimed_until is null or claimed_until < now())
                              and (source = any(?) or source is null and ?)
                            order by next_attempt_at limit 1 for update skip locked)
                        returning attachment_id, message_id, workspace, content_type, size_bytes, attempts,
                            content_store, coalesce(content_part, position) as part, source, source_reference
                        """)
                .params(time.toMillis(), sources.toArray(String[]::new), scans)
                .query((row, n) -> {
                    UUID messageId = row.getObject("message_id", UUID.class);
                    return new Pending(
                            row.getObject("attachment_id", UUID.class),
                            messageId,
                            row.getString("workspace"),
                            row.getString("content_type"),
                            row.getLong("size_bytes"),
                            row.getInt("attempts"),
                            row.getString("content_store"),
                            new ContentKey(messageId, row.getInt("part")),
                            Optional.ofNullable(row.getString("source")),
                            String.valueOf(row.getString("source_reference")));
                })
                .optional();
    }

    /** How many are here and wait to be looked through. */
    long unscanned() {
        return jdbc.sql("select count(*) from attachment where state in ('PENDING', 'SCANNING') and source is null")
                .query(Long.class)
                .single();
    }

    /** Puts it back for later. */
    void putOff(Pending pending, Duration delay) {
        jdbc.sql("""
                        update attachment set state = 'PENDING', claimed_until = null,
                            next_attempt_at = now() + ? * interval '1 millisecond'
                        where attachment_id = ? and attempts = ? and state = 'SCANNING'
                        """)
                .params(delay.toMillis(), pending.attachmentId(), pending.attempts())
                .update();
    }

    /** It may be had from now on; needs a transaction. */
    void accept(Pending pending) {
        int changed =
                jdbc.sql("""
                        update attachment set state = 'STORED', claimed_until = null
                        where attachment_id = ? and attempts = ? and state = 'SCANNING'
                        """).params(pending.attachmentId(), pending.attempts()).update();
        if (changed == 1) {
            tell(pending, AttachmentState.STORED, Optional.empty(), pending.sizeBytes());
        }
    }

    /**
     * It was fetched and lies here from now on; needs a transaction.
     *
     * @return whether it is to stay
     */
    boolean accept(Pending pending, Contents contents, long sizeBytes, String sha256) {
        int changed = jdbc.sql("""
                        update attachment set state = 'STORED', claimed_until = null, size_bytes = ?, sha256 = ?,
                            content_store = ?, content_part = ?
                        where attachment_id = ? and attempts = ? and state = 'SCANNING'
                        """)
                .params(sizeBytes, sha256, contents.store(), pending.key().part())
                .params(pending.attachmentId(), pending.attempts())
                .update();
        if (changed == 1) {
            tell(pending, AttachmentState.STORED, Optional.empty(), sizeBytes);
        }
        return changed == 1;
    }

    /** It is not taken, and nothing of it is here; needs a transaction. */
    void refuse(Pending pending, String reason) {
        int changed = jdbc.sql("""
                        update attachment set state = 'REJECTED', reason = ?, claimed_until = null
                        where attachment_id = ? and attempts = ? and state = 'SCANNING'
                        """)
                .params(reason, pending.attachmentId(), pending.attempts())
                .update();
        if (changed == 1) {
            tell(pending, AttachmentState.REJECTED, Optional.of(reason), 0);
        }
    }

    /** Nobody is to have it: its bytes go, those of the message's source are no longer given out. Needs a transaction. */
    void reject(Pending pending, String reason) {
        boolean ownBytes = pending.key().part() != Content.RAW;
        int changed = jdbc.sql("""
                        update attachment set state = 'REJECTED', reason = ?, harmful = true, claimed_until = null,
                            content_part = case when ? then null else content_part end
                        where attachment_id = ? and attempts = ? and state = 'SCANNING'
                        """)
                .params(reason, ownBytes, pending.attachmentId(), pending.attempts())
                .update();
        if (changed == 1) {
            if (ownBytes) {
                stores.delete(pending.store(), List.of(pending.key()));
            }
            tell(pending, AttachmentState.REJECTED, Optional.of(reason), 0);
        }
    }

    private void tell(Pending pending, AttachmentState state, Optional<String> reason, long sizeBytes) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = UUID.nameUUIDFromBytes((pending.attachmentId() + "/" + state).getBytes(StandardCharsets.UTF_8));
        jdbc.sql("select account_id, thread_key from inbound_message where message_id = ?")
                .param(pending.messageId())
                .query(row -> {
                    String account = row.getString("account_id");
                    String thread = ChannelTopics.inboundKey(account, row.getString("thread_key"));
                    outbox.add(
                            CODEC,
                            ChannelTopics.INBOUND,
                            thread,
                            new Envelope(
                                    id.toString(),
                                    thread,
                                    pending.workspace(),
                                    0,
                                    now,
                                    pending.messageId().toString(),
                                    pending.messageId().toString(),
                                    TraceParent.begin().text()),
                            new AttachmentUpdated(
                                    pending.messageId().toString(),
                                    account,
                                    pending.attachmentId().toString(),
                                    state,
                                    reason.orElse(null),
                                    pending.contentType(),
                                    sizeBytes,
                                    now));
                });
    }

    long waiting() {
        return jdbc.sql("select count(*) from attachment where state in ('PENDING', 'SCANNING')")
                .query(Long.class)
                .single();
    }
}
