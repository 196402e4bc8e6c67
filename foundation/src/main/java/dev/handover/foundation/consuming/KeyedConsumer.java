package dev.handover.foundation.consuming;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.UnreadableRecordException;
import dev.handover.foundation.trace.LogContext;
import dev.handover.foundation.trace.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final ParkedKeys parked;
    private final DeadLetters deadLetters;
    private final TransactionTemplate transactions;
    private final RetryTemplate retries;
    private final Timer delay;
    private final Gathering gathering = new Gathering();
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
        this.parked = parked;
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
        if (byPartition.size() < 2
                || !(consumption instanceof Consumption.Together together)
                || !together.acrossPartitions()) {
            return false;
        }
        try {
            boolean done = Boolean.TRUE.equals(transactions.execute(status -> across(together, byPartition)));
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

    private boolean across(
            Consumption.Together together, Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> byPartition) {
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
        if (anyParked(fresh)) {
            return false;
        }
        if (!fresh.isEmpty()) {
            together.handle(fresh);
        }
        positions.set(name, moved);
        return true;
    }

    private boolean anyParked(List<ConsumerRecord<String, byte[]>> records) {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        records.forEach(record -> keys.computeIfAbsent(record.topic(), topic -> new LinkedHashSet<>())
                .add(key(record)));
        return keys.entrySet().stream()
                .anyMatch(topic ->
                        !parked.among(name, topic.getKey(), topic.getValue()).isEmpty());
    }

    private void partition(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        if (consumption instanceof Consumption.Together) {
            try {
                together(partition, records);
                return;
            } catch (RuntimeException e) {
                if (Outage.is(e) || e instanceof WentBackException) {
                    throw e;
                }
            }
        }
        Set<String> held = heldBack(partition, records);
        for (ConsumerRecord<String, byte[]> record : records) {
            try (LogContext _ = context(record)) {
                switch (one(partition, record, held.contains(key(record)))) {
                    case DONE -> {}
                    case PARKED -> held.add(key(record));
                    case HAD_BY_ANOTHER -> held = heldBack(partition, records);
                }
            }
        }
    }

    private static LogContext context(ConsumerRecord<String, byte[]> record) {
        return LogContext.open(
                EventCodec.header(record, "ce_correlationid"),
                TraceParent.parse(EventCodec.header(record, "ce_" + TraceParent.NAME)));
    }

    /**
     * The keys of these records that are parked. Asked once a batch: what is parked later is parked here, or by an
     * instance that has had the same record, which shows at once.
     */
    private Set<String> heldBack(TopicPartition partition, List<ConsumerRecord<String, byte[]>> records) {
        List<String> keys = records.stream().map(KeyedConsumer::key).distinct().toList();
        return new HashSet<>(parked.among(name, partition.topic(), keys).keySet());
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
        List<Long> followed = new ArrayList<>();
        transactions.executeWithoutResult(status -> {
            followed.clear();
            long next = next(partition);
            List<ConsumerRecord<String, byte[]>> fresh =
                    records.stream().filter(record -> record.offset() >= next).toList();
            if (fresh.isEmpty()) {
                return;
            }
            Map<String, Long> parkedKeys = parked.among(
                    name,
                    partition.topic(),
                    fresh.stream().map(KeyedConsumer::key).distinct().toList());
            List<ConsumerRecord<String, byte[]>> free = fresh;
            if (!parkedKeys.isEmpty()) {
                free = new ArrayList<>();
                for (ConsumerRecord<String, byte[]> record : fresh) {
                    Long id = parkedKeys.get(key(record));
                    if (id == null) {
                        free.add(record);
                    } else {
                        parked.append(id, record);
                        followed.add(id);
                    }
                }
            }
            if (!free.isEmpty()) {
                handle(free, () -> {});
            }
            positions.set(
                    name,
                    partition.topic(),
                    partition.partition(),
                    fresh.getLast().offset() + 1);
        });
        reached(partition, records.getLast());
        followed.stream().distinct().forEach(this::drainIfGap);
    }

    private enum Outcome {
        DONE,
        PARKED,
        HAD_BY_ANOTHER
    }

    /** @param held whether the key is parked, so that the record joins those that wait */
    private Outcome one(TopicPartition partition, ConsumerRecord<String, byte[]> record, boolean held) {
        try {
            retries.execute(() -> {
                alone(partition, record, held);
                return true;
            });
            return Outcome.DONE;
        } catch (RetryException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof WentBackException restored) {
                throw restored;
            }
            if (cause instanceof HadAlreadyException) {
                reached(partition, record);
                return Outcome.HAD_BY_ANOTHER;
            }
            if (Outage.is(cause)) {
                throw new IllegalStateException("the database is not available", cause);
            }
            if (cause instanceof UnreadableRecordException) {
                deadLetters.send(record, String.valueOf(cause.getMessage()));
                advance(partition, record);
                return Outcome.DONE;
            }
            park(partition, record, cause);
            return Outcome.PARKED;
        }
    }

    private void alone(TopicPartition partition, ConsumerRecord<String, byte[]> record, boolean held) {
        if (consumption instanceof Consumption.Together) {
            together(partition, List.of(record));
            return;
        }
        if (!held || !follow(partition, record)) {
            handle(List.of(record), () -> {
                if (record.offset() < next(partition)) {
                    throw new HadAlreadyException();
                }
                positions.set(name, partition.topic(), partition.partition(), record.offset() + 1);
            });
        }
        reached(partition, record);
    }

    /** Has the record wait behind its parked key; false where the key is free again. */
    private boolean follow(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
        Optional<Long> followed = transactions.execute(status -> {
            if (record.offset() < next(partition)) {
                throw new HadAlreadyException();
            }
            Long id =
                    parked.among(name, partition.topic(), List.of(key(record))).get(key(record));
            if (id != null) {
                parked.append(id, record);
                positions.set(name, partition.topic(), partition.partition(), record.offset() + 1);
            }
            return Optional.ofNullable(id);
        });
        if (followed == null || followed.isEmpty()) {
            return false;
        }
        drainIfGap(followed.get());
        return true;
    }

    private void handle(List<ConsumerRecord<String, byte[]>> records, Runnable progress) {
        switch (consumption) {
            case Consumption.Together together -> together.handle(records);
            case Consumption.Each each -> records.forEach(record -> each(each, record, progress));
        }
    }

    /** A handler that has nothing to do for a record opens no transaction; the progress is made here then. */
    private void each(Consumption.Each each, ConsumerRecord<String, byte[]> record, Runnable progress) {
        AtomicBoolean made = new AtomicBoolean();
        each.handle(record, () -> {
            progress.run();
            made.set(true);
        });
        if (!made.get()) {
            transactions.executeWithoutResult(status -> progress.run());
        }
    }

    private void park(TopicPartition partition, ConsumerRecord<String, byte[]> record, Throwable cause) {
        String reason = reason(cause);
        transactions.executeWithoutResult(status -> {
            if (record.offset() < next(partition)) {
                return;
            }
            parked.park(name, record, key(record), reason, cause instanceof ParkNowException.Gap);
            positions.set(name, partition.topic(), partition.partition(), record.offset() + 1);
        });
        reached(partition, record);
        parkings.increment();
        log.atError()
                .addKeyValue("consumer", name)
                .addKeyValue("topic", record.topic())
                .addKeyValue("key", key(record))
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

    private void drainIfGap(long id) {
        if (parked.gaps(name).contains(id)) {
            drain(id);
        }
    }

    /** Handles what waits behind a parked key, in order, until all is done or one fails. True when nothing is left. */
    boolean drain(long id) {
        while (true) {
            Boolean more;
            try {
                more = step(id);
            } catch (RuntimeException e) {
                if (Outage.is(e)) {
                    throw e;
                }
                transactions.executeWithoutResult(status -> parked.lock(id)
                        .ifPresent(key -> parked.failedAgain(key, reason(e), e instanceof ParkNowException.Gap)));
                return false;
            }
            if (!Boolean.TRUE.equals(more)) {
                return true;
            }
        }
    }

    private Boolean step(long id) {
        if (consumption instanceof Consumption.Together) {
            return Boolean.TRUE.equals(transactions.execute(status -> {
                Optional<ParkedKeys.ParkedKey> key = parked.lock(id);
                Optional<ParkedKeys.Waiting> waiting = key.flatMap(parked::first);
                waiting.ifPresent(next -> {
                    handle(List.of(next.record()), () -> {});
                    parked.remove(next);
                });
                if (waiting.isEmpty()) {
                    key.ifPresent(parked::release);
                }
                return waiting.isPresent();
            }));
        }
        Optional<ParkedKeys.Waiting> waiting = transactions.execute(status -> {
            Optional<ParkedKeys.ParkedKey> key = parked.lock(id);
            Optional<ParkedKeys.Waiting> next = key.flatMap(parked::first);
            if (next.isEmpty()) {
                key.ifPresent(parked::release);
            }
            return next;
        });
        if (waiting == null || waiting.isEmpty()) {
            return false;
        }
        handle(List.of(waiting.get().record()), () -> {
            if (parked.lock(id)
                    .flatMap(parked::first)
                    .filter(first -> first.id() == waiting.get().id())
                    .isEmpty()) {
                throw new ParkNowException("another call has had this record");
            }
            parked.remove(waiting.get());
        });
        return true;
    }

    /** Removes the record that failed, for good; those behind it go on. */
    boolean discard(long id) {
        transactions.executeWithoutResult(status -> parked.lock(id)
                .flatMap(parked::first)
                .ifPresent(first -> {
                    consumption.discarded(first.record());
                    parked.remove(first);
                    log.atWarn()
                            .addKeyValue("consumer", name)
                            .addKeyValue("key", first.record().key())
                            .addKeyValue("offset", first.record().offset())
                            .log("a parked record was discarded by hand");
                }));
        return drain(id);
    }

    private static String reason(Throwable cause) {
        String message = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return message.length() > 500 ? message.substring(0, 500) : message;
    }

    private static String key(ConsumerRecord<String, byte[]> record) {
        return record.key() == null ? "" : ParkedKeys.storable(record.key());
    }

    /** The database is behind what this instance had it take. */
    private static final class WentBackException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Another instance has had the record; this one's transaction must not commit. */
    private static final class HadAlreadyException extends ParkNowException {
        private static final long serialVersionUID = 1L;

        HadAlreadyException() {
            super("another instance has had this record");
        }
    }
}
