package dev.handover.notification.mail;

import dev.handover.notification.alert.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Mails to send. A row is written with its notification; an instance that sends claims it by putting off when it is due,
 * so that it comes up again by itself when that instance dies.
 */
@Component
public class MailQueue {
    private static final Duration CLAIM = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private final JdbcClient jdbc;
    private final MailSettings settings;
    private final Semaphore wake = new Semaphore(0);

    MailQueue(JdbcClient jdbc, MailSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * A claimed mail with what it is made of.
     *
     * @param ticketId null where there is no ticket; its number is 0 then
     * @param address null where the directory does not know the person (yet, or any more)
     */
    record Mail(
            String notificationId,
            int attempts,
            Instant happenedAt,
            String reason,
            @Nullable String ticketId,
            long ticketNumber,
            String subject,
            @Nullable String by,
            @Nullable String preview,
            @Nullable String address,
            @Nullable String name) {}

    /** Whether notifications for this reason are mailed. */
    public boolean wanted(Reason reason) {
        return settings.enabled() && settings.mailReasons().contains(reason);
    }

    /** Lets the sender look when the transaction under way has committed. */
    public void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake();
            }
        });
    }

    void wake() {
        wake.release();
    }

    void pause(Duration atMost) throws InterruptedException {
        if (wake.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }

    List<Mail> claim(int atMost) {
        return jdbc.sql("""
                        with claimed as (
                          update mail_queue set attempts = attempts + 1, due_at = now() + make_interval(secs => ?)
                          where notification_id in (
                            select notification_id from mail_queue where due_at <= now()
                            order by due_at limit ? for update skip locked)
                          returning notification_id, attempts)
                        select c.notification_id, c.attempts, n.happened_at, n.reason, n.ticket_id, coalesce(t.number, 0) as number,
                               coalesce(t.subject, '') as subject,
                               coalesce(b.display_name, n.by_name) as by, n.preview, o.email, o.display_name
                        from claimed c join notification n using (notification_id)
                        left join ticket t on t.ticket_id = n.ticket_id
                        left join operator o on o.workspace = n.workspace and o.operator_id = n.operator_id
                        left join operator b on n.by_kind = 'operator' and b.workspace = n.workspace
                          and b.operator_id = n.by_id
                        order by n.position
                        """)
                .params(CLAIM.toSeconds(), atMost)
                .query(MailQueue::mail)
                .list();
    }

    void done(List<String> notificationIds) {
        jdbc.sql("delete from mail_queue where notification_id = any(?)")
                .param(notificationIds.toArray(String[]::new))
                .update();
    }

    void tryAgain(Mail mail) {
        double pause = Math.min(
                settings.retryAfter().toMillis() * Math.pow(2, Math.min(mail.attempts(), 20) - 1.0),
                LONGEST_PAUSE.toMillis());
        jdbc.sql("update mail_queue set due_at = now() + make_interval(secs => ?) where notification_id = ?")
                .params(pause / 1000, mail.notificationId())
                .update();
    }

    private static Mail mail(ResultSet row, int n) throws SQLException {
        return new Mail(
                row.getString("notification_id"),
                row.getInt("attempts"),
                row.getTimestamp("happened_at").toInstant(),
                row.getString("reason"),
                row.getString("ticket_id"),
                row.getLong("number"),
                row.getString("subject"),
                row.getString("by"),
                row.getString("preview"),
                row.getString("email"),
                row.getString("display_name"));
    }
}
