package dev.handover.channel.email.imap;

import dev.handover.channel.account.AccountHealth;
import dev.handover.channel.content.SpooledContent;
import dev.handover.channel.contract.ChannelEvent.Way;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailMeters;
import dev.handover.channel.email.EmailSettings;
import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.intake.MailIntake;
import dev.handover.channel.email.intake.PreparedMail;
import dev.handover.channel.email.login.MailLogins;
import dev.handover.channel.email.login.MailServerFailure;
import dev.handover.foundation.consuming.Outage;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads one folder of a mailbox for as long as this instance owns it, and waits for it otherwise. Mails are kept and
 * published and the cursor is moved in one transaction, which the owner's fence guards.
 */
final class MailboxReader {

    private static final Logger log = LoggerFactory.getLogger(MailboxReader.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final EmailAccount account;
    private final MailServer server;
    private final String folder;
    private final EmailSettings settings;
    private final Mailboxes mailboxes;
    private final MailIntake intake;
    private final TransactionTemplate transactions;
    private final EmailMeters meters;
    private final MailLogins logins;
    private final AccountHealth health;
    private final AccountHealth.Subject subject;
    private final String instance;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable ImapMailbox open;

    MailboxReader(
            EmailAccount account,
            MailServer server,
            String folder,
            EmailSettings settings,
            Mailboxes mailboxes,
            MailIntake intake,
            TransactionTemplate transactions,
            EmailMeters meters,
            MailLogins logins,
            AccountHealth health,
            String instance) {
        this.account = account;
        this.server = server;
        this.folder = folder;
        this.settings = settings;
        this.mailboxes = mailboxes;
        this.intake = intake;
        this.transactions = transactions;
        this.meters = meters;
        this.logins = logins;
        this.health = health;
        this.subject = new AccountHealth.Subject(
                account.id(),
                account.workspace(),
                Way.IN,
                folder,
                account.settings().folders());
        this.instance = instance;
    }

    void run() {
        Duration pause = Duration.ofMillis(250);
        while (!stopped()) {
            boolean worked = false;
            try {
                Optional<Lease> lease = mailboxes.acquire(
                        Mailboxes.key(account.id(), folder),
                        instance,
                        settings.reading().lease());
                if (lease.isPresent()) {
                    worked = own(lease.get());
                } else {
                    pause = settings.reading().lease().dividedBy(8);
                }
            } catch (MessagingException e) {
                failed(e);
                shown(e);
            } catch (RuntimeException e) {
                failed(e);
            }
            pause = worked ? Duration.ofMillis(250) : pause;
            if (await(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void failed(Exception e) {
        if (!stopped()) {
            meters.readingFailed(account.id());
            log.atWarn()
                    .addKeyValue("account", account.id())
                    .addKeyValue("folder", folder)
                    .setCause(e)
                    .log("a mailbox is not readable now; trying again");
        }
    }

    /** A mailbox that could not even be opened is shown as failing; one whose connection broke is opened again first. */
    private void shown(MessagingException e) {
        if (!stopped()) {
            try {
                String words = MailServerFailure.words(server, e);
                boolean alone = subject.parts().size() == 1;
                health.failing(subject, alone ? words : "Folder " + folder + ": " + words);
            } catch (DataAccessException | TransactionException outage) {
                log.atInfo().setCause(outage).log("how a mailbox does can't be stored now");
            }
        }
    }

    /** Reads until something fails; true when at least the connection stood. */
    private boolean own(Lease lease) throws MessagingException {
        boolean worked = false;
        try (LeaseKeeper keeper = new LeaseKeeper(lease, mailboxes, settings.reading());
                ImapMailbox mailbox = ImapMailbox.open(server, folder, logins)) {
            open = mailbox;
            keeper.watch(mailbox);
            boolean pushes = mailbox.pushes();
            health.well(subject);
            Lease at = lease;
            while (!stopped() && !keeper.lost()) {
                at = takeNew(mailbox, at);
                worked = true;
                if (stopped() || keeper.lost()) {
                    break;
                }
                if (pushes) {
                    mailbox.awaitNews();
                } else if (await(settings.reading().poll())) {
                    break;
                }
            }
        } catch (MessagingException | RuntimeException e) {
            if (worked) {
                failed(e);
            } else {
                throw e;
            }
        } finally {
            open = null;
            mailboxes.release(lease);
        }
        return worked;
    }

    private Lease takeNew(ImapMailbox mailbox, Lease lease) throws MessagingException {
        long validity = mailbox.uidValidity();
        Lease at = lease.uidValidity() == validity ? lease : lease.at(validity, 0);
        List<ImapMailbox.Entry> entries = mailbox.after(at.lastUid());
        List<ImapMailbox.Entry> wanted = entries.stream()
                .filter(entry -> !entry.isBefore(account.settings().since()))
                .toList();
        for (List<ImapMailbox.Entry> batch : batches(wanted)) {
            if (stopped()) {
                return at;
            }
            at = take(mailbox, batch, at, validity);
        }
        boolean passes = !entries.isEmpty() && entries.getLast().uid() > at.lastUid();
        return passes ? store(at, validity, entries.getLast().uid(), List.of()) : at;
    }

    private Lease take(ImapMailbox mailbox, List<ImapMailbox.Entry> batch, Lease lease, long validity)
            throws MessagingException {
        List<SpooledContent> sources =
                mailbox.read(batch, settings.maxMessageSize().toBytes());
        try {
            List<PreparedMail> mails = sources.stream()
                    .map(source -> intake.prepare(account, source))
                    .toList();
            return keep(lease, validity, batch.getLast().uid(), mails);
        } finally {
            sources.forEach(SpooledContent::close);
        }
    }

    private List<List<ImapMailbox.Entry>> batches(List<ImapMailbox.Entry> entries) {
        List<List<ImapMailbox.Entry>> batches = new ArrayList<>();
        List<ImapMailbox.Entry> batch = new ArrayList<>();
        long bytes = 0;
        for (ImapMailbox.Entry entry : entries) {
            if (!batch.isEmpty()
                    && (batch.size() >= settings.reading().batchMails()
                            || bytes + entry.sizeBytes()
                                    > settings.reading().batchSize().toBytes())) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(entry);
            bytes += entry.sizeBytes();
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private Lease keep(Lease lease, long validity, long lastUid, List<PreparedMail> mails) {
        try {
            return store(lease, validity, lastUid, mails);
        } catch (DataAccessException e) {
            if (Outage.is(e)) {
                throw e;
            }
            log.atError()
                    .addKeyValue("account", account.id())
                    .setCause(e)
                    .log("mails are not storable together; one by one");
        }
        Lease at = lease;
        for (PreparedMail mail : mails) {
            at = keepAlone(at, mail);
        }
        return store(at, validity, lastUid, List.of());
    }

    /** A mail that the database refuses must not hold up those behind it: its source is kept alone. */
    private Lease keepAlone(Lease lease, PreparedMail mail) {
        try {
            return store(lease, lease.uidValidity(), lease.lastUid(), List.of(mail));
        } catch (DataAccessException e) {
            if (Outage.is(e)) {
                throw e;
            }
            return store(lease, lease.uidValidity(), lease.lastUid(), List.of(intake.sourceOnly(mail)));
        }
    }

    private Lease store(Lease lease, long validity, long lastUid, List<PreparedMail> mails) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Lease moved = mailboxes.advance(lease, validity, lastUid);
            mails.forEach(mail -> intake.store(mail, "imap"));
            return moved;
        }));
    }

    void stop() {
        stopping.countDown();
        ImapMailbox mailbox = open;
        if (mailbox != null) {
            Thread.ofVirtual().start(mailbox::close);
        }
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    /** Waits, and tells whether it is time to stop. */
    private boolean await(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
