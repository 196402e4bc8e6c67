package dev.handover.channel.email.forwarding;

import dev.handover.channel.content.SpooledContent;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.forwarding.ForwardingAddresses.ForwardingAddress;
import dev.handover.channel.email.forwarding.ForwardingAddresses.State;
import dev.handover.channel.email.intake.MailIntake;
import dev.handover.channel.email.intake.PreparedMail;
import dev.handover.foundation.consuming.Outage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/**
 * One mail that another server hands over: for addresses that were issued here and for no others, and accepted only once
 * it is durable.
 */
final class ForwardedMail implements MessageHandler {

    private static final Logger log = LoggerFactory.getLogger(ForwardedMail.class);

    private final ForwardingAddresses addresses;
    private final EmailAccounts accounts;
    private final MailIntake intake;
    private final TransactionTemplate transactions;
    private final long maxBytes;
    private final Map<ForwardingAddress, EmailAccount> recipients = new LinkedHashMap<>();

    ForwardedMail(
            ForwardingAddresses addresses,
            EmailAccounts accounts,
            MailIntake intake,
            TransactionTemplate transactions,
            long maxBytes) {
        this.addresses = addresses;
        this.accounts = accounts;
        this.intake = intake;
        this.transactions = transactions;
        this.maxBytes = maxBytes;
    }

    @Override
    public void from(String sender) {
        // whoever hands it over: that a mail may come from anybody is what makes it mail
    }

    @Override
    public void recipient(String recipient) throws RejectException {
        ForwardingAddress address = find(recipient);
        if (address.state() == State.REVOKED) {
            throw new RejectException(550, "5.1.1 This address takes no mail any more");
        }
        EmailAccount account = accounts.byId(address.accountId())
                .orElseThrow(() -> new RejectException(450, "4.2.1 This mailbox is switched off now"));
        recipients.put(address, account);
    }

    private ForwardingAddress find(String recipient) throws RejectException {
        try {
            return addresses
                    .find(recipient)
                    .orElseThrow(() -> new RejectException(550, "5.1.1 No such address here; mail is not relayed"));
        } catch (DataAccessException e) {
            throw new RejectException(451, "4.3.0 Try again later");
        }
    }

    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
        try (SpooledContent mail = SpooledContent.read(data, maxBytes)) {
            if (mail.truncated()) {
                throw new RejectException(552, "5.3.4 A message may have up to " + maxBytes + " bytes");
            }
            take(mail);
            return null;
        } catch (DataAccessException | TransactionException e) {
            log.atWarn().setCause(e).log("a forwarded mail can't be stored now");
            throw new RejectException(451, "4.3.0 Try again later");
        }
    }

    private void take(SpooledContent mail) {
        List<PreparedMail> prepared = new ArrayList<>();
        List<String> verified = new ArrayList<>();
        recipients.forEach((address, account) -> {
            PreparedMail read = intake.prepare(account, mail);
            if (read.mail().subject().contains(Challenge.word(address))) {
                verified.add(address.address());
            } else {
                prepared.add(read);
            }
        });
        try {
            store(prepared, verified);
        } catch (DataAccessException e) {
            if (Outage.is(e)) {
                throw e;
            }
            store(prepared.stream().map(intake::sourceOnly).toList(), verified);
        }
    }

    /** The mail is with all of its recipients or with none: the other server sends it again as a whole. */
    private void store(List<PreparedMail> mails, List<String> verified) {
        transactions.executeWithoutResult(status -> {
            mails.forEach(mail -> intake.store(mail, "smtp"));
            verified.forEach(addresses::verified);
        });
    }

    @Override
    public void done() {
        // nothing is held beyond data()
    }
}
