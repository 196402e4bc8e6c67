package dev.handover.foundation.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.edges.Edges;
import dev.handover.foundation.edges.Happening;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.test.RealParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Records that the broker, or the producer, will never take. */
class ParkedRowsTest {
    private static final Edges EDGES = Edges.shared();
    private static final String PARKED = "/operations/outbox/parked";
    /** More than the producer sends in one request. */
    private static final int TOO_LARGE_TO_SEND = 2_000_000;

    private final Outbox outbox = EDGES.bean(Outbox.class);
    private final TransactionTemplate transactions =
            new TransactionTemplate(EDGES.bean(PlatformTransactionManager.class));
    private final String topic = "p" + UUID.randomUUID();

    @AfterEach
    void leaveNothingParked() {
        items().forEach(item -> discard(item.get("id").asLong()));
        await().until(() -> rows() == 0);
    }

    private void createTopic(String maxMessageBytes) throws ExecutionException, InterruptedException {
        EDGES.admin()
                .createTopics(List.of(new NewTopic(EDGES.topic(topic), 1, (short) 1)
                        .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, maxMessageBytes))))
                .all()
                .get();
    }

    private void allow(int maxMessageBytes) throws ExecutionException, InterruptedException {
        EDGES.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, EDGES.topic(topic)),
                        List.of(new AlterConfigOp(
                                new ConfigEntry(
                                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes)),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private void add(String stream, long sequence, String text) {
        outbox.add(Happening.CODEC, topic, stream, Edges.envelope(stream, sequence), new Happening.Happened(text));
    }

    /** Text that does not become smaller by compression. */
    private static String text(int length) {
        return new Random(length)
                .ints(length, 'A', 'z')
                .filter(letter -> letter != '\\')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static long rows() {
        return EDGES.jdbc().sql("select count(*) from outbox").query(Long.class).single();
    }

    private static JsonNode items() {
        return EDGES.call("service", "GET", PARKED, null).json().get("items");
    }

    private static JsonNode parked() {
        await().atMost(Duration.ofSeconds(20)).until(() -> items().size() == 1);
        return items().get(0);
    }

    private static int retry(long id) {
        return EDGES.call("service", "POST", PARKED + "/" + id + "/retry", null).status();
    }

    private static int discard(long id) {
        return EDGES.call("service", "DELETE", PARKED + "/" + id, null).status();
    }

    /** Stream and sequence of everything on the topic, at least as many records as named. */
    private List<String> published(int atLeast) {
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealParts.kafka()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(EDGES.topic(topic), 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> found.add(record.key() + EventCodec.header(record, "ce_sequence")));
                return found.size() >= atLeast;
            });
        }
        return found;
    }

    @Test
    void whatTheBrokerRefusesHoldsBackItsKeyAndNoOther() throws ExecutionException, InterruptedException {
        createTopic("2000");
        transactions.executeWithoutResult(status -> {
            add("a", 1, "before");
            add("a", 2, text(20_000));
            add("b", 1, "another key");
        });
        JsonNode row = parked();
        transactions.executeWithoutResult(status -> {
            add("a", 3, "behind");
            add("b", 2, "another key goes on");
        });
        assertThat(published(3)).contains("a1", "b1", "b2");
        await().until(() -> rows() == 2);
        assertThat(row.get("topic").asString()).isEqualTo(EDGES.topic(topic));
        assertThat(row.get("key").asString()).isEqualTo("a");
        assertThat(row.get("reason").asString()).contains("RecordTooLargeException");
        assertThat(row.get("bytes").asInt()).isGreaterThan(20_000 / 2);
        assertThat(parked().get("waiting").asInt()).isEqualTo(1);
        assertThat(EDGES.bean(MeterRegistry.class)
                        .get("handover.outbox.parked")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aRetryPublishesItBeforeThoseBehindIt() throws ExecutionException, InterruptedException {
        createTopic("2000");
        transactions.executeWithoutResult(status -> add("a", 1, text(20_000)));
        long id = parked().get("id").asLong();
        transactions.executeWithoutResult(status -> add("a", 2, "behind"));
        assertThat(retry(id)).isEqualTo(202);
        assertThat(parked().get("id").asLong()).isEqualTo(id);
        allow(1_000_000);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            retry(id);
            return rows() == 0;
        });
        assertThat(published(2)).containsExactly("a1", "a2");
        assertThat(retry(id)).isEqualTo(404);
    }

    @Test
    void whatTheProducerRefusesCanBeDiscarded() throws ExecutionException, InterruptedException {
        createTopic("1000000");
        transactions.executeWithoutResult(status -> {
            add("a", 1, text(TOO_LARGE_TO_SEND));
            add("a", 2, "behind");
            add("b", 1, "another key");
        });
        long id = parked().get("id").asLong();
        assertThat(published(1)).containsOnly("b1");
        assertThat(discard(id)).isEqualTo(204);
        assertThat(published(2)).contains("a2").doesNotContain("a1");
        assertThat(discard(id)).isEqualTo(404);
    }

    @Test
    void isForOperations() {
        assertThat(EDGES.call("owner", "GET", PARKED, null).status()).isEqualTo(403);
        assertThat(EDGES.call("owner", "POST", PARKED + "/1/retry", null).status())
                .isEqualTo(403);
        assertThat(EDGES.call("owner", "DELETE", PARKED + "/1", null).status()).isEqualTo(403);
    }
}
