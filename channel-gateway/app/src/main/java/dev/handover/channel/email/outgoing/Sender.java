package dev.handover.channel.email.outgoing;

import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.email.EmailAccount;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailMeters;
import dev.handover.channel.email.EmailSettings.Sending;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends queued replies with a few workers: of each conversation the oldest first, each at least once, always with the
 * same Message-ID. Once the server has accepted a mail, that is recorded before anything else, for as long as it takes:
 * only the death of this process in between makes a mail go out again, and of those there are at most
 * {@link Sending#window()} at a time.
 */
final class Sender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int CLAIMED = 16;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

    private final EmailAccounts accounts;
    private final OperatorProfiles operators;
    private final Deliveries deliveries;
    private final SmtpConnections connections = new SmtpConnections();
    private final SmtpDelivery smtp = new SmtpDelivery(connections);
    private final TransactionTemplate transactions;
    private final Sending settings;
    private final EmailMeters meters;
    private final Clock clock;
    private final Semaphore window;
    private final Semaphore wake = new Semaphore(0);
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final ReentrantLock claiming = new ReentrantLock();
    private final Queue<Outgoing> claimed = new ArrayDeque<>();

    /** When the claims on what waits here were last made or renewed. */
    private volatile long claimsShown = System.nanoTime();

    private final List<Thread> threads = new ArrayList<>();
    private volatile CountDownLatch stopping = new CountDownLatch(0);

    Sender(
            EmailAccounts accounts,
            OperatorProfiles operators,
            Deliveries deliveries,
            TransactionTemplate transactions,
            Sending settings,
            EmailMeters meters,
            Clock clock) {
        this.accounts = accounts;
        this.operators = operators;
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.window = new Semaphore(settings.window(), true);
    }

    /** There may be something to send. */
    void wake() {
        if (wake.availablePermits() < settings.workers()) {
            wake.release(settings.workers());
        }
    }

    private void work() {
        Duration pause = IDLE;
        while (isRunning()) {
            try {
                Optional<Outgoing> next = next();
                pause = IDLE;
                if (next.isPresent()) {
                    deliver(next.get());
                } else if (wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("sending was interrupted; trying again");
                if (stopsWithin(pause)) {
                    return;
                }
                pause = shorter(pause.multipliedBy(2), Duration.ofSeconds(5));
            }
        }
    }

    /** One that is claimed already, else of those that are claimed now: several at once, while there are many. */
    private Optional<Outgoing> next() {
        claiming.lock();
        try {
            if (!isRunning()) {
                return Optional.empty();
            }
            if (!claimsHold()) {
                forgetClaims();
            }
            if (claimed.isEmpty()) {
                long asked = System.nanoTime();
                for (Outgoing outgoing : deliveries.store().claim(settings.claim(), underWay, CLAIMED)) {
                    underWay.add(outgoing.messageId());
                    claimed.add(outgoing);
                }
                claimsShown = asked;
            }
            return Optional.ofNullable(claimed.poll());
        } finally {
            claiming.unlock();
        }
    }

    /** Whether nobody else can have claimed by now what waits here. */
    private boolean claimsHold() {
        return System.nanoTime() - claimsShown < settings.claim().toNanos() / 4 * 3;
    }

    private List<UUID> forgetClaims() {
        List<UUID> left = claimed.stream().map(Outgoing::messageId).toList();
        claimed.clear();
        left.forEach(underWay::remove);
        return left;
    }

    private void deliver(Outgoing outgoing) {
        AtomicBoolean inWindow = new AtomicBoolean();
        try {
            Outcome outcome = attempt(outgoing, () -> {
                if (!inWindow.get()) { // a second connection may be tried for the same mail
                    window.acquireUninterruptibly();
                    inWindow.set(true);
                }
                if (!isRunning()) {
                    throw new IllegalStateException("this instance is stopping");
                }
            });
            record(outgoing, outcome);
        } finally {
            if (inWindow.get()) {
                window.release();
            }
            underWay.remove(outgoing.messageId());
        }
    }

    private Outcome attempt(Outgoing outgoing, Runnable beforeEnd) {
        Optional<EmailAccount> account = outgoing.accountId()
                .flatMap(accounts::byId)
                .filter(a -> a.smtp().isPresent());
        if (account.isEmpty()) {
            return new Outcome.Later("the email account is not there any more");
        }
        return smtp.attempt(
                account.get(),
                outgoing,
                operators.find(outgoing.workspace(), outgoing.reply().operatorId()),
                beforeEnd);
    }

    /** Records what happened; while the database is away it waits, since to forget it would be to send again. */
    private void record(Outgoing outgoing, Outcome outcome) {
        Duration pause = Duration.ofMillis(100);
        while (true) {
            try {
                transactions.executeWithoutResult(_ -> store(outgoing, outcome));
                return;
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("message", outgoing.messageId())
                        .setCause(e)
                        .log("a delivery is not recorded yet");
                if (stopsWithin(pause)) {
                    return;
                }
                pause = shorter(pause.multipliedBy(2), Duration.ofSeconds(1));
            }
        }
    }

    private void store(Outgoing outgoing, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted _ -> change(outgoing, DeliveryState.SENT, null, false);
            case Outcome.Refused refused -> change(outgoing, DeliveryState.FAILED, refused.reason(), false);
            case Outcome.Later later -> {
                if (outgoing.reply().occurredAt().plus(settings.giveUpAfter()).isBefore(clock.instant())) {
                    change(outgoing, DeliveryState.FAILED, "given up: " + later.reason(), true);
                } else {
                    deliveries.store().putOff(outgoing.messageId(), delay(outgoing.attempts()), later.reason());
                    meters.attemptPutOff();
                }
            }
        }
    }

    private void change(Outgoing outgoing, DeliveryState state, @Nullable String reason, boolean retryable) {
        if (deliveries.store().change(outgoing.messageId(), DeliveryState.QUEUED, state, reason)) {
            deliveries.publish(
                    outgoing.messageId(), outgoing.workspace(), outgoing.reference(), state, reason, retryable);
        }
    }

    private Duration delay(int attempts) {
        return shorter(FIRST_DELAY.multipliedBy(1L << Math.min(attempts - 1, 20)), settings.maxDelay());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void keepClaims() {
        while (!stopsWithin(settings.claim().dividedBy(4))) {
            try {
                long asked = System.nanoTime();
                boolean held = claimsHold();
                if (!underWay.isEmpty()) {
                    deliveries.store().renew(settings.claim(), underWay);
                    if (held) {
                        claimsShown = asked;
                    }
                }
                connections.closeIdle(false);
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("claims could not be renewed");
            }
        }
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        for (int i = 0; i < settings.workers(); i++) {
            threads.add(Thread.ofVirtual().name("sender-" + i).start(this::work));
        }
        threads.add(Thread.ofVirtual().name("sender-claims").start(this::keepClaims));
    }

    @Override
    public void stop() {
        stopping.countDown();
        giveBack();
        wake();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
        connections.closeIdle(true);
    }

    /** What waits here can go out elsewhere at once. */
    private void giveBack() {
        claiming.lock();
        try {
            boolean held = claimsHold();
            List<UUID> left = forgetClaims();
            if (held && !left.isEmpty()) {
                deliveries.store().release(left);
            }
        } catch (DataAccessException e) {
            log.atWarn().setCause(e).log("claims could not be given back; they end by themselves");
        } finally {
            claiming.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }
}
