package dev.handover.foundation.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.edges.Edges;
import dev.handover.foundation.edges.Happening;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.trace.LogContext;
import dev.handover.foundation.trace.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** What a log line says that is written while a record is handled. */
class RecordContextTest {
    private static final Edges EDGES = Edges.shared();
    private final String topic = "t" + UUID.randomUUID();

    private record Seen(String correlationId, TraceParent trace) {}

    private ProducerRecord<String, byte[]> record(@Nullable String correlationId, @Nullable String traceparent) {
        Envelope envelope = new Envelope(
                UUID.randomUUID().toString(), "s", "acme", 1, Instant.now(), null, correlationId, traceparent);
        return Happening.CODEC.encode(EDGES.topic(topic), "s", envelope, new Happening.Happened("text"));
    }

    @Test
    void isTheTraceAndTheCorrelationOfThatRecordAlone() {
        EDGES.admin()
                .createTopics(List.of(new NewTopic(EDGES.topic(topic), 1, (short) 1)))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        List<Seen> seen = new CopyOnWriteArrayList<>();
        Consumption onlyAlone = records -> {
            if (records.size() > 1) {
                throw new IllegalStateException("together it fails, so each is taken by itself");
            }
            seen.add(new Seen(LogContext.correlationId().orElse("none"), LogContext.trace()));
        };
        ConcurrentMessageListenerContainer<String, byte[]> container =
                EDGES.bean(KeyedConsumers.class).consume("context-" + topic, 1, onlyAlone, topic);
        try {
            TraceParent trace = TraceParent.begin();
            @SuppressWarnings("unchecked")
            KafkaTemplate<String, byte[]> kafka = EDGES.bean(KafkaTemplate.class);
            kafka.send(record("first", trace.text())).join();
            kafka.send(record(null, null)).join();
            kafka.send(record("third", "nonsense")).join();
            await().atMost(Duration.ofSeconds(15)).until(() -> seen.size() == 3);
            assertThat(seen.getFirst()).isEqualTo(new Seen("first", trace));
            assertThat(seen.get(1).correlationId()).isEqualTo("none");
            assertThat(seen.get(2).correlationId()).isEqualTo("third");
            assertThat(seen).extracting(context -> context.trace().traceId()).doesNotHaveDuplicates();
        } finally {
            EDGES.bean(KeyedConsumers.class).end(container);
        }
    }
}
