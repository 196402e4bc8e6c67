package dev.handover.notification.feed;

import dev.handover.notification.NotificationMeters;
import dev.handover.notification.alert.Alert;
import dev.handover.notification.mail.MailQueue;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes notifications, each once for an event, a person and a reason, with the unread count and the mail to send. */
@Component
public class Notifications {
    private final JdbcTemplate jdbc;
    private final MailQueue mails;
    private final NotificationMeters meters;

    Notifications(JdbcTemplate jdbc, MailQueue mails, NotificationMeters meters) {
        this.jdbc = jdbc;
        this.mails = mails;
        this.meters = meters;
    }

    /** Adds what is not there yet; needs the transaction of the events. Rows of people are locked in their order. */
    public void add(List<Alert> alerts) {
        List<Object[]> rows = alerts.stream()
                .sorted(Comparator.comparing(Alert::workspace).thenComparing(Alert::operatorId))
                .map(this::row)
                .toList();
        jdbc.batchUpdate("""
                with added as (
                  insert into notification (notification_id, workspace, operator_id, reason, ticket_id,
                                            conversation_id, message_id, by_kind, by_id, by_name, preview, happened_at)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (notification_id) do nothing
                  returning notification_id, workspace, operator_id, happened_at),
                counted as (
                  insert into unread as u (workspace, operator_id, count)
                  select workspace, operator_id, 1 from added
                  on conflict (workspace, operator_id) do update set count = u.count + 1)
                insert into mail_queue (notification_id, happened_at, due_at, attempts)
                select notification_id, happened_at, now(), 0 from added where ?
                """, rows);
        alerts.forEach(alert -> meters.told(alert.reason()));
        mails.wakeAfterCommit();
    }

    /** Removes what tells of these tickets and messages, with the mails still to go. */
    public void erase(Collection<String> tickets, Collection<String> messages) {
        remove(
                "(n.ticket_id = any(?) or n.message_id = any(?))",
                tickets.toArray(String[]::new),
                messages.toArray(String[]::new));
    }

    /** Removes what customers did on these tickets, with the mails still to go: one of them is erased. */
    public void eraseCustomers(Collection<String> tickets) {
        remove("n.ticket_id = any(?) and n.by_kind = 'customer'", (Object) tickets.toArray(String[]::new));
    }

    /** Rows of people are locked first, in their order. */
    private void remove(String which, Object... binds) {
        jdbc.query(
                "select 1 from unread u where exists (select 1 from notification n where " + which
                        + " and n.workspace = u.workspace and n.operator_id = u.operator_id)"
                        + " order by u.workspace, u.operator_id for update",
                row -> {},
                binds);
        jdbc.update(
                "delete from mail_queue m using notification n where m.notification_id = n.notification_id and "
                        + which,
                binds);
        jdbc.update(
                "with gone as (delete from notification n where " + which
                        + " returning workspace, operator_id, read_at)" + """
                 update unread u set count = u.count - g.unread
                from (select workspace, operator_id, count(*) as unread from gone where read_at is null
                      group by workspace, operator_id) g
                where u.workspace = g.workspace and u.operator_id = g.operator_id
                """,
                binds);
    }

    private Object[] row(Alert alert) {
        Alert.Message message = alert.message();
        return new Object[] {
            alert.notificationId(),
            alert.workspace(),
            alert.operatorId(),
            alert.reason().key(),
            alert.ticketId(),
            message == null ? null : message.conversationId(),
            message == null ? null : message.messageId(),
            alert.by().kind().name().toLowerCase(Locale.ROOT),
            alert.by().id(),
            alert.by().name(),
            alert.preview(),
            alert.at().atOffset(ZoneOffset.UTC),
            mails.wanted(alert.reason())
        };
    }
}
