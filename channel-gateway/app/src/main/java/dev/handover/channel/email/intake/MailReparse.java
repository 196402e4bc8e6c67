package dev.handover.channel.email.intake;

import dev.handover.channel.content.Found;
import dev.handover.channel.content.SpooledContent;
import dev.handover.channel.content.StoredContents;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.receipt.Ledger;
import dev.handover.channel.receipt.Ledger.Payload;
import dev.handover.channel.receipt.Reparse;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads stored mails again: after a release that reads better, or where what was published was never taken. */
public final class MailReparse implements Reparse {

    private final EmailAccounts accounts;
    private final StoredContents contents;
    private final Ledger ledger;
    private final MailIntake intake;
    private final TransactionTemplate transactions;

    public MailReparse(
            EmailAccounts accounts,
            StoredContents contents,
            Ledger ledger,
            MailIntake intake,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.contents = contents;
        this.ledger = ledger;
        this.intake = intake;
        this.transactions = transactions;
    }

    @Override
    public Optional<Reread> reparse(UUID messageId, String workspace) {
        Optional<Payload> payload =
                Objects.requireNonNull(transactions.execute(status -> ledger.find(messageId, workspace)));
        Optional<Found> found = contents.source(messageId, workspace);
        if (payload.isEmpty() || found.isEmpty()) {
            return Optional.empty();
        }
        if (!(found.get() instanceof Found.Stored source)) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "The message brought something that is still scanned, or is harmful.");
        }
        EmailAccount account = accounts.byId(payload.get().accountId())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT, "The account that this came in by is not there, or is switched off."));
        try (InputStream stream = source.stream();
                SpooledContent raw = SpooledContent.read(stream, source.sizeBytes())) {
            PreparedMail mail = intake.prepareAgain(account, raw, messageId);
            return Optional.of(Objects.requireNonNull(transactions.execute(status -> {
                boolean seen = ledger.find(messageId, workspace).orElseThrow().seen();
                return intake.again(mail, seen);
            })));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
