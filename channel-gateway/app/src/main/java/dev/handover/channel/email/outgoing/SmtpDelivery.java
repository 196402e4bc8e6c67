package dev.handover.channel.email.outgoing;

import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.outgoing.OperatorProfiles.Profile;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** One attempt to hand a reply to the account's mail server, and what its answer means (RFC 5321 §4.2.1). */
final class SmtpDelivery {

    private final SmtpConnections connections;

    SmtpDelivery(SmtpConnections connections) {
        this.connections = connections;
    }

    /**
     * Sends.
     *
     * @param beforeEnd runs before the line after which the server may have accepted the mail
     */
    Outcome attempt(EmailAccount account, Outgoing outgoing, Optional<Profile> operator, Runnable beforeEnd) {
        SMTPMessage mail;
        Address[] recipients;
        try {
            mail = MailComposer.compose(connections.session(account), account, outgoing, operator);
            recipients = mail.getAllRecipients();
        } catch (AddressException e) {
            return new Outcome.Refused("an address is not valid");
        } catch (MessagingException e) {
            return new Outcome.Refused("the mail could not be made: " + e.getMessage());
        }
        Optional<SmtpConnection> used = connections.used(account);
        if (used.isPresent()) {
            Attempt first = over(account, used.get(), mail, recipients, beforeEnd);
            if (!first.stale()) {
                return first.outcome();
            }
        }
        try {
            return over(account, connections.fresh(account), mail, recipients, beforeEnd)
                    .outcome();
        } catch (MessagingException e) {
            return new Outcome.Later("the mail server is not reachable: " + words(e));
        }
    }

    /** @param stale whether the connection had ended before the mail was handed over */
    private record Attempt(Outcome outcome, boolean stale) {}

    private Attempt over(
            EmailAccount account,
            SmtpConnection connection,
            SMTPMessage mail,
            Address[] recipients,
            Runnable beforeEnd) {
        try {
            connection.send(mail, recipients, beforeEnd);
            connections.giveBack(account, connection);
            return new Attempt(new Outcome.Accepted(), false);
        } catch (MessagingException | IllegalStateException e) {
            OptionalInt code = code(e);
            SmtpConnections.close(connection);
            if (code.isPresent() && code.getAsInt() >= 500) {
                return new Attempt(new Outcome.Refused("the mail server refused it: " + words(e)), false);
            }
            boolean stale = e instanceof MessagingException
                    && !connection.ended()
                    && (code.isEmpty() || code.getAsInt() == 421 || code.getAsInt() < 0);
            return new Attempt(new Outcome.Later(words(e)), stale);
        }
    }

    /** The server's answer, where there is one: that to a recipient first, since it says most. */
    private static OptionalInt code(Exception thrown) {
        OptionalInt found = OptionalInt.empty();
        for (Exception e = thrown; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            int code = switch (e) {
                case SMTPAddressFailedException a -> a.getReturnCode();
                case SMTPSenderFailedException s -> s.getReturnCode();
                case SMTPSendFailedException f -> f.getReturnCode();
                default -> 0;
            };
            if (code != 0) {
                found = OptionalInt.of(code);
            }
        }
        return found;
    }

    /** The innermost message, on one line and without addresses. */
    private static String words(Exception thrown) {
        @Nullable String words = thrown.getMessage();
        for (Exception e = thrown; e instanceof MessagingException m && m.getNextException() != null; ) {
            e = m.getNextException();
            words = e.getMessage() == null ? words : e.getMessage();
        }
        String line = String.valueOf(words).replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > 300 ? line.substring(0, 300) : line;
    }
}
