package dev.handover.ticket.step;

import dev.handover.ticket.domain.WorkspaceKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
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
import org.jspecify.annotations.Nullable;
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
        Attempt<T> first = new Attempt<>(workspace, context, step);
        try {
            T answer = first.run();
            if (!first.changesNothing()) {
                return answer;
            }
        } catch (RejectedException _) {
            // perhaps on a state that another instance has moved on: decided again below
        }
        states.forget(first.touched());
        return new Attempt<>(workspace, context, step).run();
    }

    private final class Attempt<T> {
        private final WorkspaceKey workspace;
        private final StepContext context;
        private final Step<T> step;
        private @Nullable Streams streams;

        Attempt(WorkspaceKey workspace, StepContext context, Step<T> step) {
            this.workspace = workspace;
            this.context = context;
            this.step = step;
        }

        boolean changesNothing() {
            return streams != null && streams.changesNothing();
        }

        Set<String> touched() {
            return streams == null ? Set.of() : streams.states().keySet();
        }

        T run() {
            DefaultUnitOfWork<Message<?>> unit = DefaultUnitOfWork.startAndGet(GenericMessage.asMessage(context));
            ResultMessage<T> result = unit.executeWithResult(() -> {
                unit.attachTransaction(transactions);
                Streams used = new Streams(states, locks, unit, workspace, context, clock.instant());
                streams = used;
                unit.afterCommit(done -> states.remember(used.states()));
                unit.onRollback(undone -> states.forget(used.states().keySet()));
                T answer = step.take(used);
                if (!used.changesNothing()) {
                    store.publish(used.appended());
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
    }
}
