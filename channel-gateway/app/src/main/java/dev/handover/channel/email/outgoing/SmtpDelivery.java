package dev.handover.channel.email.outgoing;

import dev.handover.channel.account.AccountHealth;
import dev.handover.channel.contract.ChannelEvent.Way;
import dev.handover.channel.delivery.Outcome;
import dev.handover.channel.delivery.Outgoing;
import dev.handover.channel.delivery.Problem;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.login.MailServerFailure;
import dev.handover.channel.email.outgoing.MailFiles.Attached;
import dev.handover.channel.email.outgoing.OperatorProfiles.Profile;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** One attempt to hand a reply to the account's mail server. */
final class SmtpDelivery {

    private final SmtpConnections connections;
    private final AccountHealth health;
    private final MailFiles files;
    private final Predicate<String> own;
    private final Duration patience;

    /**
     * Sends over these connections.
     *
     * @param own whether an address is that of an account of ours
     * @param patience how long to leave a server alone that asks to wait
     */
    SmtpDelivery(
            SmtpConnections connections,
            AccountHealth health,
            MailFiles files,
            Predicate<String> own,
            Duration patience) {
        this.connections = connections;
        this.health = health;
        this.files = files;
        this.own = own;
        this.patience = patience;
    }

    /**
     * Sends.
     *
     * @param beforeEnd runs before the line after which the server may have accepted the mail
     */
    Outcome attempt(EmailAccount account, Outgoing outgoing, Optional<Profile> operator, Runnable beforeEnd) {
        try {
            return switch (files.of(outgoing)) {
                case Attached.Ready ready -> {
                    SMTPMessage mail = MailComposer.compose(
                            connections.session(account), account, outgoing, operator, ready.parts());
                    Address[] recipients = MailCopies.of(outgoing.reply(), own).addressed(mail);
                    yield toAll(account, mail, recipients, beforeEnd);
                }
                case Attached.Pending _ -> new Outcome.Later(Problem.ATTACHMENT_PENDING.reason());
                case Attached.NotTaken _ -> new Outcome.Refused(Problem.ATTACHMENT_NOT_TAKEN.reason());
                case Attached.Gone _ -> new Outcome.Refused(Problem.ATTACHMENT_GONE.reason());
            };
        } catch (AddressException e) {
            return new Outcome.Refused(Problem.INVALID_ADDRESS.reason());
        } catch (MessagingException e) {
            return new Outcome.Refused(Problem.NOT_MADE.saying(SmtpAnswer.words(e)));
        }
    }

    /** Where some are refused for good, it goes to the others if the requester is among them. */
    private Outcome toAll(EmailAccount account, SMTPMessage mail, Address[] recipients, Runnable beforeEnd) {
        Attempt all = send(account, mail, recipients, beforeEnd);
        Address[] others = without(all.refused(), recipients);
        if (others.length == 0 || others.length == recipients.length || !others[0].equals(recipients[0])) {
            return all.outcome();
        }
        Outcome outcome = send(account, mail, others, beforeEnd).outcome();
        return outcome instanceof Outcome.Accepted ? new Outcome.Accepted(Problem.COPIES_REFUSED) : outcome;
    }

    private static Address[] without(List<Address> refused, Address[] recipients) {
        return Arrays.stream(recipients)
                .filter(recipient -> !refused.contains(recipient))
                .toArray(Address[]::new);
    }

    private Attempt send(EmailAccount account, SMTPMessage mail, Address[] recipients, Runnable beforeEnd) {
        Optional<SmtpConnection> used = connections.used(account);
        if (used.isPresent()) {
            Attempt first = over(account, used.get(), mail, recipients, beforeEnd);
            if (!first.stale()) {
                return first;
            }
        }
        SmtpConnection fresh;
        try {
            fresh = connections.fresh(account);
        } catch (MessagingException e) {
            account.smtp().ifPresent(server -> health.failing(sending(account), MailServerFailure.words(server, e)));
            return new Attempt(SmtpAnswer.toSignIn(e), false, List.of());
        }
        health.well(sending(account));
        return over(account, fresh, mail, recipients, beforeEnd);
    }

    private static AccountHealth.Subject sending(EmailAccount account) {
        return AccountHealth.Subject.whole(account.id(), account.workspace(), Way.OUT);
    }

    /**
     * What came of it.
     *
     * @param stale whether the connection had ended before the mail was handed over
     * @param refused recipients that are refused for good
     */
    private record Attempt(Outcome outcome, boolean stale, List<Address> refused) {}

    private Attempt over(
            EmailAccount account,
            SmtpConnection connection,
            SMTPMessage mail,
            Address[] recipients,
            Runnable beforeEnd) {
        try {
            connection.send(mail, recipients, beforeEnd);
            connections.giveBack(account, connection);
            return new Attempt(new Outcome.Accepted(), false, List.of());
        } catch (MessagingException | IllegalStateException e) {
            SmtpConnections.close(connection);
            SmtpAnswer answer = SmtpAnswer.of(e);
            boolean stale = e instanceof MessagingException && !connection.ended() && answer.connectionIsOver();
            return new Attempt(answer.outcome(connection.ended(), patience), stale, refused(e));
        }
    }

    private static List<Address> refused(Exception thrown) {
        return thrown instanceof SendFailedException failed && failed.getInvalidAddresses() != null
                ? List.of(failed.getInvalidAddresses())
                : List.of();
    }
}
