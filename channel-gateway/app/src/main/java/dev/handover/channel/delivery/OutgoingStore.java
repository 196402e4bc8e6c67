package dev.handover.channel.delivery;

import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.foundation.kafka.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queue of messages, as workers see it. */
final class OutgoingStore {

    private final JdbcClient jdbc;

    OutgoingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds those messages that are not here yet, in order, and answers which they are. */
    Set<UUID> add(List<NewReply> replies) {
        return new HashSet<>(jdbc.sql("""
                        insert into outgoing_message (message_id, workspace, conversation_id, channel, account_id, external_id,
                            reply, state, reason, retryable, traceparent, cap_key, next_attempt_at, changed_at)
                        select n.message_id, n.workspace, n.conversation_id, n.channel, n.account_id, n.external_id, n.reply,
                            n.state, n.reason, n.retryable::boolean, n.traceparent, n.cap_key, now(), now()
                        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[]) with ordinality as n (message_id, workspace,
                            conversation_id, channel, account_id, external_id, reply, state, reason, retryable,
                            traceparent, cap_key, place)
                        order by n.place
                        on conflict do nothing
                        returning message_id
                        """)
                .param(replies.stream().map(NewReply::messageId).toArray(UUID[]::new))
                .param(texts(replies, NewReply::workspace))
                .param(texts(replies, reply -> reply.reference().conversationId()))
                .param(texts(replies, reply -> reply.reply().channel()))
                .param(texts(replies, NewReply::accountId))
                .param(texts(replies, reply -> reply.reference().externalId()))
                .param(texts(replies, reply -> EventJson.MAPPER.writeValueAsString(reply.reply())))
                .param(texts(replies, reply -> reply.state().name()))
                .param(texts(
                        replies, reply -> reply.refusal().map(Problem::sentence).orElse(null)))
                .param(texts(
                        replies,
                        reply -> Boolean.toString(
                                reply.refusal().map(Problem::retryable).orElse(false))))
                .param(texts(replies, reply -> reply.reference().traceparent()))
                .param(texts(replies, reply -> reply.refusal().isPresent() ? null : Caps.key(reply.reply())))
                .query(UUID.class)
                .list());
    }

    private static @Nullable String[] texts(List<NewReply> replies, Function<NewReply, @Nullable String> text) {
        return replies.stream().map(text).toArray(String[]::new);
    }

    /**
     * A message as it is added.
     *
     * @param accountId the account to send through; null where the workspace has none
     * @param refusal why it can't be sent, where that is so
     */
    record NewReply(
            UUID messageId,
            String workspace,
            @Nullable String accountId,
            Outgoing.Reference reference,
            OutgoingReply reply,
            Optional<Problem> refusal) {

        NewReply refused(Problem problem) {
            return new NewReply(messageId, workspace, accountId, reference, reply, Optional.of(problem));
        }

        DeliveryState state() {
            return refusal.isPresent() ? DeliveryState.FAILED : DeliveryState.QUEUED;
        }
    }

    /**
     * Claims a channel's oldest unsent messages of conversations whose turn it is.
     *
     * @param except messages that are not claimed
     * @param exhausted accounts of which nothing is claimed
     */
    List<Outgoing> claim(
            String channel, Duration time, Collection<UUID> except, Collection<String> exhausted, int atMost) {
        return jdbc.sql("""
                        update outgoing_message
                        set claimed_until = now() + ? * interval '1 millisecond', attempts = attempts + 1
                        where message_id in (
                            select m.message_id from outgoing_message m
                            where m.state = 'QUEUED' and m.channel = ? and m.next_attempt_at <= now()
                              and (m.claimed_until is null or m.claimed_until < now())
                              and m.message_id <> all (?) and (m.account_id is null or m.account_id <> all (?))
                              and not exists (
                                  select 1 from outgoing_message e
                                  where e.conversation_id = m.conversation_id and e.state = 'QUEUED'
                                    and (e.position < m.position
                                      or e.position > m.position and e.claimed_until >= now()))
                            order by m.next_attempt_at, m.position
                            limit ? for update skip locked)
                        returning message_id, workspace, account_id, attempts, requeued_at, handing_over, reply,
                            conversation_id, external_id, traceparent
                        """)
                .params(time.toMillis(), channel, except.toArray(UUID[]::new), exhausted.toArray(String[]::new), atMost)
                .query((row, n) -> outgoing(row))
                .list();
    }

    private static Outgoing outgoing(ResultSet row) throws SQLException {
        OutgoingReply reply = EventJson.MAPPER.readValue(row.getString("reply"), OutgoingReply.class);
        Timestamp requeued = row.getTimestamp("requeued_at");
        return new Outgoing(
                row.getObject("message_id", UUID.class),
                row.getString("workspace"),
                Optional.ofNullable(row.getString("account_id")),
                row.getInt("attempts"),
                requeued == null ? reply.occurredAt() : requeued.toInstant(),
                row.getBoolean("handing_over"),
                reply,
                reference(row));
    }

    /** Shows that these are still being worked on, but for those that were put back in the meantime. */
    void renew(Duration time, Collection<UUID> claimed) {
        jdbc.sql("""
                        update outgoing_message set claimed_until = now() + ? * interval '1 millisecond'
                        where message_id = any (?) and state = 'QUEUED' and claimed_until is not null
                        """).params(time.toMillis(), claimed.toArray(UUID[]::new)).update();
    }

    /** Gives up claims on messages that nothing was done about. */
    void release(Collection<UUID> claimed) {
        jdbc.sql("""
                        update outgoing_message set claimed_until = null, attempts = attempts - 1
                        where message_id = any (?) and state = 'QUEUED'
                        """).param(claimed.toArray(UUID[]::new)).update();
    }

    /** Whether the channel may have accepted it from now on. */
    void handingOver(UUID messageId, boolean may) {
        jdbc.sql("update outgoing_message set handing_over = ? where message_id = ?")
                .params(may, messageId)
                .update();
    }

    /** Puts a claimed message back until the next minute, as if it had not been claimed. */
    void untilNextMinute(UUID messageId, Problem reason) {
        jdbc.sql("""
                        update outgoing_message
                        set claimed_until = null, attempts = attempts - 1, reason = ?,
                            next_attempt_at = date_trunc('minute', now()) + interval '1 minute'
                        where message_id = ? and state = 'QUEUED'
                        """).params(reason.sentence(), messageId).update();
    }

    /**
     * Puts a claimed message back for later.
     *
     * @return whether it waits for another reason than the one that was told last
     */
    boolean putOff(UUID messageId, Duration delay, Problem.Reason reason) {
        return jdbc.sql("""
                        update outgoing_message m
                        set claimed_until = null, next_attempt_at = now() + ? * interval '1 millisecond', reason = ?,
                            told_problem = ?, changed_at = now(), handing_over = false
                        from (select told_problem from outgoing_message where message_id = ?) before
                        where m.message_id = ? and m.state = 'QUEUED'
                        returning before.told_problem is distinct from m.told_problem
                        """)
                .params(delay.toMillis(), reason.text(), reason.problem().name(), messageId, messageId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Whether it is still to be sent; it stays so until the transaction ends. */
    boolean stillQueued(UUID messageId) {
        return jdbc.sql("select 1 from outgoing_message where message_id = ? and state = 'QUEUED' for update")
                .param(messageId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Moves a message to another state; false when it is in none of those. */
    boolean change(
            UUID messageId,
            Collection<DeliveryState> from,
            DeliveryState to,
            @Nullable String reason,
            boolean retryable) {
        return jdbc.sql("""
                        update outgoing_message
                        set state = ?, reason = ?, retryable = ?, claimed_until = null, changed_at = now()
                        where message_id = ? and state = any (?)
                        """)
                        .params(Arrays.asList(
                                to.name(),
                                reason,
                                retryable,
                                messageId,
                                from.stream().map(DeliveryState::name).toArray(String[]::new)))
                        .update()
                == 1;
    }

    /** How often something was told of the message, this time included. */
    int told(UUID messageId) {
        return jdbc.sql("update outgoing_message set told = told + 1 where message_id = ? returning told")
                .param(messageId)
                .query(Integer.class)
                .single();
    }

    /** Where a message of this workspace belongs. */
    Optional<Outgoing.Reference> reference(UUID messageId, String workspace) {
        return jdbc.sql("""
                        select conversation_id, external_id, traceparent from outgoing_message
                        where message_id = ? and workspace = ?
                        """)
                .params(messageId, workspace)
                .query((row, n) -> reference(row))
                .optional();
    }

    /** What waits to go out through an account, in order. */
    List<Deliveries.Told> queuedThrough(String accountId) {
        return jdbc.sql("""
                        select message_id, workspace, channel, conversation_id, external_id, traceparent
                        from outgoing_message where account_id = ? and state = 'QUEUED' order by position for update
                        """)
                .param(accountId)
                .query((row, n) -> new Deliveries.Told(
                        row.getObject("message_id", UUID.class),
                        row.getString("workspace"),
                        row.getString("channel"),
                        reference(row)))
                .list();
    }

    static Outgoing.Reference reference(ResultSet row) throws SQLException {
        return new Outgoing.Reference(
                row.getString("conversation_id"), row.getString("external_id"), row.getString("traceparent"));
    }

    long queued() {
        return jdbc.sql("select count(*) from outgoing_message where state = 'QUEUED'")
                .query(Long.class)
                .single();
    }
}
