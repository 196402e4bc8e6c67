package dev.handover.channel.email.imap;

import dev.handover.channel.email.EmailSettings.Reading;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Renews the lease of a mailbox while it is read, and wakes the reader now and then; ends the connection when the lease
 * is lost. Two threads, since the mail server may be slow to answer while the lease must not run out.
 */
final class LeaseKeeper implements AutoCloseable {

    private final Lease lease;
    private final Mailboxes mailboxes;
    private final Reading settings;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable ImapMailbox mailbox;
    private volatile boolean lost;

    LeaseKeeper(Lease lease, Mailboxes mailboxes, Reading settings) {
        this.lease = lease;
        this.mailboxes = mailboxes;
        this.settings = settings;
        Thread.ofVirtual().name("lease-" + lease.accountId()).start(this::renewing);
        Thread.ofVirtual().name("poke-" + lease.accountId()).start(this::poking);
    }

    /** This connection is to be woken, and ended when the lease is lost. */
    void watch(ImapMailbox watched) {
        mailbox = watched;
    }

    boolean lost() {
        return lost;
    }

    private void renewing() {
        long renewed = System.nanoTime();
        while (!closedWithin(settings.lease().dividedBy(4))) {
            long asked = System.nanoTime();
            if (renew()) {
                renewed = asked;
            } else if (lost || System.nanoTime() - renewed > settings.lease().toNanos()) {
                lost = true;
                closeMailbox();
                return;
            }
        }
    }

    private boolean renew() {
        try {
            boolean ours = mailboxes.renew(lease, settings.lease());
            lost = !ours;
            return ours;
        } catch (DataAccessException | TransactionException outage) {
            return false;
        }
    }

    private void poking() {
        while (!closedWithin(settings.poll())) {
            ImapMailbox watched = mailbox;
            if (watched != null) {
                try {
                    watched.poke();
                } catch (MessagingException | IllegalStateException gone) {
                    closeMailbox();
                }
            }
        }
    }

    private void closeMailbox() {
        ImapMailbox watched = mailbox;
        if (watched != null) {
            watched.close();
        }
    }

    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
