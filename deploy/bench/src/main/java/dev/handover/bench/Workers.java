package dev.handover.bench;

import java.util.concurrent.atomic.AtomicReference;

/** Threads of the benchmark; the first failure of any of them ends the run. */
final class Workers {

    private static final AtomicReference<Throwable> FAILURE = new AtomicReference<>();

    private Workers() {}

    interface Work {
        void run() throws Exception;
    }

    static Thread start(Work work) {
        return Thread.startVirtualThread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                FAILURE.compareAndSet(null, e);
            }
        });
    }

    static void check() {
        Throwable failure = FAILURE.get();
        if (failure != null) {
            throw new IllegalStateException("a client of the benchmark failed", failure);
        }
    }
}
