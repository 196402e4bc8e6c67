package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.test.RealParts;
import dev.handover.foundation.test.TestIssuer;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Views that were rebuilt beside the live ones, under traffic, with a duplicated and a parked key. */
class RebuildTest {
    private static final String OPERATIONS = TestIssuer.shared().token("acme", "ops", "manager", "operations");
    private static final String REBUILD = "/query/v1/operations/rebuild";
    private Running running;
    private final List<ProducerRecord<String, byte[]>> journal = new ArrayList<>();
    private final Model model = new Model();
    private final Traffic traffic = new Traffic(Long.getLong("handover.seed", 11));

    @BeforeEach
    void start() {
        running = new Running();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private synchronized void play(int steps) {
        for (int i = 0; i < steps; i++) {
            for (Traffic.Step step : traffic.next()) {
                model.apply(step);
                publish(step);
            }
        }
        running.send(journal.get(journal.size() / 2));
    }

    private void publish(Traffic.Step step) {
        ProducerRecord<String, byte[]> record =
                running.next(TicketTopics.JOURNAL, step.workspace(), step.stream(), step.event());
        running.send(record);
        journal.add(record);
    }

    private synchronized List<ProducerRecord<String, byte[]>> journalSoFar() {
        return List.copyOf(journal);
    }

    private String journalOffsets() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()))) {
            Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, 4)
                    .boxed()
                    .collect(Collectors.toMap(
                            p -> new TopicPartition(running.prefix + TicketTopics.JOURNAL, p),
                            p -> OffsetSpec.latest()));
            return admin.listOffsets(wanted).all().get().entrySet().stream()
                    .map(entry -> "\"" + entry.getKey().partition() + "\": "
                            + entry.getValue().offset())
                    .collect(Collectors.joining(", ", "{\"journalOffsets\": {", "}}"));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mark(String topic, String type, byte[] value) {
        for (int partition = 0; partition < 4; partition++) {
            ProducerRecord<String, byte[]> marker =
                    new ProducerRecord<>(running.prefix + topic, partition, "replay", value);
            marker.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            running.send(marker);
        }
    }

    /** Does what ticket-service does for a replay. */
    private String replay() {
        String topic = TicketTopics.REPLAY_PREFIX + "r1";
        running.createTopic(topic, 4);
        mark(topic, TicketTopics.REPLAY_STARTED, journalOffsets().getBytes(StandardCharsets.UTF_8));
        for (ProducerRecord<String, byte[]> record : journalSoFar()) {
            running.send(
                    new ProducerRecord<>(running.prefix + topic, null, record.key(), record.value(), record.headers()));
        }
        mark(topic, TicketTopics.REPLAY_ENDED, new byte[0]);
        return "r1";
    }

    private JsonNode generation(int number) {
        return running.get(OPERATIONS, REBUILD)
                .body()
                .path("generations")
                .valueStream()
                .filter(generation -> generation.path("number").asInt() == number)
                .findFirst()
                .orElse(Running.JSON.nullNode());
    }

    @Test
    void equalTheLiveViewsAndASlowFold() throws InterruptedException {
        Traffic.Step opening = new Traffic.Step("acme", "broken-1", Story.opened("broken-1", 900, null, Story.now()));
        model.apply(opening);
        publish(opening);
        publish(new Traffic.Step("acme", "broken-1", ProjectionTest.poison("broken-1")));
        publish(new Traffic.Step("acme", "broken-1", Story.status("broken-1", Phase.NEW, Phase.SOLVED, Story.now())));
        play(300);
        running.awaitColumn(Model.versionsSql("generation_a"), model.versions());
        AtomicBoolean busy = new AtomicBoolean(true);
        Thread customers = Thread.ofVirtual().start(() -> {
            while (busy.get()) {
                play(5);
            }
        });
        String replayId = replay();
        try (ConfigurableApplicationContext other = running.another();
                Listener listener =
                        new Listener(Running.base(other) + "/query/v1/stream", Running.token("acme", "amelie"), null)) {
            Running.Answer begun = running.post(OPERATIONS, REBUILD, "{\"replayId\": \"" + replayId + "\"}");
            assertThat(begun.status()).isEqualTo(202);
            assertThat(running.post(OPERATIONS, REBUILD, "{\"replayId\": \"" + replayId + "\"}")
                            .status())
                    .isEqualTo(409);
            running.await(
                    OPERATIONS,
                    REBUILD,
                    answer -> generation(2).path("state").asString("").equals("LIVE"));
            assertThat(generation(2).path("differences").asLong()).isZero();
            assertThat(generation(2).path("streamsBehind").asLong()).isZero();
            assertThat(listener.next("resync").data().path("reason").asString()).isEqualTo("rebuilt");
            play(20);
            busy.set(false);
            customers.join();
        }
        running.awaitColumn(Model.versionsSql("generation_b"), model.versions());
        assertThat(running.column(Model.rowsSql("generation_b"))).isEqualTo(model.rows());
        assertThat(running.column(Model.countsSql("generation_b"))).isEqualTo(model.counts());
        assertThat(running.column(Model.mentionsSql("generation_b"))).isEqualTo(model.mentions());
        assertThat(running.column(Model.relationsSql("generation_b"))).isEqualTo(model.relations());
        assertThat(running.column(Model.threadsSql("generation_b"))).isEqualTo(model.threads());
        assertThat(running.column(Model.requestersSql("generation_b"))).isEqualTo(model.requesters());
        assertThat(running.column(Model.participantsSql("generation_b"))).isEqualTo(model.participants());
        assertThat(running.column(Model.conversationsSql("generation_b"))).isEqualTo(model.conversations());
        assertThat(running.column(Model.elsewhereSql("generation_b"))).isEqualTo(model.elsewhere());
        assertThat(running.column(Model.messagesSql("generation_b"))).isEqualTo(model.messages());
        assertThat(running.column(Model.shownSql("generation_b"))).isEqualTo(model.shown());
        assertThat(running.column("select consumer || ' ' || record_key from parked_key"))
                .containsExactly("query-service.journal-2 broken-1");
        assertThat(running.column("select sequence from parked_record order by 1"))
                .containsExactly("2", "3");
        assertThat(running.get(Running.token("acme", "amelie"), "/query/v1/tickets/broken-1")
                        .body()
                        .path("version")
                        .asLong())
                .isEqualTo(1);
        assertThat(generation(1).path("state").asString()).isEqualTo("RETIRED");
        awaitGroups("query-service.journal-2");
    }

    @Test
    void consumerGroupsThatEarlierViewsLeftAreDeletedAtAStart() throws InterruptedException, ExecutionException {
        awaitGroups("query-service.journal");
        running.application().close();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()))) {
            for (String group : List.of("query-service.journal-7", "query-service.journal-of-another")) {
                admin.alterConsumerGroupOffsets(
                                running.prefix + group,
                                Map.of(
                                        new TopicPartition(running.prefix + TicketTopics.JOURNAL, 0),
                                        new OffsetAndMetadata(0)))
                        .all()
                        .get();
            }
        }
        try (ConfigurableApplicationContext again = running.another()) {
            assertThat(again.isRunning()).isTrue();
            awaitGroups("query-service.journal", "query-service.journal-of-another");
        }
    }

    /** The groups that fold the journal are exactly these. */
    private void awaitGroups(String... wanted) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(admin.listGroups().all().get())
                            .extracting(GroupListing::groupId)
                            .filteredOn(group -> group.startsWith(running.prefix + "query-service.journal"))
                            .extracting(group -> group.substring(running.prefix.length()))
                            .containsExactlyInAnyOrder(wanted));
        }
    }

    @Test
    void aReplayThatIsNotThereIsRefused() {
        Running.Answer answer = running.post(OPERATIONS, REBUILD, "{\"replayId\": \"nothing\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("errors").get(0).path("pointer").asString())
                .isEqualTo("/replayId");
        assertThat(running.post(Running.token("acme", "amelie"), REBUILD, "{\"replayId\": \"x\"}")
                        .status())
                .isEqualTo(403);
    }
}
