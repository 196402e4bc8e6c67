package dev.handover.ticket.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Has calls that come while another transaction is under way wait for each other, and share the next one: whoever finds
 * nobody at work takes the steps of all who wait. A call that comes alone waits for nobody.
 */
final class Gathered {
    private static final int TOGETHER = 64;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore turn = new Semaphore(1);
    private final Consumer<List<Attempt<?>>> together;

    /** @param together takes the steps of several calls in one transaction, and tells each attempt how it went */
    Gathered(Consumer<List<Attempt<?>>> together) {
        this.together = together;
    }

    private static final class Waiting {
        private final Attempt<?> attempt;
        private final Thread thread = Thread.currentThread();
        private volatile boolean ended;

        Waiting(Attempt<?> attempt) {
            this.attempt = attempt;
        }
    }

    /** Waits until the call was attempted together with others; false where it is to be taken again, alone. */
    boolean take(Attempt<?> attempt) {
        Waiting waiting = new Waiting(attempt);
        queue.add(waiting);
        boolean interrupted = false;
        while (!waiting.ended) {
            if (turn.tryAcquire()) {
                boolean led = false;
                try {
                    lead();
                    led = true;
                } finally {
                    if (!led) {
                        queue.remove(waiting);
                    }
                    turn.release();
                    Waiting next = queue.peek();
                    if (next != null) {
                        LockSupport.unpark(next.thread);
                    }
                }
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return attempt.stands();
    }

    private void lead() {
        List<Waiting> all = new ArrayList<>();
        for (Waiting next = queue.poll(); next != null; next = all.size() < TOGETHER ? queue.poll() : null) {
            all.add(next);
        }
        if (all.isEmpty()) {
            return;
        }
        try {
            together.accept(
                    all.stream().<Attempt<?>>map(waiting -> waiting.attempt).toList());
        } finally {
            for (Waiting each : all) {
                each.ended = true;
                LockSupport.unpark(each.thread);
            }
        }
    }
}
