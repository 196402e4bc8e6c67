package dev.handover.channel.email.outgoing;

import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.login.MailLogins;
import dev.handover.channel.email.login.MailServerFailure;
import jakarta.mail.MessagingException;
import java.util.Optional;

/** Tries whether replies could be sent through a server: connects, logs in and sends nothing. */
public final class SmtpCheck {

    private SmtpCheck() {}

    /** Why not; empty where they could. */
    public static Optional<String> failure(MailServer server, MailLogins logins) {
        try {
            SmtpConnections.close(SmtpConnection.open(SmtpConnection.session(server, logins), server, logins));
            return Optional.empty();
        } catch (MessagingException e) {
            return Optional.of(MailServerFailure.words(server, e));
        }
    }
}
