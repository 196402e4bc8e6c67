package dev.handover.query.stream;

import dev.handover.query.generation.Generation;
import dev.handover.query.generation.Generations;
import dev.handover.query.projection.Progress;
import dev.handover.query.reading.Scope;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** The one reader of the log of changes in this instance; it tells every subscriber, and rests when there is none. */
@Component
class LiveStream implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);
    private static final int PAGE = 1000;
    /** Own commits ring the bell; those of other instances, and those that an older transaction holds back, do not. */
    private static final long SOON_MS = 5;

    private static final long LATER_MS = 100;

    private final ChangeLog changes;
    private final Generations generations;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final Semaphore bell = new Semaphore(0);
    private final ReentrantLock place = new ReentrantLock();
    private Cursor position = new Cursor(0, 0, 0);
    private volatile boolean running;

    LiveStream(ChangeLog changes, Generations generations, Progress progress, MeterRegistry meters) {
        this.changes = changes;
        this.generations = generations;
        progress.onMove(this::ring);
        Gauge.builder("handover.stream.subscribers", subscribers, Set::size)
                .description("Clients of the live stream on this instance")
                .register(meters);
    }

    private void ring() {
        if (!subscribers.isEmpty() && bell.availablePermits() == 0) {
            bell.release();
        }
    }

    /** A subscriber, and the place from which on it is told everything. */
    record Subscription(Subscriber subscriber, Cursor from) {}

    Subscription subscribe(Scope scope) {
        Subscriber subscriber = new Subscriber(scope);
        place.lock();
        try {
            if (subscribers.isEmpty()) {
                position = changes.end();
            }
            subscribers.add(subscriber);
            if (!running) {
                subscriber.end();
            }
            return new Subscription(subscriber, position);
        } finally {
            place.unlock();
            ring();
        }
    }

    void leave(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    private void run() {
        long patience = LATER_MS;
        while (running) {
            try {
                boolean rung = bell.tryAcquire(patience, TimeUnit.MILLISECONDS);
                boolean found = !subscribers.isEmpty() && round();
                patience = found ? 0 : rung ? SOON_MS : Math.min(LATER_MS, Math.max(SOON_MS, patience * 2));
            } catch (DataAccessException | TransactionException e) {
                log.atWarn().setCause(e).log("the log of changes can't be read now");
                patience = LATER_MS;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean round() {
        place.lock();
        try {
            Generation live = generations.live();
            if (live.number() != position.generation()) {
                position = changes.end();
                subscribers.forEach(subscriber -> subscriber.resync("rebuilt", position));
                return false;
            }
            List<Change> found = changes.after(live, position, PAGE);
            if (found.isEmpty()) {
                return false;
            }
            position = found.getLast().cursor();
            subscribers.forEach(subscriber -> subscriber.tell(found));
            return found.size() == PAGE;
        } finally {
            place.unlock();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("live-stream").daemon().start(this::run);
    }

    @Override
    public void stop() {
        place.lock();
        try {
            running = false;
            subscribers.forEach(Subscriber::end);
        } finally {
            place.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
