package dev.handover.foundation.consuming;

import dev.handover.foundation.edges.Edges;
import dev.handover.foundation.edges.Happening;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.kafka.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** A consumer of a topic of its own that writes down what it does and fails where it is told to. */
final class Reader implements AutoCloseable {
    private static final Edges EDGES = Edges.shared();
    private final String topic = "t" + UUID.randomUUID();
    private final String name = "reader-" + topic;
    private final JdbcClient jdbc = EDGES.jdbc();
    private final Map<String, Supplier<RuntimeException>> failing = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Set<Integer>> batches = new CopyOnWriteArrayList<>();
    private final boolean dense;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;

    private Reader(Function<Reader, Consumption> kind, boolean dense, int partitions) {
        this.dense = dense;
        createTopics(partitions);
        container = EDGES.bean(KeyedConsumers.class).consume(name, 1, kind.apply(this), topic);
    }

    static Reader together(int partitions) {
        return new Reader(Reader::handling, false, partitions);
    }

    /** One that takes streams in densely. */
    static Reader dense() {
        return new Reader(Reader::handling, true, 1);
    }

    /** One that takes several partitions in one transaction. */
    static Reader across(int partitions) {
        return new Reader(
                reader -> new Consumption() {
                    @Override
                    public void handle(List<ConsumerRecord<String, byte[]>> records) {
                        reader.batches.add(
                                records.stream().map(ConsumerRecord::partition).collect(Collectors.toSet()));
                        reader.handle(records);
                    }

                    @Override
                    public boolean acrossPartitions() {
                        return true;
                    }
                },
                false,
                partitions);
    }

    /** The partitions that each call had records of; only for one that takes several together. */
    List<Set<Integer>> batches() {
        return batches;
    }

    private Consumption handling() {
        return this::handle;
    }

    void createTopics(int partitions) {
        try {
            EDGES.admin()
                    .createTopics(List.of(
                            new NewTopic(topic(), partitions, (short) 1), new NewTopic(topic() + ".dlt", 1, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(List<ConsumerRecord<String, byte[]>> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            Published<Happening> published =
                    Happening.CODEC.decode(record).orElseThrow(() -> new UnreadableRecordException("foreign", null));
            String text = ((Happening.Happened) published.event()).text();
            String stream = published.envelope().subject();
            long sequence = published.envelope().sequence();
            if (dense) {
                long last = last(stream);
                if (sequence <= last) {
                    continue;
                }
                if (sequence > last + 1) {
                    throw new ParkNowException.Gap(last + 1 + " is missing");
                }
            }
            jdbc.sql("insert into effect (consumer, stream, sequence, text) values (?, ?, ?, ?)")
                    .params(name, stream, sequence, text)
                    .update();
            Supplier<RuntimeException> failure = failing.get(text);
            if (failure != null) {
                failures.incrementAndGet();
                throw failure.get();
            }
        }
    }

    private long last(String stream) {
        return jdbc.sql("select coalesce(max(sequence), 0) from effect where consumer = ? and stream = ?")
                .params(name, stream)
                .query(Long.class)
                .single();
    }

    /** The record of this text fails from now on. */
    void fail(String text, Supplier<RuntimeException> failure) {
        failing.put(text, failure);
    }

    void mend(String text) {
        failing.remove(text);
    }

    int failures() {
        return failures.get();
    }

    void publish(String stream, long sequence, String text) {
        send(EDGES.record(topic, stream, sequence, text));
    }

    void send(ProducerRecord<String, byte[]> record) {
        @SuppressWarnings("unchecked")
        KafkaTemplate<String, byte[]> kafka = EDGES.bean(KafkaTemplate.class);
        kafka.send(record).join();
    }

    String topic() {
        return EDGES.topic(topic);
    }

    String shortTopic() {
        return topic;
    }

    String name() {
        return name;
    }

    /** What took effect on a stream, in order. */
    List<String> effects(String stream) {
        return jdbc.sql("select text from effect where consumer = ? and stream = ? order by id")
                .params(name, stream)
                .query(String.class)
                .list();
    }

    long effects() {
        return jdbc.sql("select count(*) from effect where consumer = ?")
                .params(name)
                .query(Long.class)
                .single();
    }

    void awaitEffects(String stream, String... texts) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> Assertions.assertThat(effects(stream)).containsExactly(texts));
    }

    /** The sum of the positions in the database. */
    long position() {
        return jdbc.sql("select coalesce(sum(next_offset), 0) from consumer_position where consumer = ?")
                .params(name)
                .query(Long.class)
                .single();
    }

    void awaitPosition(long position) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(this::position, reached -> reached == position);
    }

    List<ParkedKeys.ParkedKey> parked() {
        return EDGES.bean(KeyedConsumers.class).parked().stream()
                .filter(key -> key.consumer().equals(name))
                .toList();
    }

    /** Hands records to the listener as another instance would, which holds them still. */
    void deliver(List<ConsumerRecord<String, byte[]>> records) {
        KeyedConsumer consumer = (KeyedConsumer)
                Objects.requireNonNull(container.getContainerProperties().getMessageListener());
        consumer.onMessage(records, (Consumer<?, ?>) null);
    }

    void stop() {
        container.stop();
    }

    void start() {
        container.start();
    }

    @Override
    public void close() {
        EDGES.bean(KeyedConsumers.class).end(container);
    }
}
