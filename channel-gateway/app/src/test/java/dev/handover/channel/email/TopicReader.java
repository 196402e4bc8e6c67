package dev.handover.channel.email;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.EventTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads everything on a topic. */
public final class TopicReader implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private boolean assigned;

    TopicReader(String bootstrap, String topic) {
        this.topic = topic;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** All records so far, after waiting until they are as wanted; fails after a minute. */
    public List<ConsumerRecord<String, byte[]>> await(Predicate<List<ConsumerRecord<String, byte[]>>> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!wanted.test(records)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain; got " + records.size() + " records on " + topic);
            }
            poll(Duration.ofMillis(100));
        }
        return records;
    }

    /** All records, after a while in which more could have come. */
    public List<ConsumerRecord<String, byte[]>> settled(Duration quiet) {
        long end = System.nanoTime() + quiet.toNanos();
        while (System.nanoTime() < end) {
            poll(Duration.ofMillis(100));
        }
        return records;
    }

    /** The events among the records. */
    public <E> List<E> events(EventTypes<E> types) {
        EventCodec<E> codec = new EventCodec<>(types);
        return records.stream().map(r -> codec.decode(r).orElseThrow().event()).toList();
    }

    private void poll(Duration time) {
        if (!assigned) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            assigned = true;
        }
        consumer.poll(time).forEach(records::add);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
