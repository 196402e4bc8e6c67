package dev.handover.query.rebuild;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.query.generation.Generation;
import dev.handover.query.generation.Generations;
import dev.handover.query.projection.JournalProjector;
import dev.handover.query.projection.Projecting;
import dev.handover.ticket.contract.TicketTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Runs, in this instance, the consumers of the generations that exist: of a replay while one is read, of the journal
 * otherwise. What exists is decided in the database, for all instances.
 */
@Component
class GenerationConsumers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(GenerationConsumers.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** One thread takes what all partitions bring in one transaction; more capacity is more instances. */
    private static final int CONCURRENCY = 1;

    private final KeyedConsumers consumers;
    private final Generations generations;
    private final Projecting projecting;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<Reading, ConcurrentMessageListenerContainer<String, byte[]>> running = new HashMap<>();
    private final Semaphore stop = new Semaphore(0);
    private volatile boolean started;
    private Thread watcher = Thread.ofVirtual().unstarted(() -> {});

    GenerationConsumers(
            KeyedConsumers consumers,
            Generations generations,
            Projecting projecting,
            JdbcClient jdbc,
            Clock clock,
            MeterRegistry meters) {
        this.consumers = consumers;
        this.generations = generations;
        this.projecting = projecting;
        this.jdbc = jdbc;
        this.clock = clock;
        this.meters = meters;
    }

    private record Reading(Generation generation, String topic) {}

    @Override
    public void start() {
        started = true;
        reconcile();
        watcher = Thread.ofPlatform().name("generations").daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (!stop.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    reconcile();
                } catch (DataAccessException | TransactionException e) {
                    log.atWarn().setCause(e).log("the generations can't be read now");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reconcile() {
        Map<Reading, Consumption> wanted = new LinkedHashMap<>();
        for (Generations.Known known : generations.all()) {
            Generation generation = known.generation();
            JournalProjector projector = new JournalProjector(generation, projecting, clock, meters);
            switch (known.state()) {
                case LIVE, CATCHING_UP -> wanted.put(new Reading(generation, TicketTopics.JOURNAL), projector);
                case REPLAYING ->
                    wanted.put(
                            new Reading(generation, TicketTopics.REPLAY_PREFIX + known.replayId()),
                            new ReplayProjector(generation, projector, projecting, jdbc));
                case RETIRED -> {}
            }
        }
        running.entrySet().removeIf(entry -> {
            boolean over = !wanted.containsKey(entry.getKey());
            if (over) {
                consumers.end(entry.getValue());
            }
            return over;
        });
        wanted.forEach((reading, consumption) -> running.computeIfAbsent(
                reading,
                added -> consumers.consume(added.generation().consumer(), CONCURRENCY, consumption, added.topic())));
    }

    @Override
    public void stop() {
        started = false;
        stop.release();
        try {
            watcher.join(Duration.ofSeconds(12));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
