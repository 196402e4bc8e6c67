package dev.handover.channel.content;

import dev.handover.channel.content.PendingRows.Pending;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks through attachments that are pending, one after the other; several instances share them. */
public final class PendingContents implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PendingContents.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** Longer than a scan may take; that of an instance that died is taken over after it. */
    private static final Duration CLAIM = Duration.ofMinutes(10);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final PendingRows rows;
    private final ContentStores stores;
    private final Scanner scanner;
    private final TransactionTemplate transactions;
    private final ContentMeters meters;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    PendingContents(
            PendingRows rows,
            ContentStores stores,
            Scanner scanner,
            TransactionTemplate transactions,
            ContentMeters meters) {
        this.rows = rows;
        this.stores = stores;
        this.scanner = scanner;
        this.transactions = transactions;
        this.meters = meters;
    }

    /** There may be something to do. */
    void wake() {
        wake.release();
    }

    private void run() {
        while (running) {
            try {
                Optional<Pending> next = rows.claim(CLAIM);
                if (next.isPresent()) {
                    look(next.get());
                } else if (wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("pending contents can't be looked through now; trying again");
                if (stopsWithin(IDLE)) {
                    return;
                }
            }
        }
    }

    private void look(Pending pending) {
        try (InputStream content = stores.of(pending.store()).open(pending.key(), pending.sizeBytes())) {
            Optional<String> objection = scanner.objection(content);
            transactions.executeWithoutResult(
                    _ -> objection.ifPresentOrElse(reason -> rows.reject(pending, reason), () -> rows.accept(pending)));
            meters.scanned(objection.isPresent() ? "rejected" : "clean");
        } catch (IOException e) {
            meters.scanned("put_off");
            log.atWarn()
                    .addKeyValue("attachment", pending.attachmentId())
                    .setCause(e)
                    .log("an attachment can't be scanned now; trying again");
            rows.putOff(pending, delay(pending.attempts()));
        }
    }

    private static Duration delay(int attempts) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempts - 1, 20));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private boolean stopsWithin(Duration time) {
        try {
            return wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS) && !running;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("pending-contents").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
