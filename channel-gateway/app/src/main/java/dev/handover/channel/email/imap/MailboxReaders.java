package dev.handover.channel.email.imap;

import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailMeters;
import dev.handover.channel.email.EmailSettings;
import dev.handover.channel.email.intake.MailIntake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One reader for each account with a mailbox, each on a thread of its own. */
public final class MailboxReaders implements SmartLifecycle {

    private final String instance = UUID.randomUUID().toString();
    private final List<MailboxReader> readers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    public MailboxReaders(
            EmailAccounts accounts,
            EmailSettings settings,
            JdbcClient jdbc,
            MailIntake intake,
            TransactionTemplate transactions,
            EmailMeters meters) {
        Mailboxes mailboxes = new Mailboxes(jdbc);
        for (EmailAccount account : accounts.all()) {
            account.imap()
                    .ifPresent(server -> readers.add(new MailboxReader(
                            account, server, settings, mailboxes, intake, transactions, meters, instance)));
        }
    }

    @Override
    public void start() {
        running = true;
        readers.forEach(reader ->
                threads.add(Thread.ofPlatform().daemon().name("mailbox").start(reader::run)));
    }

    @Override
    public void stop() {
        running = false;
        readers.forEach(MailboxReader::stop);
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(10));
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
