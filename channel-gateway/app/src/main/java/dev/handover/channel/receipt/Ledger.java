package dev.handover.channel.receipt;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far each payload is. That ticket-service has one is read from its journal: whatever a message caused there names the
 * message as its cause, be it a message of a conversation or, of a colleague's mail, a note.
 */
public final class Ledger implements Consumption {

    private final JdbcClient jdbc;

    public Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far a payload is that is not through. */
    public enum State {
        /** Kept, and not yet on the topic. */
        RECEIVED,
        /** Kept, and refused by Kafka: it waits for a hand. */
        PARKED,
        /** On the topic, and not yet seen in ticket-service. */
        PUBLISHED
    }

    /**
     * A payload that is not through.
     *
     * @param key of its record, as parked keys are named
     * @param reason why it is parked, where it is
     */
    public record Receipt(
            UUID messageId,
            String accountId,
            String channel,
            @Nullable String externalId,
            String key,
            State state,
            @Nullable String reason,
            Instant receivedAt) {}

    /** How many there are: all, and those that are not through. */
    public record Counts(long received, long seen, long parked) {}

    /** Those of a workspace, or of one account of it, since then. */
    public Counts counts(String workspace, @Nullable String accountId, Instant since) {
        return jdbc.sql("""
                        select count(*) as received, count(m.seen_at) as seen, count(o.id) as parked
                        from inbound_message m
                        left join outbox o on m.seen_at is null and o.headers ->> 'ce_id' = m.message_id::text
                          and o.parked_reason is not null
                        where m.workspace = ? and (?::text is null or m.account_id = ?) and m.received_at >= ?
                        """)
                .params(Arrays.asList(workspace, accountId, accountId, since.atOffset(ZoneOffset.UTC)))
                .query((row, n) -> new Counts(row.getLong("received"), row.getLong("seen"), row.getLong("parked")))
                .single();
    }

    /** Those of a workspace, or of one account of it, that are not through; the oldest first. */
    public List<Receipt> notThrough(String workspace, @Nullable String accountId, int atMost) {
        return jdbc.sql("""
                        select m.message_id, m.account_id, m.channel, m.external_id, m.thread_key, m.received_at,
                          o.id is not null as waiting, o.parked_reason, o.record_key
                        from inbound_message m
                        left join outbox o on o.headers ->> 'ce_id' = m.message_id::text
                        where m.workspace = ? and (?::text is null or m.account_id = ?) and m.seen_at is null
                        order by m.received_at, m.message_id limit ?
                        """)
                .params(Arrays.asList(workspace, accountId, accountId, atMost))
                .query((row, n) -> receipt(row))
                .list();
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        String parked = row.getString("parked_reason");
        String key = row.getString("record_key");
        return new Receipt(
                row.getObject("message_id", UUID.class),
                row.getString("account_id"),
                row.getString("channel"),
                row.getString("external_id"),
                key == null ? row.getString("account_id") + ":" + row.getString("thread_key") : key,
                parked != null ? State.PARKED : row.getBoolean("waiting") ? State.RECEIVED : State.PUBLISHED,
                parked,
                row.getObject("received_at", OffsetDateTime.class).toInstant());
    }

    /**
     * A payload of a workspace.
     *
     * @param seen whether ticket-service has it
     */
    public record Payload(String accountId, boolean seen) {}

    /** The payload of that message, locked for this transaction. */
    public Optional<Payload> find(UUID messageId, String workspace) {
        return jdbc.sql("""
                        select account_id, seen_at is not null as seen from inbound_message
                        where message_id = ? and workspace = ? for update
                        """)
                .params(messageId, workspace)
                .query((row, n) -> new Payload(row.getString("account_id"), row.getBoolean("seen")))
                .optional();
    }

    @Override
    public boolean acrossPartitions() {
        return true;
    }

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        Set<UUID> causes = new LinkedHashSet<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            uuid(EventCodec.header(record, "ce_causationid")).ifPresent(causes::add);
        }
        if (!causes.isEmpty()) {
            jdbc.sql("update inbound_message set seen_at = now() where message_id = any (?) and seen_at is null")
                    .param(causes.toArray(UUID[]::new))
                    .update();
        }
    }

    long open() {
        return jdbc.sql("select count(*) from inbound_message where seen_at is null")
                .query(Long.class)
                .single();
    }

    private static Optional<UUID> uuid(@Nullable String id) {
        try {
            return id == null ? Optional.empty() : Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException causedByOtherThings) {
            return Optional.empty();
        }
    }
}
