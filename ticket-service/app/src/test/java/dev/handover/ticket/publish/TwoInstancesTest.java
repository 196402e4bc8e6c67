package dev.handover.ticket.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.operation.Leadership;
import dev.handover.foundation.test.RealParts;
import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.TopicReader;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.TicketTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two instances on one database: wake-ups, replays, and what happens when the leader goes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoInstancesTest {
    private static RunningTickets first;
    private static RunningTickets second;
    private static Workspace acme;
    private static final String OPERATIONS = RunningTickets.token("any", "ops", "service", "operations");

    @BeforeAll
    static void start() {
        first = RunningTickets.alone(RealParts.database());
        acme = Workspace.in(first);
        acme.journal(acme.open(), 1);
        second = first.another();
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    private static long[] latencies(int count) {
        TopicReader journal = second.reader(TicketTopics.JOURNAL);
        String body = "{'subject': 's', 'description': 'd'}";
        long[] taken = new long[count];
        for (int i = 0; i < count; i++) {
            Answer opened = second.call(acme.token("sub-ben", "operator"), "POST", "/v1/tickets", body);
            long committed = System.nanoTime();
            String ticket = opened.text("ticketId");
            journal.await(ticket, 1);
            long read = journal.reads().stream()
                    .filter(one -> ticket.equals(one.record().key()))
                    .findFirst()
                    .orElseThrow()
                    .nanos();
            taken[i] = Math.max(0, Duration.ofNanos(read - committed).toMillis());
        }
        java.util.Arrays.sort(taken);
        return taken;
    }

    @Test
    @Order(1)
    void aCommitOfTheOtherInstanceWakesTheLeader() {
        assertThat(first.bean("relay", Leadership.class).leading()).isTrue();
        assertThat(second.bean("relay", Leadership.class).leading()).isFalse();
        latencies(20);
        // measured on idle cores: 30 ms at the median, 200 ms at the 99th percentile; here with room for busy ones
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            long[] taken = latencies(50);
            assertThat(taken[25]).as("median ms").isLessThan(90);
            assertThat(taken[49]).as("99th percentile ms").isLessThan(600);
        });
    }

    @Test
    @Order(2)
    void aReplayIsForOperations() {
        assertThat(first.call(acme.token("sub-amelie", "owner"), "POST", "/v1/replays", "{'from': 'beginning'}")
                        .status())
                .isEqualTo(403);
        assertThat(first.call(OPERATIONS, "POST", "/v1/replays", "{'from': 'middle'}")
                        .pointers())
                .containsExactly("/from");
        assertThat(first.call(OPERATIONS, "GET", "/v1/replays/none", null).problem())
                .isEqualTo("not-found");
    }

    @Test
    @Order(3)
    void aReplayAndTheJournalBehindItAreComplete() throws InterruptedException {
        Thread writing = Thread.startVirtualThread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                String ticket = acme.open();
                acme.put("/tickets/" + ticket + "/priority", "{'priority': 5}");
            }
        });
        try {
            JsonNode replay = begin("key-1");
            assertThat(begin("key-1").get("replayId")).isEqualTo(replay.get("replayId"));
            ended(first, replay);
            complete(replay);
        } finally {
            writing.interrupt();
            writing.join();
        }
    }

    @Test
    @Order(4)
    void aReplayGoesOnWhenItsLeaderIsGone() {
        first.jdbc().sql("""
                insert into stored_event (event_id, stream_id, sequence_number, stream_type, event_type, revision,
                                          payload, meta_data, recorded_at)
                select gen_random_uuid()::text, 'many-' || (n / 10), n % 10, stream_type, event_type, revision,
                       payload, meta_data, recorded_at
                from (select * from stored_event where event_type = 'workspace.created' limit 1) e,
                     generate_series(0, 9999) n
                """).update();
        JsonNode replay = begin("key-2");
        first.close();
        ended(second, replay);
        complete(replay);
        String ticket = second.call(
                        acme.token("sub-ben", "operator"),
                        "POST",
                        "/v1/tickets",
                        "{'subject': 's', 'description': 'd'}")
                .text("ticketId");
        assertThat(second.reader(TicketTopics.JOURNAL).await(ticket, 1)).hasSize(1);
    }

    private static JsonNode begin(String key) {
        Answer begun = first.call(OPERATIONS, "POST", "/v1/replays", "{'from': 'beginning'}", "Idempotency-Key", key);
        assertThat(begun.status()).isEqualTo(202);
        return begun.json();
    }

    private static void ended(RunningTickets service, JsonNode replay) {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> service.call(
                                OPERATIONS,
                                "GET",
                                "/v1/replays/" + replay.get("replayId").asString(),
                                null)
                        .json()
                        .get("finished")
                        .asBoolean());
    }

    /** Reads a replay as a rebuild does: from start to end in each partition, then the journal from the offsets named. */
    private static void complete(JsonNode replay) {
        Map<String, TreeSet<Long>> streams = new HashMap<>();
        Map<Integer, Long> offsets = new HashMap<>();
        try (TopicReader reader = new TopicReader(replay.get("topic").asString())) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> markers(reader, TicketTopics.REPLAY_ENDED).size() == 4);
            assertThat(markers(reader, TicketTopics.REPLAY_STARTED))
                    .extracting(ConsumerRecord::partition)
                    .contains(0, 1, 2, 3);
            for (int partition = 0; partition < 4; partition++) {
                int number = partition;
                List<ConsumerRecord<String, byte[]>> records = reader.records().stream()
                        .filter(record -> record.partition() == number)
                        .toList();
                assertThat(EventCodec.type(records.getFirst())).isEqualTo(TicketTopics.REPLAY_STARTED);
                assertThat(EventCodec.type(records.getLast())).isEqualTo(TicketTopics.REPLAY_ENDED);
                JsonMapper.shared()
                        .readTree(new String(records.getFirst().value(), StandardCharsets.UTF_8))
                        .get("journalOffsets")
                        .properties()
                        .forEach(entry -> offsets.put(
                                Integer.parseInt(entry.getKey()),
                                entry.getValue().asLong()));
                take(records, streams);
            }
        }
        assertThat(offsets).containsOnlyKeys(0, 1, 2, 3);
        Map<String, Long> stored = new HashMap<>();
        second.jdbc()
                .sql("select stream_id, max(sequence_number) + 1 from stored_event group by stream_id")
                .query(row -> {
                    stored.put(row.getString(1), row.getLong(2));
                });
        TopicReader journal = second.reader(TicketTopics.JOURNAL);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Map<String, TreeSet<Long>> all = new HashMap<>();
            streams.forEach((stream, sequences) -> all.put(stream, new TreeSet<>(sequences)));
            take(
                    journal.records().stream()
                            .filter(record ->
                                    record.offset() >= offsets.getOrDefault(record.partition(), Long.MAX_VALUE))
                            .toList(),
                    all);
            assertThat(stored).allSatisfy((stream, version) -> {
                assertThat(all.getOrDefault(stream, new TreeSet<>())).hasSizeGreaterThanOrEqualTo(version.intValue());
            });
        });
    }

    private static List<ConsumerRecord<String, byte[]>> markers(TopicReader reader, String type) {
        return reader.records().stream()
                .filter(record -> type.equals(EventCodec.type(record)))
                .toList();
    }

    /** As a reader with a guard takes them: duplicates are nothing new, a gap is an error. */
    private static void take(List<ConsumerRecord<String, byte[]>> records, Map<String, TreeSet<Long>> streams) {
        List<String> gaps = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            if (!"replay".equals(record.key())) {
                TreeSet<Long> known = streams.computeIfAbsent(record.key(), key -> new TreeSet<>());
                long sequence = TopicReader.sequence(record);
                if (sequence > (known.isEmpty() ? 0 : known.last()) + 1) {
                    gaps.add(record.key() + " " + sequence);
                }
                known.add(sequence);
            }
        }
        assertThat(gaps).isEmpty();
    }
}
