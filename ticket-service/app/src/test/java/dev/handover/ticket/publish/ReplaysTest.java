package dev.handover.ticket.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.kafka.Topics;
import dev.handover.foundation.operation.Leadership;
import dev.handover.foundation.test.RealParts;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import tools.jackson.databind.JsonNode;

/** How replays end, and what becomes of their topics. */
class ReplaysTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final String OPERATIONS = RunningTickets.token("any", "ops", "service", "operations");
    private static Admin kafka;

    @BeforeAll
    static void start() {
        kafka = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()));
        Workspace.in(SERVICE).open();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static JsonNode begin() {
        return SERVICE.call(OPERATIONS, "POST", "/v1/replays", "{'from': 'beginning'}")
                .json();
    }

    private static JsonNode state(JsonNode replay) {
        return SERVICE.call(
                        OPERATIONS,
                        "GET",
                        "/v1/replays/" + replay.get("replayId").asString(),
                        null)
                .json();
    }

    private static JsonNode finished(JsonNode replay) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> state(replay).get("finished").asBoolean());
        return state(replay);
    }

    private static String failure(JsonNode replay) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> !state(replay).get("failure").isNull());
        assertThat(state(replay).get("finished").asBoolean()).isFalse();
        return state(replay).get("failure").asString();
    }

    private static String topic(JsonNode replay) {
        return replay.get("topic").asString();
    }

    private static Set<String> topics() throws ExecutionException, InterruptedException {
        return kafka.listTopics().names().get();
    }

    private static void delete(String topic) throws ExecutionException, InterruptedException {
        kafka.deleteTopics(List.of(topic)).all().get();
        await().until(() -> !topics().contains(topic));
    }

    private static void endedHoursAgo(JsonNode replay, int hours) {
        SERVICE.jdbc()
                .sql("update replay set ended_at = now() - make_interval(hours => ?) where replay_id = ?")
                .params(hours, replay.get("replayId").asString())
                .update();
    }

    @Test
    void oneWhoseTopicIsGoneFailsAndTheNextGoesOn() throws ExecutionException, InterruptedException {
        Leadership leadership = SERVICE.bean("replayLeadership", Leadership.class);
        leadership.stop();
        JsonNode gone = begin();
        JsonNode anew = begin();
        JsonNode behind = begin();
        delete(topic(gone));
        delete(topic(anew));
        kafka.createTopics(List.of(new NewTopic(topic(anew), 4, (short) 1)))
                .all()
                .get();
        leadership.start();
        assertThat(failure(gone)).contains("topic was deleted");
        assertThat(failure(anew)).contains("topic was deleted");
        assertThat(finished(behind).get("failure").isNull()).isTrue();
    }

    @Test
    void aTopicIsFoundAsSoonAsItIsMadeThoughBrokersHearOfItLater() throws Exception {
        for (int i = 0; i < 20; i++) {
            String topic = "made-now-" + UUID.randomUUID();
            kafka.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
            assertThat(Topics.find(kafka, topic, Duration.ofSeconds(30))
                            .orElseThrow()
                            .partitions())
                    .hasSize(3);
        }
        assertThat(Topics.find(kafka, "never-made", Duration.ofMillis(100))).isEmpty();
    }

    @Test
    void whatWaitsForATopicThatIsGoneIsThrownAway() throws ExecutionException, InterruptedException {
        String topic = "stuck-" + UUID.randomUUID();
        kafka.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        List<ProducerRecord<String, byte[]>> records = List.of(new ProducerRecord<>(topic, "k", new byte[1]));
        AtomicInteger asked = new AtomicInteger();
        ReplayPublisher neverSends = publisher("3600000");
        assertThat(neverSends.send(records, () -> asked.incrementAndGet() > 1)).isFalse();
        assertThat(asked).hasValue(2);
        neverSends.destroy();
        assertThat(publisher("0").send(records, () -> false)).isTrue();
        TopicPartition partition = new TopicPartition(topic, 0);
        assertThat(kafka.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset())
                .isEqualTo(1);
    }

    /** One whose producer waits so long for more records before it sends. */
    private static ReplayPublisher publisher(String lingerMillis) {
        return new ReplayPublisher(new DefaultKafkaProducerFactory<>(Map.of(
                "bootstrap.servers",
                RealParts.kafka(),
                "linger.ms",
                lingerMillis,
                "delivery.timeout.ms",
                Integer.toString(Integer.MAX_VALUE),
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                ByteArraySerializer.class)));
    }

    @Test
    void aTopicIsDeletedADayAfterItsReplayEnded() throws ExecutionException, InterruptedException {
        JsonNode old = begin();
        JsonNode young = begin();
        assertThat(old.get("topicKeptUntil").isNull()).isTrue();
        assertThat(finished(old).get("topicKeptUntil").isNull()).isFalse();
        finished(young);
        endedHoursAgo(old, 25);
        endedHoursAgo(young, 23);
        SERVICE.bean(EndedReplays.class).deleteTopics();
        await().until(() -> !topics().contains(topic(old)));
        assertThat(topics()).contains(topic(young));
        SERVICE.bean(EndedReplays.class).deleteTopics();
        assertThat(state(old).get("finished").asBoolean()).isTrue();
    }

    @Test
    void oneThatIsGoneAlreadyIsDeletedToo() throws ExecutionException, InterruptedException {
        JsonNode replay = begin();
        finished(replay);
        delete(topic(replay));
        endedHoursAgo(replay, 25);
        SERVICE.bean(EndedReplays.class).deleteTopics();
        assertThat(SERVICE.jdbc()
                        .sql("select topic_deleted from replay where replay_id = ?")
                        .param(replay.get("replayId").asString())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }
}
