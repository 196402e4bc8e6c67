package dev.handover.foundation.outbox;

import dev.handover.foundation.kafka.Acknowledged;
import dev.handover.foundation.operation.Gathering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes outbox rows in order, waits for the acknowledgement of all replicas, then deletes them. A row that the broker
 * will never take is parked: those behind it with its topic and key wait, others go on.
 */
final class OutboxRelay {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final String NEXT = """
            select id, topic, record_key, headers, value, parked_at is not null as suspect from outbox o
            where not exists (select from outbox p where p.parked_reason is not null
                              and p.topic = o.topic and p.record_key = o.record_key)
            order by id limit %d
            """.formatted(BATCH);
    private final JdbcClient jdbc;
    private final KafkaTemplate<String, byte[]> kafka;
    private final ParkedRows parked;
    private final JsonMapper json;
    private final Gathering gathering = new Gathering(Duration.ofMillis(50));

    OutboxRelay(JdbcClient jdbc, KafkaTemplate<String, byte[]> kafka, ParkedRows parked, JsonMapper json) {
        this.jdbc = jdbc;
        this.kafka = kafka;
        this.parked = parked;
        this.json = json;
    }

    private record Key(String topic, String key) {}

    /** @param suspect it was parked before, and is tried again */
    private record Row(long id, boolean suspect, ProducerRecord<String, byte[]> record) {
        Key key() {
            return new Key(record.topic(), record.key());
        }
    }

    boolean round() throws InterruptedException {
        List<Row> rows = jdbc.sql(NEXT)
                .query((row, n) -> new Row(
                        row.getLong("id"),
                        row.getBoolean("suspect"),
                        record(
                                row.getString("topic"),
                                row.getString("record_key"),
                                row.getString("headers"),
                                row.getBytes("value"))))
                .list();
        if (rows.isEmpty()) {
            return false;
        }
        List<Row> published = publish(rows);
        jdbc.sql("delete from outbox where id = any(?)")
                .param(published.stream().map(Row::id).toArray(Long[]::new))
                .update();
        gathering.pause(rows.size());
        return rows.size() == BATCH;
    }

    /** Those of the rows that are acknowledged; the others are parked, or wait behind one that is. */
    private List<Row> publish(List<Row> rows) throws InterruptedException {
        if (rows.stream().anyMatch(Row::suspect)) {
            return oneByOne(rows);
        }
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(rows.size());
        rows.forEach(row -> records.add(row.record()));
        try {
            Acknowledged.send(kafka, records);
            return rows;
        } catch (KafkaException e) {
            if (!lasting(e)) {
                throw e;
            }
            return oneByOne(rows);
        }
    }

    /**
     * Finds what is refused. What was sent before is sent again, in order, as after any failure: where the broker takes
     * less than the producer sends, something behind the refused record may have been ahead of it.
     */
    private List<Row> oneByOne(List<Row> rows) throws InterruptedException {
        List<Row> published = new ArrayList<>(rows.size());
        Set<Key> waiting = new HashSet<>();
        for (Row row : rows) {
            if (waiting.contains(row.key())) {
                continue;
            }
            try {
                Acknowledged.send(kafka, List.of(row.record()));
                published.add(row);
            } catch (KafkaException e) {
                if (!lasting(e)) {
                    throw e;
                }
                waiting.add(row.key());
                park(row, String.valueOf(e.getCause()));
            }
        }
        return published;
    }

    private void park(Row row, String reason) {
        parked.park(row.id(), reason);
        log.atError()
                .addKeyValue("row", row.id())
                .addKeyValue("topic", row.record().topic())
                .addKeyValue("reason", reason)
                .log("a record can't be published; its key is parked");
    }

    /** Whether trying again changes nothing. */
    private static boolean lasting(KafkaException e) {
        return e.getCause() instanceof RecordTooLargeException || e.getCause() instanceof InvalidRecordException;
    }

    private ProducerRecord<String, byte[]> record(String topic, String key, String headers, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        Map<String, String> named = json.readValue(headers, new TypeReference<>() {});
        named.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
