package dev.handover.channel.email.outgoing;

import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.foundation.kafka.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
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

/** Replies and how far each has come. */
final class OutgoingStore {

    private final JdbcClient jdbc;

    OutgoingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds those replies that are not here yet, in order, and answers which they are. */
    Set<UUID> add(List<NewReply> replies) {
        return new HashSet<>(jdbc.sql("""
                        insert into outgoing_message (message_id, workspace, conversation_id, account_id, external_id, reply,
                            state, reason, traceparent, next_attempt_at, changed_at)
                        select n.message_id, n.workspace, n.conversation_id, n.account_id, n.external_id, n.reply, n.state,
                            n.reason, n.traceparent, now(), now()
                        from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[]) with ordinality as n (message_id, workspace, conversation_id, account_id, external_id,
                            reply, state, reason, traceparent, place)
                        order by n.place
                        on conflict do nothing
                        returning message_id
                        """)
                .param(replies.stream().map(NewReply::messageId).toArray(UUID[]::new))
                .param(texts(replies, NewReply::workspace))
                .param(texts(replies, reply -> reply.reference().conversationId()))
                .param(texts(replies, NewReply::accountId))
                .param(texts(replies, reply -> reply.reference().externalId()))
                .param(texts(replies, reply -> EventJson.MAPPER.writeValueAsString(reply.reply())))
                .param(texts(replies, reply -> reply.state().name()))
                .param(texts(replies, NewReply::reason))
                .param(texts(replies, reply -> reply.reference().traceparent()))
                .query(UUID.class)
                .list());
    }

    private static @Nullable String[] texts(List<NewReply> replies, Function<NewReply, @Nullable String> text) {
        return replies.stream().map(text).toArray(String[]::new);
    }

    /**
     * A reply as it is added.
     *
     * @param accountId the account to send through; null where the workspace has none
     * @param reason why it can't be sent, where that is so
     */
    record NewReply(
            UUID messageId,
            String workspace,
            @Nullable String accountId,
            Reference reference,
            OutgoingReply reply,
            DeliveryState state,
            @Nullable String reason) {}

    /** Claims the oldest unsent replies of conversations whose turn it is; not those in {@code except}. */
    List<Outgoing> claim(Duration time, Collection<UUID> except, int atMost) {
        return jdbc.sql("""
                        update outgoing_message
                        set claimed_until = now() + ? * interval '1 millisecond', attempts = attempts + 1
                        where message_id in (
                            select m.message_id from outgoing_message m
                            where m.state = 'QUEUED' and m.next_attempt_at <= now()
                              and (m.claimed_until is null or m.claimed_until < now())
                              and m.message_id <> all (?)
                              and not exists (
                                  select 1 from outgoing_message e
                                  where e.conversation_id = m.conversation_id and e.state = 'QUEUED'
                                    and e.position < m.position)
                            order by m.next_attempt_at, m.position
                            limit ? for update skip locked)
                        returning message_id, workspace, account_id, attempts, reply, conversation_id, external_id, traceparent
                        """)
                .params(time.toMillis(), except.toArray(UUID[]::new), atMost)
                .query((row, n) -> new Outgoing(
                        row.getObject("message_id", UUID.class),
                        row.getString("workspace"),
                        Optional.ofNullable(row.getString("account_id")),
                        row.getInt("attempts"),
                        EventJson.MAPPER.readValue(row.getString("reply"), OutgoingReply.class),
                        reference(row)))
                .list();
    }

    /** Shows that these are still being worked on. */
    void renew(Duration time, Collection<UUID> claimed) {
        jdbc.sql("""
                        update outgoing_message set claimed_until = now() + ? * interval '1 millisecond'
                        where message_id = any (?) and state = 'QUEUED'
                        """).params(time.toMillis(), claimed.toArray(UUID[]::new)).update();
    }

    /** Gives up claims on replies that nothing was done about. */
    void release(Collection<UUID> claimed) {
        jdbc.sql("""
                        update outgoing_message set claimed_until = null, attempts = attempts - 1
                        where message_id = any (?) and state = 'QUEUED'
                        """).param(claimed.toArray(UUID[]::new)).update();
    }

    /** Puts a claimed reply back for later. */
    void putOff(UUID messageId, Duration delay, String reason) {
        jdbc.sql("""
                        update outgoing_message
                        set claimed_until = null, next_attempt_at = now() + ? * interval '1 millisecond', reason = ?,
                            changed_at = now()
                        where message_id = ? and state = 'QUEUED'
                        """).params(delay.toMillis(), reason, messageId).update();
    }

    /** Moves a reply from one state to another; false when it is not in that state. */
    boolean change(UUID messageId, DeliveryState from, DeliveryState to, @Nullable String reason) {
        return jdbc.sql("""
                        update outgoing_message set state = ?, reason = ?, claimed_until = null, changed_at = now()
                        where message_id = ? and state = ?
                        """)
                        .params(Arrays.asList(to.name(), reason, messageId, from.name()))
                        .update()
                == 1;
    }

    /** Where a reply of this workspace belongs. */
    Optional<Reference> reference(UUID messageId, String workspace) {
        return jdbc.sql("""
                        select conversation_id, external_id, traceparent from outgoing_message
                        where message_id = ? and workspace = ?
                        """)
                .params(messageId, workspace)
                .query((row, n) -> reference(row))
                .optional();
    }

    private static Reference reference(ResultSet row) throws SQLException {
        return new Reference(
                row.getString("conversation_id"), row.getString("external_id"), row.getString("traceparent"));
    }

    /**
     * Where a reply belongs.
     *
     * @param externalId the Message-ID it goes out with
     * @param traceparent where the reply stands in a trace, for what becomes of it
     */
    record Reference(
            String conversationId,
            @Nullable String externalId,
            @Nullable String traceparent) {}

    long queued() {
        return jdbc.sql("select count(*) from outgoing_message where state = 'QUEUED'")
                .query(Long.class)
                .single();
    }
}
