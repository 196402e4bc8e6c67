package dev.handover.channel.email.outgoing;

import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.login.MailLogins;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** Sends one mail of our own making, by a connection for it alone; whoever asked for it is told what came of it. */
public final class SmtpOnce {

    private SmtpOnce() {}

    /** Makes the mail to be sent. */
    @FunctionalInterface
    public interface Maker {
        MimeMessage make(Session session) throws MessagingException;
    }

    /** @throws MessagingException where the server does not take it */
    public static void send(MailServer server, MailLogins logins, Maker maker) throws MessagingException {
        Session session = SmtpConnection.session(server, logins);
        MimeMessage mail = maker.make(session);
        SmtpConnection connection = SmtpConnection.open(session, server, logins);
        try {
            connection.send(mail, mail.getAllRecipients(), () -> {});
        } finally {
            SmtpConnections.close(connection);
        }
    }
}
