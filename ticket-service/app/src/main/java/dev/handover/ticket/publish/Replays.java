package dev.handover.ticket.publish;

import dev.handover.ticket.contract.TicketTopics;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the history again, in order, to a topic made for one reader. What belongs to it is fixed by a database
 * snapshot taken after the journal's end offsets were noted: everything published before those offsets is in it, and
 * what comes later is in the journal behind them; so does what is parked now, once it can be published. A replay goes
 * on where it was when its instance ends; one whose topic is gone fails.
 */
public final class Replays {
    private static final Logger log = LoggerFactory.getLogger(Replays.class);
    private static final int BATCH = 1000;
    private final JdbcClient jdbc;
    private final ReplayTopics topics;
    private final ReplayPublisher publisher;
    private final Records records;
    private final ReplaySettings settings;
    private final JsonMapper json;
    private final Runnable wake;

    Replays(
            JdbcClient jdbc,
            ReplayTopics topics,
            ReplayPublisher publisher,
            Records records,
            ReplaySettings settings,
            JsonMapper json,
            Runnable wake) {
        this.jdbc = jdbc;
        this.topics = topics;
        this.publisher = publisher;
        this.records = records;
        this.settings = settings;
        this.json = json;
        this.wake = wake;
    }

    /**
     * A replay, as the operations endpoint shows it.
     *
     * @param position the store's index reached
     * @param finished whether everything is published
     * @param failure why it ended before that; null where it did not
     * @param topicKeptUntil when the topic is deleted; null while the replay is under way
     */
    public record Replay(
            String replayId,
            String topic,
            long position,
            boolean finished,
            @Nullable String failure,
            @Nullable Instant topicKeptUntil) {}

    /** Begins a replay of everything, once for each id. */
    public Replay begin(String id) {
        Optional<Replay> begun = find(id);
        if (begun.isPresent()) {
            return begun.get();
        }
        ReplayTopics.Made made = topics.make(id);
        jdbc.sql("""
                        insert into replay (replay_id, topic, topic_id, snapshot, offsets)
                        values (?, ?, ?, pg_current_snapshot()::text, ?::jsonb) on conflict do nothing
                        """)
                .params(
                        id,
                        made.name(),
                        made.id(),
                        json.writeValueAsString(Map.of("journalOffsets", made.journalOffsets())))
                .update();
        wake.run();
        return new Replay(id, made.name(), 0, false, null, null);
    }

    /** The replay of that id. */
    public Optional<Replay> find(String id) {
        return jdbc.sql("select topic, position, finished, failure, ended_at from replay where replay_id = ?")
                .param(id)
                .query((row, n) -> {
                    Timestamp ended = row.getTimestamp(5);
                    return new Replay(
                            id,
                            row.getString(1),
                            row.getLong(2),
                            row.getBoolean(3),
                            row.getString(4),
                            ended == null ? null : ended.toInstant().plus(settings.keepTopic()));
                })
                .optional();
    }

    private record Open(
            String id, String topic, @Nullable String topicId, String snapshot, String offsets, long position) {
        static Open read(ResultSet row, int n) throws SQLException {
            return new Open(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getLong(6));
        }
    }

    /** One round of the oldest replay under way; true when there is more to do at once. */
    boolean round() throws InterruptedException {
        Optional<Open> next = jdbc.sql("""
                        select replay_id, topic, topic_id, snapshot, offsets::text, position from replay
                        where not finished and failure is null order by created_at limit 1
                        """).query(Open::read).optional();
        if (next.isEmpty()) {
            return false;
        }
        Open replay = next.get();
        List<StoredRow> rows = rows(replay);
        List<ProducerRecord<String, byte[]>> events = new ArrayList<>(rows.size());
        for (StoredRow row : rows) {
            try {
                events.add(records.replayed(replay.topic(), row));
            } catch (RuntimeException e) { // reading a row asks nobody: it fails the same way the next time
                log.atError()
                        .addKeyValue("globalIndex", row.globalIndex())
                        .setCause(e)
                        .log("an event can't be read");
                failed(replay, "event " + row.globalIndex() + " can't be read");
                return true;
            }
        }
        Optional<List<ProducerRecord<String, byte[]>>> batch = batch(replay, events);
        if (batch.isPresent() && publisher.send(batch.get(), () -> gone(replay))) {
            moved(replay, rows);
        } else {
            failed(replay, "its topic was deleted before everything was published");
        }
        return true;
    }

    private List<StoredRow> rows(Open replay) {
        return jdbc.sql("select " + StoredRow.COLUMNS + " from stored_event where global_index > ? "
                        + "and pg_visible_in_snapshot(txid, ?::pg_snapshot) and not exists (select from relay_parked p "
                        + "where p.global_index = stored_event.global_index) order by global_index limit " + BATCH)
                .params(replay.position(), replay.snapshot())
                .query(StoredRow::read)
                .list();
    }

    /** The next records, after the first markers or before the last ones where it is time for them; empty without a topic. */
    private Optional<List<ProducerRecord<String, byte[]>>> batch(
            Open replay, List<ProducerRecord<String, byte[]>> events) {
        List<ProducerRecord<String, byte[]>> batch = new ArrayList<>();
        boolean begins = replay.position() == 0;
        OptionalInt partitions =
                begins || events.isEmpty() ? topics.partitions(replay.topic(), replay.topicId()) : OptionalInt.of(0);
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        if (begins) {
            byte[] offsets = replay.offsets().getBytes(StandardCharsets.UTF_8);
            mark(batch, replay, partitions.getAsInt(), TicketTopics.REPLAY_STARTED, offsets);
        }
        batch.addAll(events);
        if (events.isEmpty()) {
            mark(batch, replay, partitions.getAsInt(), TicketTopics.REPLAY_ENDED, new byte[0]);
        }
        return Optional.of(batch);
    }

    private static void mark(
            List<ProducerRecord<String, byte[]>> batch, Open replay, int partitions, String type, byte[] value) {
        for (int partition = 0; partition < partitions; partition++) {
            ProducerRecord<String, byte[]> marker = new ProducerRecord<>(replay.topic(), partition, "replay", value);
            marker.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            batch.add(marker);
        }
    }

    private boolean gone(Open replay) {
        return topics.partitions(replay.topic(), replay.topicId()).isEmpty();
    }

    private void moved(Open replay, List<StoredRow> rows) {
        if (rows.isEmpty()) {
            jdbc.sql("update replay set finished = true, ended_at = now() where replay_id = ?")
                    .param(replay.id())
                    .update();
        } else {
            jdbc.sql("update replay set position = ? where replay_id = ?")
                    .params(rows.getLast().globalIndex(), replay.id())
                    .update();
        }
    }

    private void failed(Open replay, String why) {
        jdbc.sql("update replay set failure = ?, ended_at = now() where replay_id = ?")
                .params(why, replay.id())
                .update();
        log.atWarn()
                .addKeyValue("replay", replay.id())
                .addKeyValue("reason", why)
                .log("a replay failed");
    }
}
