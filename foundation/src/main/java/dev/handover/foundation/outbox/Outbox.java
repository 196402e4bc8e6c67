package dev.handover.foundation.outbox;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.foundation.kafka.Published;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records to publish, written in the transaction that causes them: they are published if it commits, and only then, in
 * the order of writing for each key whose writers exclude each other.
 */
public final class Outbox {
    private final JdbcTemplate jdbc;
    private final KafkaSettings settings;
    private final JsonMapper json;
    private final Runnable wake;

    Outbox(JdbcTemplate jdbc, KafkaSettings settings, JsonMapper json, Runnable wake) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.json = json;
        this.wake = wake;
    }

    /** Adds a record; needs a transaction. */
    public <E> void add(EventCodec<E> codec, String topic, String key, Envelope envelope, E event) {
        insert(List.<Object[]>of(row(codec, topic, key, envelope, event)));
    }

    /** Adds records in order, each keyed by its subject; needs a transaction. */
    public <E> void addAll(EventCodec<E> codec, String topic, List<Published<E>> events) {
        if (!events.isEmpty()) {
            insert(events.stream()
                    .map(published ->
                            row(codec, topic, published.envelope().subject(), published.envelope(), published.event()))
                    .toList());
        }
    }

    private <E> Object[] row(EventCodec<E> codec, String topic, String key, Envelope envelope, E event) {
        ProducerRecord<String, byte[]> record = codec.encode(settings.topic(topic), key, envelope, event);
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Object[] {record.topic(), key, json.writeValueAsString(headers), record.value()};
    }

    private void insert(List<Object[]> rows) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an outbox row needs the transaction that causes it");
        }
        jdbc.batchUpdate("insert into outbox (topic, record_key, headers, value) values (?, ?, ?::jsonb, ?)", rows);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake.run();
            }
        });
    }
}
