package dev.handover.ticket.step;

import dev.handover.ticket.domain.WorkspaceKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Runs steps. Each is one unit of work and one database transaction: states are read, everything is decided, events and
 * look-ups are written together. A conflict with another writer runs the whole step again, a bounded number of times. A
 * refusal, or finding nothing to do, is decided once more on what the store says before it is believed.
 */
public final class Steps {
    private final EventStore store;
    private final TransactionManager transactions;
    private final StreamStates states;
    private final PessimisticLockFactory locks = PessimisticLockFactory.usingDefaults();
    private final Clock clock;
    private final Runnable committed;
    private final MeterRegistry meters;
    private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(12)
            .delay(Duration.ofMillis(2))
            .jitter(Duration.ofMillis(2))
            .multiplier(1.6)
            .maxDelay(Duration.ofMillis(250))
            .includes(
                    ConcurrencyException.class,
                    DuplicateKeyException.class,
                    PessimisticLockingFailureException.class,
                    DeadlockException.class)
            .build());

    /** @param committed run after each commit that appended events */
    public Steps(
            EventStore store, TransactionManager transactions, Clock clock, Runnable committed, MeterRegistry meters) {
        this.store = store;
        this.transactions = transactions;
        this.states = new StreamStates(store);
        this.clock = clock;
        this.committed = committed;
        this.meters = meters;
    }

    /** What a step does with its streams. */
    @FunctionalInterface
    public interface Step<T> {
        /** Reads, decides, writes; may be run several times. */
        T take(Streams streams);
    }

    /**
     * Runs a step; its answer when it has committed.
     *
     * @param name for the meters
     * @throws RejectedException where it is refused; nothing has changed
     */
    public <T> T run(String name, WorkspaceKey workspace, StepContext context, Step<T> step) {
        long begin = System.nanoTime();
        String outcome = "failed";
        try {
            T answer = retries.execute(() -> attempt(workspace, context, step));
            outcome = "accepted";
            return answer;
        } catch (RetryException e) {
            if (e.getCause() instanceof RejectedException rejected) {
                outcome = "rejected";
                throw rejected;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            Timer.builder("handover.commands")
                    .description("Steps on streams, by what they do and how they end")
                    .tag("command", name)
                    .tag("outcome", outcome)
                    .register(meters)
                    .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }

    private <T> T attempt(WorkspaceKey workspace, StepContext context, Step<T> step) {
        try {
            return once(workspace, context, step, states);
        } catch (DecidedOnMemoryException _) {
            return once(workspace, context, step, states.withoutMemory());
        }
    }

    private <T> T once(WorkspaceKey workspace, StepContext context, Step<T> step, StreamStates from) {
        DefaultUnitOfWork<Message<?>> unit = DefaultUnitOfWork.startAndGet(GenericMessage.asMessage(context));
        ResultMessage<T> result = unit.executeWithResult(() -> {
            unit.attachTransaction(transactions);
            Streams streams = new Streams(from, locks, unit, workspace, context, clock.instant());
            unit.afterCommit(done -> states.remember(streams.states()));
            unit.onRollback(undone -> states.forget(streams.states().keySet()));
            T answer = decided(step, streams);
            if (!streams.changesNothing()) {
                store.publish(streams.appended());
                unit.afterCommit(done -> committed.run());
            }
            return answer;
        });
        if (result.isExceptional()) {
            switch (result.exceptionResult()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }
        return result.getPayload();
    }

    /** An append finds out whether what was remembered is behind the store; nothing else does. */
    private static <T> T decided(Step<T> step, Streams streams) {
        T answer;
        try {
            answer = step.take(streams);
        } catch (RejectedException e) {
            if (streams.fromMemory()) {
                throw new DecidedOnMemoryException();
            }
            throw e;
        }
        if (streams.changesNothing() && streams.fromMemory()) {
            throw new DecidedOnMemoryException();
        }
        return answer;
    }

    /** Undoes an attempt that changes nothing because of a state that another instance may have moved on. */
    private static final class DecidedOnMemoryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DecidedOnMemoryException() {
            super(null, null, false, false);
        }
    }
}
