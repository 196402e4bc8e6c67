package dev.handover.foundation.outbox;

import dev.handover.foundation.kafka.Acknowledged;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Publishes outbox rows in order, waits for the acknowledgement of all replicas, then deletes them. */
final class OutboxRelay {
    private static final int BATCH = 500;
    private final JdbcClient jdbc;
    private final KafkaTemplate<String, byte[]> kafka;
    private final JsonMapper json;

    OutboxRelay(JdbcClient jdbc, KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
        this.jdbc = jdbc;
        this.kafka = kafka;
        this.json = json;
    }

    private record Row(long id, ProducerRecord<String, byte[]> record) {}

    boolean round() throws InterruptedException {
        List<Row> rows = jdbc.sql("select id, topic, record_key, headers, value from outbox order by id limit " + BATCH)
                .query((row, n) -> new Row(
                        row.getLong("id"),
                        record(
                                row.getString("topic"),
                                row.getString("record_key"),
                                row.getString("headers"),
                                row.getBytes("value"))))
                .list();
        if (rows.isEmpty()) {
            return false;
        }
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>(rows.size());
        rows.forEach(row -> records.add(row.record()));
        Acknowledged.send(kafka, records);
        jdbc.sql("delete from outbox where id = any(?)")
                .param(rows.stream().map(Row::id).toArray(Long[]::new))
                .update();
        return rows.size() == BATCH;
    }

    private ProducerRecord<String, byte[]> record(String topic, String key, String headers, byte[] value) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
        Map<String, String> named = json.readValue(headers, new TypeReference<>() {});
        named.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
