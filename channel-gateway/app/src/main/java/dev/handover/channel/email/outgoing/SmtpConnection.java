package dev.handover.channel.email.outgoing;

import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.login.MailLogins;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** One open SMTP connection, for several mails after each other. Not safe for use by two threads at once. */
final class SmtpConnection extends SMTPTransport {

    private @Nullable Runnable beforeAcceptance;
    private boolean ended;
    private int sent;

    private SmtpConnection(
            Session session, String protocol, MailServer server, @Nullable String secret, boolean implicit) {
        super(
                session,
                new URLName(protocol, server.host(), server.port(), null, server.user(), secret),
                protocol,
                implicit);
    }

    /** The settings of a connection for one mail's envelope sender. */
    static Session session(MailServer server, MailLogins logins) {
        boolean implicit = server.tls() && server.port() == 465;
        Properties properties = new Properties();
        String prefix = implicit ? "mail.smtps." : "mail.smtp.";
        properties.setProperty(prefix + "connectiontimeout", "5000");
        properties.setProperty(prefix + "timeout", "30000");
        properties.setProperty(prefix + "writetimeout", "30000");
        properties.setProperty(prefix + "auth", Boolean.toString(server.user() != null));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(server.tls() && !implicit));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(server.tls() && !implicit));
        properties.setProperty(prefix + "quitwait", "false");
        logins.prepare(properties, prefix, server);
        return Session.getInstance(properties);
    }

    static SmtpConnection open(Session session, MailServer server, MailLogins logins) throws MessagingException {
        boolean implicit = server.tls() && server.port() == 465;
        String secret = logins.secret(server);
        SmtpConnection connection = new SmtpConnection(session, implicit ? "smtps" : "smtp", server, secret, implicit);
        try {
            connection.connect(server.host(), server.port(), server.user(), secret);
            return connection;
        } catch (AuthenticationFailedException e) {
            logins.refused(server);
            throw e;
        }
    }

    /**
     * Hands the mail over.
     *
     * @param beforeEnd runs before the line after which the server may have accepted it
     */
    void send(MimeMessage mail, Address[] recipients, Runnable beforeEnd) throws MessagingException {
        beforeAcceptance = beforeEnd;
        ended = false;
        sendMessage(mail, recipients);
        sent++;
    }

    /** Whether the last mail was handed over to its end, so that it may have been accepted whatever came after. */
    boolean ended() {
        return ended;
    }

    int sent() {
        return sent;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        Runnable before = beforeAcceptance;
        if (before != null) {
            before.run();
        }
        ended = true;
        super.finishData();
    }
}
