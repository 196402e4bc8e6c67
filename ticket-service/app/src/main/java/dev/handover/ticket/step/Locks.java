package dev.handover.ticket.step;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.lock.Lock;
import org.axonframework.common.lock.LockFactory;

/** The streams that a step has for itself in this instance, until it ends. */
final class Locks implements AutoCloseable {
    private final LockFactory factory;
    private final List<Lock> taken = new ArrayList<>();

    Locks(LockFactory factory) {
        this.factory = factory;
    }

    /** Waits for the stream. */
    void take(String stream) {
        taken.add(factory.obtainLock(stream));
    }

    @Override
    public void close() {
        taken.forEach(Lock::release);
    }
}
