package dev.handover.channel.email.outgoing;

import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.login.MailLogins;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Open connections to each server under each user, kept for a while between mails. */
final class SmtpConnections {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int MAILS_EACH = 200;

    private record Idle(SmtpConnection connection, long since) {}

    private final Map<MailServer, Deque<Idle>> idle = new HashMap<>();
    private final Map<MailServer, Session> sessions = new HashMap<>();
    private final MailLogins logins;

    SmtpConnections(MailLogins logins) {
        this.logins = logins;
    }

    synchronized Session session(EmailAccount account) {
        return sessions.computeIfAbsent(server(account), server -> SmtpConnection.session(server, logins));
    }

    /** A connection that was used before, if one is still fresh. */
    Optional<SmtpConnection> used(EmailAccount account) {
        List<SmtpConnection> old = new ArrayList<>();
        Optional<SmtpConnection> found = Optional.empty();
        synchronized (this) {
            Deque<Idle> connections = idle.getOrDefault(server(account), new ArrayDeque<>());
            while (found.isEmpty() && !connections.isEmpty()) {
                Idle last = connections.removeLast();
                if (System.nanoTime() - last.since < IDLE_NANOS) {
                    found = Optional.of(last.connection);
                } else {
                    old.add(last.connection);
                }
            }
        }
        old.forEach(SmtpConnections::close);
        return found;
    }

    SmtpConnection fresh(EmailAccount account) throws MessagingException {
        return SmtpConnection.open(session(account), server(account), logins);
    }

    void giveBack(EmailAccount account, SmtpConnection connection) {
        if (connection.sent() >= MAILS_EACH) {
            close(connection);
            return;
        }
        synchronized (this) {
            idle.computeIfAbsent(server(account), _ -> new ArrayDeque<>())
                    .addLast(new Idle(connection, System.nanoTime()));
        }
    }

    /** Closes those that nobody has used for a while. */
    void closeIdle(boolean all) {
        List<SmtpConnection> old = new ArrayList<>();
        synchronized (this) {
            for (Deque<Idle> connections : idle.values()) {
                connections.removeIf(c -> {
                    boolean close = all || System.nanoTime() - c.since >= IDLE_NANOS;
                    if (close) {
                        old.add(c.connection);
                    }
                    return close;
                });
            }
        }
        old.forEach(SmtpConnections::close);
    }

    static void close(SmtpConnection connection) {
        try {
            connection.close();
        } catch (MessagingException alreadyGone) {
            // it is gone, as it should be
        }
    }

    private static MailServer server(EmailAccount account) {
        return account.smtp().orElseThrow(() -> new IllegalStateException(account.id() + " has no SMTP server"));
    }
}
