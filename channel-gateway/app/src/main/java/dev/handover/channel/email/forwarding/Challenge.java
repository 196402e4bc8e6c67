package dev.handover.channel.email.forwarding;

import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.forwarding.ForwardingAddresses.ForwardingAddress;
import dev.handover.channel.email.login.MailLogins;
import dev.handover.channel.email.outgoing.SmtpOnce;
import dev.handover.channel.email.thread.OwnMessageId;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.UUID;

/** The mail that verifies a forwarding address: sent to the account's own address, it must come back by the other. */
final class Challenge {

    private Challenge() {}

    /** What tells it from other mail. */
    static String word(ForwardingAddress address) {
        return "[" + address.challenge() + "]";
    }

    static void send(EmailAccount account, MailServer server, ForwardingAddress address, MailLogins logins)
            throws MessagingException {
        SmtpOnce.send(server, logins, session -> mail(session, account, address));
    }

    private static MimeMessage mail(Session session, EmailAccount account, ForwardingAddress address)
            throws MessagingException {
        String messageId = OwnMessageId.of(UUID.randomUUID(), account.domain());
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId); // where it lands in a mailbox that is read, it is known as our own
            }
        };
        mail.setFrom(new InternetAddress(account.address()));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(account.address()));
        mail.setSubject("Forwarding is being verified " + word(address), "UTF-8");
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setText(
                "This mail verifies that " + account.address() + " is forwarded to " + address.address()
                        + ".\n\nIf you read it in a mailbox, it was not forwarded from there; there is nothing else to do"
                        + " with it.\n",
                "UTF-8");
        mail.saveChanges();
        return mail;
    }
}
