package dev.handover.foundation.outbox;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records to publish, written in the transaction that causes them: they are published if it commits, and only then, in
 * the order of writing for each key whose writers exclude each other.
 */
public final class Outbox {
    private final JdbcClient jdbc;
    private final KafkaSettings settings;
    private final JsonMapper json;
    private final Runnable wake;

    Outbox(JdbcClient jdbc, KafkaSettings settings, JsonMapper json, Runnable wake) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.json = json;
        this.wake = wake;
    }

    /** Adds a record; needs a transaction. */
    public <E> void add(EventCodec<E> codec, String topic, String key, Envelope envelope, E event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("an outbox row needs the transaction that causes it");
        }
        ProducerRecord<String, byte[]> record = codec.encode(settings.topic(topic), key, envelope, event);
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        jdbc.sql("insert into outbox (topic, record_key, headers, value) values (?, ?, ?::jsonb, ?)")
                .params(record.topic(), key, json.writeValueAsString(headers), record.value())
                .update();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake.run();
            }
        });
    }
}
