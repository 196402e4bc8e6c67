package dev.handover.ticket.step;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.axonframework.common.lock.DeadlockException;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes steps: states are read, everything is decided, events and look-ups are written together and committed before
 * anybody hears of it. Steps that come at the same time share a transaction and may decide on states that are
 * remembered; each still takes effect in full or not at all. One that conflicts with another writer, or can't share, is
 * taken again alone, on what the store says, a bounded number of times.
 */
public final class Steps {
    private final EventStorageEngine storage;
    private final JdbcTemplate jdbc;
    private final JdbcClient reads;
    private final TransactionTemplate transactions;
    private final Snapshots snapshots;
    private final StreamStates states;
    private final PessimisticLockFactory locks = PessimisticLockFactory.usingDefaults();
    private final Gathered gathered = new Gathered(this::takeInOne);
    private final Clock clock;
    private final Runnable committed;
    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final RetryTemplate retries = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(12)
            .delay(Duration.ofMillis(2))
            .jitter(Duration.ofMillis(2))
            .multiplier(1.6)
            .maxDelay(Duration.ofMillis(250))
            .predicate(Conflict::is)
            .build());

    /** @param committed run after each commit that appended events */
    public Steps(
            EventStorageEngine storage,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            Runnable committed,
            MeterRegistry meters) {
        this.snapshots = new Snapshots(jdbc);
        this.states = new StreamStates(storage, snapshots);
        this.storage = storage;
        this.jdbc = jdbc;
        this.reads = JdbcClient.create(jdbc);
        this.transactions = transactions;
        this.clock = clock;
        this.committed = committed;
        this.meters = meters;
    }

    /** What a step does with its streams. */
    @FunctionalInterface
    public interface Step<T> {
        /** Reads, decides, keeps what is to be written; may be run several times, and must do nothing else. */
        T take(Streams streams);
    }

    /**
     * Takes a step; its answer when it has committed.
     *
     * @throws RejectedException where it is refused; nothing has changed
     */
    public <T> T run(Call<T> call) {
        long begin = System.nanoTime();
        String outcome = "failed";
        try {
            Attempt<T> attempt = new Attempt<>(call);
            if (!gathered.take(attempt)) {
                attempt = new Attempt<>(call);
                untilItPasses(attempt);
            }
            T answer = attempt.answer();
            outcome = "accepted";
            return answer;
        } catch (RejectedException e) {
            outcome = "rejected";
            throw e;
        } finally {
            measure(call, outcome, begin);
        }
    }

    /**
     * Takes steps in the transaction that the caller has open: all of them or, where it throws, none. Those of one
     * workspace are taken in the order given.
     *
     * @throws RejectedException where one of them is refused
     * @throws ConcurrencyFailureException where another writer was faster: the same calls pass later
     */
    public void takeTogether(List<Call<?>> calls) {
        long begin = System.nanoTime();
        List<Attempt<?>> attempts = new ArrayList<>();
        calls.forEach(call -> attempts.add(new Attempt<>(call)));
        try {
            if (attempts.size() == 1) {
                takeOne(attempts.getFirst());
            } else {
                takeShared(attempts);
                for (Attempt<?> attempt : attempts) {
                    if (!attempt.stands()) {
                        throw new NotTogetherException();
                    }
                    attempt.answer();
                }
            }
        } catch (ConcurrencyException | DeadlockException e) {
            throw new ConcurrencyFailureException("another writer was faster", e);
        }
        calls.forEach(call -> measure(call, "accepted", begin));
    }

    private void takeOne(Attempt<?> attempt) {
        try {
            takeShared(List.of(attempt));
        } catch (NotTogetherException _) {
            // it has changed nothing
        }
        if (attempt.stands()) {
            attempt.answer();
        } else {
            takeAlone(new Attempt<>(attempt.call()));
        }
    }

    private void untilItPasses(Attempt<?> attempt) {
        try {
            retries.execute(() -> {
                transactions.executeWithoutResult(_ -> takeAlone(attempt));
                return true;
            });
        } catch (RetryException e) {
            switch (e.getCause()) {
                case RejectedException _ -> {} // the attempt knows it
                case RuntimeException cause -> throw cause;
                case Throwable cause -> throw new IllegalStateException(cause);
            }
        }
    }

    /** A failure before the commit has undone everything; of one at the commit it can't be told, so it is an answer. */
    private void takeInOne(List<Attempt<?>> attempts) {
        AtomicBoolean written = new AtomicBoolean();
        try {
            transactions.executeWithoutResult(_ -> {
                takeShared(attempts);
                written.set(true);
            });
        } catch (RuntimeException e) {
            attempts.forEach(attempt -> attempt.failed(written.get() ? Optional.of(e) : Optional.empty()));
        } catch (Error e) {
            attempts.forEach(attempt -> attempt.failed(Optional.of(new IllegalStateException(e))));
            throw e;
        }
    }

    /** In the transaction under way; by workspace, since a number's row stays locked until it ends. */
    private void takeShared(List<Attempt<?>> attempts) {
        StepTransaction transaction = begin();
        List<Attempt<?>> ordered = new ArrayList<>(attempts);
        ordered.sort(Comparator.comparing(attempt -> attempt.call().workspace().value()));
        Set<String> doubtful = new HashSet<>();
        for (Attempt<?> attempt : ordered) {
            attempt.take(streams(transaction, attempt.call(), Optional.empty()), transaction);
            doubtful.addAll(attempt.doubtful().keySet());
        }
        if (!doubtful.isEmpty()) {
            Map<String, Long> stored = transaction.stored(doubtful);
            ordered.forEach(attempt -> attempt.compare(stored));
        }
        transaction.write(clock.instant());
    }

    /** In the transaction under way, as its only step. */
    private void takeAlone(Attempt<?> attempt) {
        StepTransaction transaction = begin();
        Locks own = new Locks(locks);
        atItsEnd(_ -> own.close());
        attempt.take(streams(transaction, attempt.call(), Optional.of(own)), transaction);
        attempt.answer();
        transaction.write(clock.instant());
    }

    private Streams streams(StepTransaction transaction, Call<?> call, Optional<Locks> own) {
        return new Streams(transaction, states, own, reads, call.workspace(), call.context(), clock.instant());
    }

    private StepTransaction begin() {
        StepTransaction transaction = new StepTransaction(storage, jdbc, snapshots);
        atItsEnd(done -> {
            if (!done) {
                states.forget(transaction.states().keySet());
            } else if (transaction.written()) {
                states.remember(transaction.states());
            }
            if (done && transaction.appends()) {
                committed.run();
            }
        });
        return transaction;
    }

    /** @param what is told whether the transaction has committed */
    private static void atItsEnd(Consumer<Boolean> what) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                what.accept(status == STATUS_COMMITTED);
            }
        });
    }

    private void measure(Call<?> call, String outcome, long begin) {
        timers.computeIfAbsent(
                        call.name() + " " + outcome,
                        _ -> Timer.builder("handover.commands")
                                .description("Steps on streams, by what they do and how they end")
                                .tag("command", call.name())
                                .tag("outcome", outcome)
                                .register(meters))
                .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }
}
