package dev.handover.ticket.publish;

import dev.handover.foundation.kafka.Acknowledged;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/** Sends stored events, and parks the stream of one that can't be published: its followers wait, other streams go on. */
final class RelayPublisher {
    private static final Logger log = LoggerFactory.getLogger(RelayPublisher.class);
    private final JdbcClient jdbc;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Records records;
    private final int maxRecordBytes;
    private final Timer delay;
    private final Counter published;

    RelayPublisher(
            JdbcClient jdbc,
            KafkaTemplate<String, byte[]> kafka,
            Records records,
            int maxRecordBytes,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.kafka = kafka;
        this.records = records;
        this.maxRecordBytes = maxRecordBytes;
        this.delay = Timer.builder("handover.relay.delay")
                .description("From the time of an event to the acknowledgement of its record")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.published = meters.counter("handover.relay.published");
    }

    /** Sends rows in order and waits until each is acknowledged or parked. */
    void publish(List<StoredRow> rows) throws InterruptedException {
        Set<String> parked = new HashSet<>(jdbc.sql("select distinct stream_id from relay_parked")
                .query(String.class)
                .list());
        List<ProducerRecord<String, byte[]>> batch = new ArrayList<>(2 * rows.size());
        for (StoredRow row : rows) {
            if (parked.contains(row.streamId())) {
                park(row, "behind an event that can't be published");
                continue;
            }
            try {
                batch.addAll(encoded(row));
            } catch (RuntimeException e) {
                park(row, parked, e);
            }
        }
        try {
            Acknowledged.send(kafka, batch);
        } catch (KafkaException e) {
            if (!tooLarge(e)) {
                throw e;
            }
            oneByOne(rows, parked);
        }
        published.increment(batch.size());
        delay.record(Duration.between(Instant.parse(rows.getFirst().recordedAt()), Instant.now()));
    }

    /** The broker takes less than was expected: finds the events that it refuses. */
    private void oneByOne(List<StoredRow> rows, Set<String> parked) throws InterruptedException {
        for (StoredRow row : rows) {
            if (parked.contains(row.streamId())) {
                park(row, "behind an event that can't be published");
                continue;
            }
            try {
                Acknowledged.send(kafka, encoded(row));
            } catch (KafkaException e) {
                if (!tooLarge(e)) {
                    throw e;
                }
                park(row, parked, e);
            }
        }
    }

    /** Sends the streams again whose retry was asked for, each from the event that failed. */
    void retryParked() throws InterruptedException {
        List<String> streams = jdbc.sql("select distinct stream_id from relay_parked where retry_requested")
                .query(String.class)
                .list();
        for (String stream : streams) {
            List<StoredRow> rows = jdbc.sql("select " + StoredRow.COLUMNS + " from stored_event where global_index in "
                            + "(select global_index from relay_parked where stream_id = ?) order by global_index")
                    .param(stream)
                    .query(StoredRow::read)
                    .list();
            for (StoredRow row : rows) {
                Optional<String> failure = sendAgain(row);
                if (failure.isPresent()) {
                    jdbc.sql("update relay_parked set retry_requested = false, reason = ? where global_index = ?")
                            .params(failure.get(), row.globalIndex())
                            .update();
                    jdbc.sql("update relay_parked set retry_requested = false where stream_id = ?")
                            .param(stream)
                            .update();
                    break;
                }
                jdbc.sql("delete from relay_parked where global_index = ?")
                        .param(row.globalIndex())
                        .update();
            }
        }
    }

    private Optional<String> sendAgain(StoredRow row) throws InterruptedException {
        List<ProducerRecord<String, byte[]>> encoded;
        try {
            encoded = encoded(row);
        } catch (RuntimeException e) {
            return Optional.of(reason(e));
        }
        try {
            Acknowledged.send(kafka, encoded);
            return Optional.empty();
        } catch (KafkaException e) {
            if (tooLarge(e)) {
                return Optional.of(reason(e));
            }
            throw e;
        }
    }

    private List<ProducerRecord<String, byte[]>> encoded(StoredRow row) {
        List<ProducerRecord<String, byte[]>> encoded = records.live(row);
        for (ProducerRecord<String, byte[]> record : encoded) {
            if (record.value().length > maxRecordBytes) {
                throw new RecordTooLargeException(record.value().length + " bytes");
            }
        }
        return encoded;
    }

    private void park(StoredRow row, Set<String> parked, RuntimeException why) {
        park(row, reason(why));
        parked.add(row.streamId());
        log.atError()
                .addKeyValue("stream", row.streamId())
                .addKeyValue("event", row.eventId())
                .addKeyValue("type", row.type())
                .setCause(why)
                .log("an event can't be published; its stream is parked");
    }

    private void park(StoredRow row, String reason) {
        jdbc.sql("insert into relay_parked (global_index, stream_id, reason) values (?, ?, ?) on conflict do nothing")
                .params(row.globalIndex(), row.streamId(), reason)
                .update();
    }

    private static boolean tooLarge(KafkaException e) {
        return e.getCause() instanceof RecordTooLargeException;
    }

    private static String reason(RuntimeException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
