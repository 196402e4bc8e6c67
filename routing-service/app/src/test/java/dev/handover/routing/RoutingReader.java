package dev.handover.routing;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.test.RealParts;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.RoutingEvent;
import dev.handover.routing.contract.RoutingTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads everything that routing publishes, as others of the system do. */
final class RoutingReader implements AutoCloseable {
    private static final EventCodec<RoutingEvent> EVENTS = new EventCodec<>(RoutingEvent.TYPES);
    private static final EventCodec<DirectoryRecord> ENTRIES = new EventCodec<>(DirectoryRecord.TYPES);
    private final List<Published<RoutingEvent>> events = new CopyOnWriteArrayList<>();
    private final List<Published<DirectoryRecord>> entries = new CopyOnWriteArrayList<>();
    private final Consumer<Published<RoutingEvent>> listener;
    private final Thread thread;
    private volatile boolean running = true;

    RoutingReader(String topicPrefix, Consumer<Published<RoutingEvent>> listener) {
        this.listener = listener;
        thread = Thread.ofPlatform().name("routing-reader").daemon().start(() -> read(topicPrefix));
    }

    private void read(String topicPrefix) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        RealParts.kafka(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        "500"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topicPrefix + RoutingTopics.EVENTS, topicPrefix + RoutingTopics.DIRECTORY));
            while (running) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Optional<Published<RoutingEvent>> event = EVENTS.decode(record);
        event.ifPresent(published -> {
            events.add(published);
            listener.accept(published);
        });
        ENTRIES.decode(record).ifPresent(entries::add);
    }

    List<Published<RoutingEvent>> events() {
        return events;
    }

    List<Published<DirectoryRecord>> entries() {
        return entries;
    }

    List<Published<RoutingEvent>> of(String subject) {
        return events.stream()
                .filter(published -> published.envelope().subject().equals(subject))
                .toList();
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
