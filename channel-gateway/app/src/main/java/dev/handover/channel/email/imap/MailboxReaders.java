package dev.handover.channel.email.imap;

import dev.handover.channel.account.AccountHealth;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailMeters;
import dev.handover.channel.email.EmailSettings;
import dev.handover.channel.email.EmailSettings.Account;
import dev.handover.channel.email.MailServer;
import dev.handover.channel.email.intake.MailIntake;
import dev.handover.channel.email.login.MailLogins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One reader for each folder of each account with a mailbox, each on a thread of its own. */
public final class MailboxReaders implements SmartLifecycle {

    private final String instance = UUID.randomUUID().toString();
    private final EmailAccounts accounts;
    private final EmailSettings settings;
    private final Mailboxes mailboxes;
    private final MailIntake intake;
    private final TransactionTemplate transactions;
    private final EmailMeters meters;
    private final MailLogins logins;
    private final AccountHealth health;
    private final Map<Reading, Running> readers = new HashMap<>();
    private volatile boolean running;

    public MailboxReaders(
            EmailAccounts accounts,
            EmailSettings settings,
            JdbcClient jdbc,
            MailIntake intake,
            TransactionTemplate transactions,
            EmailMeters meters,
            MailLogins logins,
            AccountHealth health) {
        this.accounts = accounts;
        this.settings = settings;
        this.mailboxes = new Mailboxes(jdbc);
        this.intake = intake;
        this.transactions = transactions;
        this.meters = meters;
        this.logins = logins;
        this.health = health;
        accounts.onChange(this::follow);
    }

    /** What is read, and how: another setting makes it another. */
    private record Reading(Account account, String folder) {}

    private record Running(MailboxReader reader, Thread thread) {}

    @Override
    public synchronized void start() {
        running = true;
        follow();
    }

    /** Reads what there is to read now, and nothing else any more. */
    private synchronized void follow() {
        if (!running) {
            return;
        }
        Set<Reading> wanted = new LinkedHashSet<>();
        for (EmailAccount account : accounts.all()) {
            account.imap()
                    .ifPresent(server -> account.settings()
                            .folders()
                            .forEach(folder -> wanted.add(new Reading(account.settings(), folder))));
        }
        readers.entrySet().removeIf(entry -> {
            boolean over = !wanted.contains(entry.getKey());
            if (over) {
                entry.getValue().reader().stop();
            }
            return over;
        });
        for (EmailAccount account : accounts.all()) {
            account.imap()
                    .ifPresent(server -> account.settings()
                            .folders()
                            .forEach(folder -> readers.computeIfAbsent(
                                    new Reading(account.settings(), folder), _ -> read(account, server, folder))));
        }
    }

    private Running read(EmailAccount account, MailServer server, String folder) {
        MailboxReader reader = new MailboxReader(
                account,
                server,
                folder,
                settings,
                mailboxes,
                intake,
                transactions,
                meters,
                logins,
                health,
                instance + "/" + UUID.randomUUID());
        return new Running(reader, Thread.ofPlatform().daemon().name("mailbox").start(reader::run));
    }

    @Override
    public void stop() {
        List<Running> last;
        synchronized (this) {
            running = false;
            last = new ArrayList<>(readers.values());
            readers.clear();
        }
        last.forEach(read -> read.reader().stop());
        try {
            for (Running read : last) {
                read.thread().join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
