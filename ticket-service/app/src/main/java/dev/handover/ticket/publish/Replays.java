package dev.handover.ticket.publish;

import dev.handover.foundation.kafka.Acknowledged;
import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.foundation.kafka.Topics;
import dev.handover.ticket.contract.TicketTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the history again, in order, to a topic made for one reader. What belongs to it is fixed by a database
 * snapshot taken after the journal's end offsets were noted: everything published before those offsets is in it, and
 * what comes later is in the journal behind them; so does what is parked now, once it can be published. A replay goes
 * on where it was when its instance ends.
 */
public final class Replays {
    private static final int BATCH = 1000;
    private final JdbcClient jdbc;
    private final KafkaTemplate<String, byte[]> kafka;
    private final KafkaAdmin admin;
    private final KafkaSettings settings;
    private final Topics topics;
    private final Records records;
    private final JsonMapper json;
    private final Runnable wake;

    Replays(
            JdbcClient jdbc,
            KafkaTemplate<String, byte[]> kafka,
            KafkaAdmin admin,
            KafkaSettings settings,
            Topics topics,
            Records records,
            JsonMapper json,
            Runnable wake) {
        this.jdbc = jdbc;
        this.kafka = kafka;
        this.admin = admin;
        this.settings = settings;
        this.topics = topics;
        this.records = records;
        this.json = json;
        this.wake = wake;
    }

    /** A replay, as the operations endpoint shows it; {@code position} is the store's index reached. */
    public record Replay(String replayId, String topic, long position, boolean finished) {}

    /** Begins a replay of everything, once for each id. */
    public Replay begin(String id) {
        Optional<Replay> begun = find(id);
        if (begun.isPresent()) {
            return begun.get();
        }
        String topic = settings.topic(TicketTopics.REPLAY_PREFIX + id);
        String offsets;
        try (Admin client = Admin.create(admin.getConfigurationProperties())) {
            NewTopic wanted = topics.topic(topic, TopicConfig.CLEANUP_POLICY_DELETE);
            create(client, wanted);
            offsets = json.writeValueAsString(Map.of("journalOffsets", endOffsets(client)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the replay's topic could not be made", e);
        }
        jdbc.sql("""
                        insert into replay (replay_id, topic, snapshot, offsets)
                        values (?, ?, pg_current_snapshot()::text, ?::jsonb) on conflict do nothing
                        """).params(id, topic, offsets).update();
        wake.run();
        return new Replay(id, topic, 0, false);
    }

    private static void create(Admin client, NewTopic topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            client.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** The replay of that id. */
    public Optional<Replay> find(String id) {
        return jdbc.sql("select replay_id, topic, position, finished from replay where replay_id = ?")
                .param(id)
                .query((row, n) -> new Replay(row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4)))
                .optional();
    }

    private record Open(String id, String topic, String snapshot, String offsets, long position) {}

    /** One round of the oldest replay under way; true when there is more to do at once. */
    boolean round() throws InterruptedException {
        Optional<Open> next = jdbc.sql("""
                        select replay_id, topic, snapshot, offsets::text, position from replay
                        where not finished order by created_at limit 1
                        """)
                .query((row, n) -> new Open(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5)))
                .optional();
        if (next.isEmpty()) {
            return false;
        }
        Open replay = next.get();
        if (replay.position() == 0) {
            Acknowledged.send(
                    kafka,
                    markers(
                            replay,
                            TicketTopics.REPLAY_STARTED,
                            replay.offsets().getBytes(StandardCharsets.UTF_8)));
        }
        List<StoredRow> rows = jdbc.sql("select " + StoredRow.COLUMNS + " from stored_event where global_index > ? "
                        + "and pg_visible_in_snapshot(txid, ?::pg_snapshot) and not exists (select from relay_parked p "
                        + "where p.global_index = stored_event.global_index) order by global_index limit " + BATCH)
                .params(replay.position(), replay.snapshot())
                .query(StoredRow::read)
                .list();
        List<ProducerRecord<String, byte[]>> batch = new ArrayList<>(rows.size());
        rows.forEach(row -> batch.add(records.replayed(replay.topic(), row)));
        Acknowledged.send(kafka, batch);
        if (rows.isEmpty()) {
            Acknowledged.send(kafka, markers(replay, TicketTopics.REPLAY_ENDED, new byte[0]));
        }
        jdbc.sql("update replay set position = ?, finished = ? where replay_id = ?")
                .params(rows.isEmpty() ? replay.position() : rows.getLast().globalIndex(), rows.isEmpty(), replay.id())
                .update();
        return true;
    }

    private List<ProducerRecord<String, byte[]>> markers(Open replay, String type, byte[] value) {
        List<ProducerRecord<String, byte[]>> markers = new ArrayList<>();
        int partitions = kafka.partitionsFor(replay.topic()).size();
        for (int partition = 0; partition < partitions; partition++) {
            ProducerRecord<String, byte[]> marker = new ProducerRecord<>(replay.topic(), partition, "replay", value);
            marker.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            markers.add(marker);
        }
        return markers;
    }

    private Map<String, Long> endOffsets(Admin client)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        String topic = settings.topic(TicketTopics.JOURNAL);
        kafka.partitionsFor(topic)
                .forEach(
                        partition -> wanted.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        Map<String, Long> offsets = new HashMap<>();
        client.listOffsets(wanted)
                .all()
                .get(30, TimeUnit.SECONDS)
                .forEach((partition, end) -> offsets.put(Integer.toString(partition.partition()), end.offset()));
        return offsets;
    }
}
