package dev.handover.foundation.consuming;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.UnreadableRecordException;
import dev.handover.foundation.operation.Gathering;
import dev.handover.foundation.trace.LogContext;
import dev.handover.foundation.trace.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One consumer of some topics: skips what it has had, parks a key whose record fails, lets others pass. Runs on Kafka's
 * consumer threads and blocks there. An outage of the database is thrown, so that the whole batch comes again.
 */
final class KeyedConsumer implements BatchConsumerAwareMessageListener<String, byte[]> {
    private static final Logger log = LoggerFactory.getLogger(KeyedConsumer.class);

    private final String name;
    private final Consumption consumption;
    private final Positions positions;
    private final PositionSeeker seeker;
    private final Map<TopicPartition, Long> reached = new ConcurrentHashMap<>();
    private final Parking parking;
    private final DeadLetters deadLetters;
    private final TransactionTemplate transactions;
    private final RetryTemplate retries;
    private final Timer delay;
    private final Gathering gathering = new Gathering(Duration.ofMillis(100));
    private final Counter parkings;

    KeyedConsumer(
            String name,
            Consumption consumption,
            Positions positions,
            ParkedKeys parked,
            DeadLetters deadLetters,
            TransactionTemplate transactions,
            MeterRegistry meters) {
        this.name = name;
        this.consumption = consumption;
        this.positions = positions;
        this.seeker = new PositionSeeker(name, positions, reached);
        this.parking = new Parking(name, consumption, parked, transactions);
        this.deadLetters = deadLetters;
        this.transactions = transactions;
        this.retries = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(3)
                .delay(Duration.ofMillis(50))
                .multiplier(4)
                .predicate(e -> !(e instanceof ParkNowException
                        || e instanceof UnreadableRecordException
                        || e instanceof WentBackException
                        || Outage.is(e)))
                .build());
        this.delay = meters.timer("handover.consumer.delay", "consumer", name);
        this.parkings = meters.counter("handover.consumer.parkings", "consumer", name);
    }

    String name() {
        return name;
    }

    Parking parking() {
        return parking;
    }

    /** Seeks when partitions come. */
    PositionSeeker seeker() {
        return seeker;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> batch, @Nullable Consumer<?, ?> consumer) {
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (ConsumerRecord<String, byte[]> record : batch) {
            byPartition
                    .computeIfAbsent(new TopicPartition(record.topic(), record.partition()), p -> new ArrayList<>())
                    .add(record);
        }
        byPartition
                .entrySet()
                .removeIf(entry -> consumer != null
                        && seeker.madeAnew(
                                consumer,
                                entry.getKey(),
                                entry.getValue().getFirst().offset()));
        if (!acrossPartitions(byPartition)) {
            partitionByPartition(byPartition, consumer);
        }
        byPartition.forEach((partition, records) -> {
            Instant oldest = Instant.ofEpochMilli(records.getFirst().timestamp());
            delay.record(Duration.between(oldest, Instant.now()));
        });
        gathering.pause(batch.size());
    }

    private void partitionByPartition(
            Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition, @Nullable Consumer<?, ?> consumer) {
        byPartition.forEach((partition, records) -> {
            try {
                partition(partition, records);
            } catch (WentBackException restored) {
                if (consumer == null) {
                    throw restored;
                }
                log.atWarn()
                        .addKeyValue("consumer", name)
                        .addKeyValue("partition", partition)
                        .log("the database is at an older state than this instance left it: reading from there again");
                seeker.onPartitionsAssigned(consumer, List.of(partition));
            }
        });
    }

    /** Several partitions in one transaction, where the consumer wants that and none of them is in any trouble. */
    private boolean acrossPartitions(Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition) {
        if (byPartition.size() < 2 || !consumption.acrossPartitions()) {
            return false;
        }
        try {
            boolean done = Boolean.TRUE.equals(transactions.execute(status -> across(byPartition)));
            if (done) {
                byPartition.forEach((partition, records) -> reached(partition, records.getLast()));
            }
            return done;
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                throw e;
            }
            return false;
        }
    }

    private boolean across(Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition) {
        Map<TopicPartition, Long> next = positions.lock(name, byPartition.keySet());
        Map<TopicPartition, Long> moved = new LinkedHashMap<>();
        List<ConsumerRecord<String, byte[]>> fresh = new ArrayList<>();
        for (Map.Entry<TopicPartition, List<ConsumerRecord<String, byte[]>>> entry : byPartition.entrySet()) {
            long wanted = next.getOrDefault(entry.getKey(), -1L);
            if (wanted < 0 || wanted < reached.getOrDefault(entry.getKey(), 0L)) {
                return false;
            }
            entry.getValue().stream()
                    .filter(record -> record.offset() >= wanted)
                    .forEach(fresh::add);
            moved.put(
                    entry.getKey(), Math.max(wanted, entry.getValue().getLast().offset() + 1));
        }
        if (parking.anyParked(fresh)) {
            return false;
        }
        if (!fresh.isEmpty()) {
            consumption.handle(fresh);
        }
        positions.set(name, moved);
        return true;
    }

    /** Taken together, else record by record, so that what fails is told from what does not. */
    private void partition(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        try (LogContext _ = records.size() == 1 ? context(records.getFirst()) : LogContext.none()) {
            together(partition, records);
            return;
        } catch (RuntimeException e) {
            if (Outage.is(e) || e instanceof WentBackException) {
                throw e;
            }
        }
        for (ConsumerRecord<String, byte[]> record : records) {
            try (LogContext _ = context(record)) {
                one(partition, record);
            }
        }
    }

    private static LogContext context(ConsumerRecord<String, byte[]> record) {
        return LogContext.open(
                EventCodec.header(record, "ce_correlationid"),
                TraceParent.parse(EventCodec.header(record, "ce_" + TraceParent.NAME)));
    }

    /**
     * The next offset wanted, its row locked. A database that wants less than it took before was restored to an older
     * state while this service ran.
     */
    private long next(TopicPartition partition) {
        long next = positions.lock(name, partition.topic(), partition.partition());
        if (next < reached.getOrDefault(partition, 0L)) {
            throw new WentBackException();
        }
        return next;
    }

    private void reached(TopicPartition partition, ConsumerRecord<String, byte[]> last) {
        reached.merge(partition, last.offset() + 1, Math::max);
    }

    private void together(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        Set<Long> followed = new LinkedHashSet<>();
        transactions.executeWithoutResult(status -> {
            followed.clear();
            long next = next(partition);
            List<ConsumerRecord<String, byte[]>> fresh =
                    records.stream().filter(record -> record.offset() >= next).toList();
            if (fresh.isEmpty()) {
                return;
            }
            List<ConsumerRecord<String, byte[]>> free = parking.free(fresh, followed);
            if (!free.isEmpty()) {
                consumption.handle(free);
            }
            positions.set(
                    name,
                    partition.topic(),
                    partition.partition(),
                    fresh.getLast().offset() + 1);
        });
        reached(partition, records.getLast());
        followed.forEach(parking::drainIfGap);
    }

    private void one(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
        try {
            retries.execute(() -> {
                together(partition, List.of(record));
                return true;
            });
        } catch (RetryException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof WentBackException restored) {
                throw restored;
            }
            if (Outage.is(cause)) {
                throw new IllegalStateException("the database is not available", cause);
            }
            if (cause instanceof UnreadableRecordException) {
                deadLetters.send(record, String.valueOf(cause.getMessage()));
                advance(partition, record);
                return;
            }
            park(partition, record, cause);
        }
    }

    private void park(TopicPartition partition, ConsumerRecord<String, byte[]> record, Throwable cause) {
        transactions.executeWithoutResult(status -> {
            if (record.offset() >= next(partition)) {
                parking.park(record, cause);
                positions.set(name, partition.topic(), partition.partition(), record.offset() + 1);
            }
        });
        reached(partition, record);
        parkings.increment();
        log.atError()
                .addKeyValue("consumer", name)
                .addKeyValue("topic", record.topic())
                .addKeyValue("key", Parking.key(record))
                .addKeyValue("type", EventCodec.type(record))
                .setCause(cause)
                .log("a key is parked: its record failed");
    }

    private void advance(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
        transactions.executeWithoutResult(status -> {
            if (record.offset() >= next(partition)) {
                positions.set(name, partition.topic(), partition.partition(), record.offset() + 1);
            }
        });
    }

    /** The database is behind what this instance had it take. */
    private static final class WentBackException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
