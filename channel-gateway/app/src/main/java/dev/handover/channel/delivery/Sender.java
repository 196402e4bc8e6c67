package dev.handover.channel.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends the queued messages of one channel with a few workers: of each conversation the oldest first, each at least once,
 * always under the same id. Once the channel has accepted a message, that is recorded before anything else, for as long
 * as it takes: only the death of this process in between makes a message go out again, and of those there are at most
 * {@link Pacing#window()} at a time; on channels where that would be seen ({@link AfterCrash#FAIL}) they fail instead.
 */
public final class Sender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int CLAIMED = 16;

    /** From when on it is told that a message is under way. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Transport transport;
    private final Attempts attempts;
    private final Deliveries deliveries;
    private final Rates rates;
    private final TransactionTemplate transactions;
    private final Pacing settings;
    private final Semaphore window;
    private final Semaphore wake = new Semaphore(0);
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    /** First attempts that are not over, and since when. */
    private final Map<Outgoing, Long> beginning = new ConcurrentHashMap<>();

    private final ReentrantLock claiming = new ReentrantLock();
    private final Queue<Outgoing> claimed = new ArrayDeque<>();

    /** When the claims on what waits here were last made or renewed. */
    private volatile long claimsShown = System.nanoTime();

    private final List<Thread> threads = new ArrayList<>();
    private volatile CountDownLatch stopping = new CountDownLatch(0);

    public Sender(
            Transport transport,
            Deliveries deliveries,
            TransactionTemplate transactions,
            Pacing settings,
            Clock clock) {
        this.transport = transport;
        this.attempts = new Attempts(transport, deliveries, settings, clock);
        this.deliveries = deliveries;
        this.rates = deliveries.rates();
        this.transactions = transactions;
        this.settings = settings;
        this.window = new Semaphore(settings.window(), true);
    }

    /** There may be something to send. */
    public void wake() {
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
                    if (mayGoNow(next.get())) {
                        deliver(next.get());
                    }
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
                pause = Pacing.shorter(pause.multipliedBy(2), Duration.ofSeconds(5));
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
                for (Outgoing outgoing : claim()) {
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

    private List<Outgoing> claim() {
        return deliveries.store().claim(transport.channel(), settings.claim(), underWay, rates.exhausted(), CLAIMED);
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

    /** One over its account's rate waits for the next minute. */
    private boolean mayGoNow(Outgoing outgoing) {
        String account = outgoing.accountId().orElse("");
        OptionalInt most = transport.perMinute(account);
        boolean may = most.isEmpty() || rates.take(account, most.getAsInt());
        if (!may) {
            deliveries.store().untilNextMinute(outgoing.messageId(), Problem.RATE_LIMITED);
            underWay.remove(outgoing.messageId());
        }
        return may;
    }

    private void deliver(Outgoing outgoing) {
        AtomicBoolean inWindow = new AtomicBoolean();
        if (outgoing.attempts() == 1) {
            beginning.put(outgoing, System.nanoTime());
        }
        try {
            Outcome outcome = attempts.attempt(outgoing, () -> {
                if (!inWindow.get()) { // a second connection may be tried for the same mail
                    window.acquireUninterruptibly();
                    inWindow.set(true);
                }
                if (!isRunning()) {
                    throw new IllegalStateException("this instance is stopping");
                }
                attempts.handingOver(outgoing);
            });
            record(outgoing, outcome);
        } finally {
            if (inWindow.get()) {
                window.release();
            }
            underWay.remove(outgoing.messageId());
            beginning.remove(outgoing);
        }
    }

    /** Records what happened; while the database is away it waits, since to forget it would be to send again. */
    private void record(Outgoing outgoing, Outcome outcome) {
        Duration pause = Duration.ofMillis(100);
        while (true) {
            try {
                store(outgoing, outcome);
                return;
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("message", outgoing.messageId())
                        .setCause(e)
                        .log("a delivery is not recorded yet");
                if (stopsWithin(pause)) {
                    return;
                }
                pause = Pacing.shorter(pause.multipliedBy(2), Duration.ofSeconds(1));
            }
        }
    }

    /** What did not come to its end because this instance stops can go out elsewhere at once. */
    private void store(Outgoing outgoing, Outcome outcome) {
        if (outcome instanceof Outcome.Later && !isRunning()) {
            attempts.giveUp(outgoing);
        } else {
            transactions.executeWithoutResult(_ -> attempts.store(outgoing, outcome));
        }
    }

    /** Tells once of each message that its first attempt takes longer than usual. */
    private void tellSlow() {
        while (!stopsWithin(SLOW)) {
            long until = System.nanoTime() - SLOW.toNanos();
            List<Outgoing> slow = beginning.entrySet().stream()
                    .filter(begun -> begun.getValue() - until < 0)
                    .map(Map.Entry::getKey)
                    .toList();
            for (Outgoing outgoing : slow) {
                beginning.remove(outgoing);
                try {
                    transactions.executeWithoutResult(_ -> deliveries.slow(outgoing));
                } catch (DataAccessException | TransactionException e) {
                    log.atWarn().setCause(e).log("it is not told that a message is under way");
                }
            }
        }
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
                transport.rest(false);
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
        threads.add(Thread.ofVirtual().name("sender-slow").start(this::tellSlow));
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
        transport.rest(true);
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
