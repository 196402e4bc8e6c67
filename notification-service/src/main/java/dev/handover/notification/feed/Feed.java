package dev.handover.notification.feed;

import dev.handover.foundation.caller.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** One person's notifications. The person is who the token's subject is in the workspace's directory. */
@Component
class Feed {
    private final JdbcClient jdbc;

    Feed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who caused a notification: a kind (operator, customer, agent, system, service), an id and a name, where known. */
    record By(String kind, @Nullable String id, @Nullable String name) {}

    /**
     * A notification.
     *
     * @param reason mention, assigned, customer_message, reopened, follow_up or team_notified
     * @param ticketId null where a conversation that a team is told of has none
     * @param conversationId of team_notified, with the message that the team is to look at
     * @param preview the first characters of the note, message or reason, on one line; null where there is no text
     */
    record Item(
            String notificationId,
            String reason,
            @Nullable String ticketId,
            @Nullable String conversationId,
            @Nullable String messageId,
            @Nullable Long ticketNumber,
            @Nullable String subject,
            By by,
            @Nullable String preview,
            Instant at,
            boolean read) {}

    /** A notification with its place in the feed. */
    record Placed(long position, Item item) {}

    /** The caller's id in the directory; empty for one who is not in it. */
    Optional<String> person(Caller caller) {
        return jdbc.sql("""
                        select operator_id from operator where workspace = ? and subject = ?
                        order by operator_id limit 1
                        """)
                .params(caller.workspace(), caller.subject())
                .query(String.class)
                .optional();
    }

    /** Those before a place, newest first. */
    List<Placed> before(String workspace, String person, long position, int limit) {
        return jdbc.sql("""
                        select n.position, n.notification_id, n.reason, n.ticket_id, n.conversation_id, n.message_id,
                               t.number, t.subject, n.by_kind, n.by_id, coalesce(o.display_name, n.by_name) as by_name, n.preview, n.happened_at,
                               n.read_at is not null as is_read
                        from notification n
                        left join ticket t on t.ticket_id = n.ticket_id and t.workspace = n.workspace
                        left join operator o on n.by_kind = 'operator' and o.workspace = n.workspace
                          and o.operator_id = n.by_id
                        where n.workspace = ? and n.operator_id = ? and n.position < ?
                        order by n.position desc limit ?
                        """)
                .params(workspace, person, position, limit)
                .query(Feed::placed)
                .list();
    }

    long unread(String workspace, String person) {
        return jdbc.sql("select count from unread where workspace = ? and operator_id = ?")
                .params(workspace, person)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** Marks as read: those of the ids that are this person's, or all; answers how many are left unread. */
    @Transactional
    public long read(String workspace, String person, @Nullable List<String> ids) {
        jdbc.sql("select count from unread where workspace = ? and operator_id = ? for update")
                .params(workspace, person)
                .query(Long.class)
                .optional();
        jdbc.sql("""
                        with marked as (
                          update notification set read_at = now()
                          where workspace = :workspace and operator_id = :person and read_at is null
                            and (:all or notification_id = any(:ids)) returning 1)
                        update unread set count = count - (select count(*) from marked)
                        where workspace = :workspace and operator_id = :person
                        """)
                .param("workspace", workspace)
                .param("person", person)
                .param("all", ids == null)
                .param("ids", ids == null ? new String[0] : ids.toArray(String[]::new))
                .update();
        return unread(workspace, person);
    }

    private static Placed placed(ResultSet row, int n) throws SQLException {
        return new Placed(
                row.getLong("position"),
                new Item(
                        row.getString("notification_id"),
                        row.getString("reason"),
                        row.getString("ticket_id"),
                        row.getString("conversation_id"),
                        row.getString("message_id"),
                        row.getObject("number", Long.class),
                        row.getString("subject"),
                        new By(row.getString("by_kind"), row.getString("by_id"), row.getString("by_name")),
                        row.getString("preview"),
                        row.getTimestamp("happened_at").toInstant(),
                        row.getBoolean("is_read")));
    }
}
