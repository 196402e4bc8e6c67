package dev.handover.foundation.consuming;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** What a consumer does with the keys of its that are parked: has records wait behind them, takes them up again. */
final class Parking {
    private static final Logger log = LoggerFactory.getLogger(Parking.class);
    private final String consumer;
    private final Consumption consumption;
    private final ParkedKeys parked;
    private final TransactionTemplate transactions;

    Parking(String consumer, Consumption consumption, ParkedKeys parked, TransactionTemplate transactions) {
        this.consumer = consumer;
        this.consumption = consumption;
        this.parked = parked;
        this.transactions = transactions;
    }

    /** A record's key, as it is stored. */
    static String key(ConsumerRecord<String, byte[]> record) {
        return record.key() == null ? "" : ParkedKeys.storable(record.key());
    }

    boolean anyParked(Collection<ConsumerRecord<String, byte[]>> records) {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        records.forEach(record -> keys.computeIfAbsent(record.topic(), topic -> new LinkedHashSet<>())
                .add(key(record)));
        return keys.entrySet().stream()
                .anyMatch(topic -> !parked.among(consumer, topic.getKey(), topic.getValue())
                        .isEmpty());
    }

    /**
     * Has those records of one partition whose key is parked wait behind it, and answers the others; needs a
     * transaction.
     *
     * @param followed gets the ids of parked keys that others wait behind now
     */
    List<ConsumerRecord<String, byte[]>> free(List<ConsumerRecord<String, byte[]>> records, Collection<Long> followed) {
        Map<String, Long> parkedKeys = parked.among(
                consumer,
                records.getFirst().topic(),
                records.stream().map(Parking::key).distinct().toList());
        if (parkedKeys.isEmpty()) {
            return records;
        }
        List<ConsumerRecord<String, byte[]>> free = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Long id = parkedKeys.get(key(record));
            if (id == null) {
                free.add(record);
            } else {
                parked.append(id, record);
                followed.add(id);
            }
        }
        return free;
    }

    /** Parks the record's key; needs a transaction. */
    void park(ConsumerRecord<String, byte[]> record, Throwable cause) {
        parked.park(consumer, record, key(record), reason(cause), cause instanceof ParkNowException.Gap);
    }

    void drainIfGap(long id) {
        if (parked.gaps(consumer).contains(id)) {
            drain(id);
        }
    }

    /** Handles what waits behind a parked key, in order, until all is done or one fails. True when nothing is left. */
    boolean drain(long id) {
        while (true) {
            boolean more;
            try {
                more = Boolean.TRUE.equals(transactions.execute(status -> step(id)));
            } catch (RuntimeException e) {
                if (Outage.is(e)) {
                    throw e;
                }
                transactions.executeWithoutResult(status -> parked.lock(id)
                        .ifPresent(key -> parked.failedAgain(key, reason(e), e instanceof ParkNowException.Gap)));
                return false;
            }
            if (!more) {
                return true;
            }
        }
    }

    private boolean step(long id) {
        Optional<ParkedKeys.ParkedKey> key = parked.lock(id);
        Optional<ParkedKeys.Waiting> waiting = key.flatMap(parked::first);
        waiting.ifPresent(next -> {
            consumption.handle(List.of(next.record()));
            parked.remove(next);
        });
        if (waiting.isEmpty()) {
            key.ifPresent(parked::release);
        }
        return waiting.isPresent();
    }

    /** Removes the record that failed, for good; those behind it go on. */
    boolean discard(long id) {
        transactions.executeWithoutResult(status -> parked.lock(id)
                .flatMap(parked::first)
                .ifPresent(first -> {
                    consumption.discarded(first.record());
                    parked.remove(first);
                    log.atWarn()
                            .addKeyValue("consumer", consumer)
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
}
