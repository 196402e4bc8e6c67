package dev.handover.channel.delivery;

import dev.handover.foundation.kafka.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Single messages of the queue, as operators see and change them. */
final class DeliveryRows {

    private static final String FIND = """
            select message_id, workspace, conversation_id, channel, account_id, external_id, reply, state, reason, retryable,
                attempts, next_attempt_at, changed_at, traceparent, coalesce(claimed_until >= now(), false) as claimed,
                next_attempt_at > now() as put_off
            from outgoing_message where message_id = ? and workspace = ?
            """;

    private final JdbcClient jdbc;

    DeliveryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A message's row.
     *
     * @param claimed whether a worker has it now
     * @param putOff whether its next attempt is still to come
     */
    record Row(
            Delivery delivery,
            OutgoingReply reply,
            Outgoing.Reference reference,
            String stored,
            boolean claimed,
            boolean putOff) {}

    Optional<Delivery> find(UUID messageId, String workspace) {
        return jdbc.sql(FIND)
                .params(messageId, workspace)
                .query((row, n) -> row(row).delivery())
                .optional();
    }

    /** The row, which nobody else changes until the transaction ends. */
    Optional<Row> lock(UUID messageId, String workspace) {
        return jdbc.sql(FIND + " for update")
                .params(messageId, workspace)
                .query((row, n) -> row(row))
                .optional();
    }

    private static Row row(ResultSet row) throws SQLException {
        String state = row.getString("state");
        boolean queued = state.equals("QUEUED");
        boolean claimed = queued && row.getBoolean("claimed");
        Timestamp next = row.getTimestamp("next_attempt_at");
        Delivery delivery = new Delivery(
                row.getObject("message_id", UUID.class),
                row.getString("conversation_id"),
                row.getString("channel"),
                row.getString("account_id"),
                claimed ? "sending" : state.toLowerCase(Locale.ROOT),
                row.getInt("attempts"),
                row.getString("reason"),
                row.getBoolean("retryable"),
                queued && !claimed ? next.toInstant() : null,
                row.getTimestamp("changed_at").toInstant());
        return new Row(
                delivery,
                EventJson.MAPPER.readValue(row.getString("reply"), OutgoingReply.class),
                OutgoingStore.reference(row),
                state,
                claimed,
                queued && row.getBoolean("put_off"));
    }

    /** Queues it anew, as if it had never been tried. */
    void requeue(UUID messageId, @Nullable String accountId, @Nullable String externalId) {
        jdbc.sql("""
                        update outgoing_message
                        set state = 'QUEUED', reason = null, retryable = null, attempts = 0, claimed_until = null,
                            next_attempt_at = now(), requeued_at = now(), told_problem = null, changed_at = now(), handing_over = false,
                            account_id = ?, external_id = ?
                        where message_id = ?
                        """).params(Arrays.asList(accountId, externalId, messageId)).update();
    }

    /** Lets it be tried at once. */
    void hasten(UUID messageId) {
        jdbc.sql("update outgoing_message set next_attempt_at = now() where message_id = ?")
                .param(messageId)
                .update();
    }
}
