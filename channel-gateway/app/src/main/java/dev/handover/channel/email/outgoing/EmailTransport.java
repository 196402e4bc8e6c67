package dev.handover.channel.email.outgoing;

import dev.handover.channel.account.AccountHealth;
import dev.handover.channel.delivery.AfterCrash;
import dev.handover.channel.delivery.Outcome;
import dev.handover.channel.delivery.Outgoing;
import dev.handover.channel.delivery.OutgoingReply;
import dev.handover.channel.delivery.Problem;
import dev.handover.channel.delivery.Transport;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.login.MailLogins;
import dev.handover.channel.email.thread.OwnMessageId;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The way out by SMTP. */
final class EmailTransport implements Transport {

    static final String CHANNEL = "email";

    private final EmailAccounts accounts;
    private final OperatorProfiles operators;
    private final SmtpConnections connections;
    private final SmtpDelivery smtp;

    /** @param maxDelay the longest time between two attempts */
    EmailTransport(
            EmailAccounts accounts,
            OperatorProfiles operators,
            MailLogins logins,
            AccountHealth health,
            MailFiles files,
            Duration maxDelay) {
        this.accounts = accounts;
        this.operators = operators;
        this.connections = new SmtpConnections(logins);
        this.smtp = new SmtpDelivery(
                connections,
                health,
                files,
                accounts::own,
                maxDelay.compareTo(SmtpAnswer.GREYLISTED) < 0 ? maxDelay : SmtpAnswer.GREYLISTED);
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public Optional<String> account(OutgoingReply reply, String workspace) {
        return Optional.ofNullable(reply.accountId())
                .flatMap(accounts::byId)
                .filter(a -> a.workspace().equals(workspace))
                .or(() -> accounts.firstOf(workspace))
                .filter(a -> a.smtp().isPresent())
                .map(EmailAccount::id);
    }

    @Override
    public Optional<String> externalId(UUID messageId, String accountId) {
        return accounts.byId(accountId).map(a -> OwnMessageId.of(messageId, a.domain()));
    }

    @Override
    public Optional<Problem> refusal(OutgoingReply reply, Optional<String> accountId) {
        String to = reply.toAddress() == null ? "" : reply.toAddress().strip();
        if (to.isEmpty()) {
            return Optional.of(Problem.NO_ADDRESS);
        }
        if (!Recipients.valid(to)) {
            return Optional.of(Problem.INVALID_ADDRESS);
        }
        String local = to.substring(0, to.lastIndexOf('@')).toLowerCase(Locale.ROOT);
        if (local.equals("mailer-daemon") || accounts.own(to)) {
            return Optional.of(Problem.ENDLESS);
        }
        return sending(accountId).isPresent() ? Optional.empty() : Optional.of(Problem.NO_ACCOUNT);
    }

    @Override
    public OptionalInt perMinute(String accountId) {
        return accounts.byId(accountId).map(EmailAccount::maxPerMinute).orElse(OptionalInt.empty());
    }

    private Optional<EmailAccount> sending(Optional<String> accountId) {
        return accountId.flatMap(accounts::byId).filter(a -> a.smtp().isPresent());
    }

    @Override
    public Outcome attempt(Outgoing outgoing, Runnable beforeEnd) {
        return sending(outgoing.accountId())
                .map(account -> smtp.attempt(
                        account,
                        outgoing,
                        operators.find(outgoing.workspace(), outgoing.reply().operatorId()),
                        beforeEnd))
                .orElseGet(() -> new Outcome.Later(Problem.NO_ACCOUNT.reason()));
    }

    /** Mail programs show a mail once that comes twice under one Message-ID. */
    @Override
    public AfterCrash afterCrash(Optional<String> accountId) {
        return AfterCrash.REPEAT;
    }

    @Override
    public void rest(boolean all) {
        connections.closeIdle(all);
    }
}
