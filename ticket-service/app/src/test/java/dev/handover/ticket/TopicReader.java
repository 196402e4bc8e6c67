package dev.handover.ticket;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.test.RealParts;
import dev.handover.ticket.contract.JournalEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Reads a topic from its beginning in the background, and keeps everything. */
public final class TopicReader implements AutoCloseable {
    private static final EventCodec<JournalEvent> JOURNAL = new EventCodec<>(JournalEvent.TYPES);

    /** A record and when it was read. */
    public record Read(ConsumerRecord<String, byte[]> record, long nanos) {}

    private final List<Read> reads = new CopyOnWriteArrayList<>();
    private final Thread thread;

    public TopicReader(String topic) {
        thread = Thread.ofPlatform().daemon().start(() -> read(topic));
    }

    private void read(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealParts.kafka(), "fetch.max.wait.ms", "50"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> reads.add(new Read(record, System.nanoTime())));
            }
        } catch (org.apache.kafka.common.errors.InterruptException e) {
            // closed
        }
    }

    public List<Read> reads() {
        return reads;
    }

    public List<ConsumerRecord<String, byte[]>> records() {
        return reads.stream().map(Read::record).toList();
    }

    /** Those of one key, in order. */
    public List<ConsumerRecord<String, byte[]>> of(String key) {
        return records().stream().filter(record -> key.equals(record.key())).toList();
    }

    /** At least so many of one key. */
    public List<ConsumerRecord<String, byte[]>> await(String key, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> of(key).size() >= count);
        return of(key);
    }

    /** At least so many journal events of one stream, in order. */
    public List<Published<JournalEvent>> events(String stream, int count) {
        return await(stream, count).stream()
                .map(record -> JOURNAL.decode(record).orElseThrow())
                .toList();
    }

    public static long sequence(ConsumerRecord<String, byte[]> record) {
        return Long.parseLong(String.valueOf(EventCodec.header(record, "ce_sequence")));
    }

    public static String id(ConsumerRecord<String, byte[]> record) {
        return String.valueOf(EventCodec.header(record, "ce_id"));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
