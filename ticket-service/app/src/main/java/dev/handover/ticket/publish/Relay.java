package dev.handover.ticket.publish;

import dev.handover.foundation.kafka.Acknowledged;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the event store: the store is the outbox. One leader reads, sends, waits for the acknowledgement of every
 * record and only then moves its token; what was sent and not acknowledged is sent again, in order, with the same ids.
 */
final class Relay {
    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final int BATCH = 500;
    private static final String NAME = "journal";
    private static final Duration PARKED_CHECK = Duration.ofSeconds(1);
    private static final String PAGE = """
            select %s,
                   pg_snapshot_xmin(s.snapshot)::text::bigint as oldest_running
            from (select pg_current_snapshot() as snapshot) s
            left join lateral (
              select * from stored_event where global_index = any(?)
              union all
              (select * from stored_event where global_index > ? order by global_index limit %d)
            ) e on true
            order by global_index
            """.formatted(StoredRow.COLUMNS, BATCH);
    private final JdbcClient jdbc;
    private final KafkaTemplate<String, byte[]> kafka;
    private final Records records;
    private final JsonMapper json;
    private final int maxRecordBytes;
    private final Timer delay;
    private final Counter published;
    private @Nullable RelayToken known;
    private long parkedChecked;

    Relay(
            JdbcClient jdbc,
            KafkaTemplate<String, byte[]> kafka,
            Records records,
            JsonMapper json,
            int maxRecordBytes,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.kafka = kafka;
        this.records = records;
        this.json = json;
        this.maxRecordBytes = maxRecordBytes;
        this.delay = Timer.builder("handover.relay.delay")
                .description("From the time of an event to the acknowledgement of its record")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.published = meters.counter("handover.relay.published");
    }

    private record Page(List<StoredRow> rows, long oldestRunning) {}

    /** One round; true when there may be more at once. */
    boolean round() throws InterruptedException {
        if (System.nanoTime() - parkedChecked > PARKED_CHECK.toNanos()) {
            retryParked();
            parkedChecked = System.nanoTime();
        }
        RelayToken token = known == null ? token() : known;
        known = null;
        Page page = page(token);
        RelayToken next = token.after(
                page.rows().stream().map(StoredRow::globalIndex).toList(), page.oldestRunning(), this::newTransaction);
        if (!page.rows().isEmpty()) {
            publish(page.rows());
        }
        if (next.equals(token) || save(token, next)) {
            known = next;
        }
        return page.rows().size() >= BATCH;
    }

    private void publish(List<StoredRow> rows) throws InterruptedException {
        Set<String> parked = parkedStreams();
        List<ProducerRecord<String, byte[]>> batch = new ArrayList<>(2 * rows.size());
        Instant oldest = null;
        for (StoredRow row : rows) {
            if (parked.contains(row.streamId())) {
                park(row, "behind an event that can't be published");
                continue;
            }
            try {
                batch.addAll(encoded(row));
                oldest = oldest == null ? Instant.parse(row.recordedAt()) : oldest;
            } catch (RuntimeException e) {
                park(row, reason(e));
                parked.add(row.streamId());
                log.atError()
                        .addKeyValue("stream", row.streamId())
                        .addKeyValue("event", row.eventId())
                        .addKeyValue("type", row.type())
                        .setCause(e)
                        .log("an event can't be published; its stream is parked");
            }
        }
        Acknowledged.send(kafka, batch);
        published.increment(batch.size());
        if (oldest != null) {
            delay.record(Duration.between(oldest, Instant.now()));
        }
    }

    private List<ProducerRecord<String, byte[]>> encoded(StoredRow row) {
        List<ProducerRecord<String, byte[]>> encoded = records.live(row);
        for (ProducerRecord<String, byte[]> record : encoded) {
            if (record.value().length > maxRecordBytes) {
                throw new RecordTooLargeException(record.value().length + " bytes");
            }
        }
        return encoded;
    }

    /** Rows and bounds of one snapshot: a gap is given up only by the snapshot in which its row was not there. */
    private Page page(RelayToken token) {
        List<StoredRow> rows = new ArrayList<>();
        long[] oldestRunning = new long[1];
        jdbc.sql(PAGE)
                .params(token.gaps().keySet().toArray(Long[]::new), token.position())
                .query(row -> {
                    if (row.getString(2) != null) {
                        rows.add(StoredRow.read(row, 0));
                    }
                    oldestRunning[0] = row.getLong("oldest_running");
                });
        return new Page(rows, oldestRunning[0]);
    }

    /** Later than the transaction of every row that has an index by now. */
    private long newTransaction() {
        return jdbc.sql("select pg_current_xact_id()::text::bigint")
                .query(Long.class)
                .single();
    }

    private RelayToken token() {
        return jdbc.sql("select position, gaps from relay_token where relay = ?")
                .param(NAME)
                .query((row, n) -> new RelayToken(
                        row.getLong("position"),
                        json.readValue(row.getString("gaps"), new TypeReference<Map<Long, Long>>() {})))
                .optional()
                .orElse(RelayToken.START);
    }

    /**
     * Without waiting for the disk: after a crash the token may be older, and what is behind it is sent again. False when
     * another leader has moved the token meanwhile.
     */
    private boolean save(RelayToken from, RelayToken to) {
        return jdbc.sql("""
                                with lazy as (select set_config('synchronous_commit', 'off', true))
                                insert into relay_token (relay, position, gaps) select ?, ?, ?::jsonb from lazy
                                on conflict (relay) do update set position = excluded.position, gaps = excluded.gaps
                                where relay_token.position = ?
                                """)
                        .params(NAME, to.position(), json.writeValueAsString(to.gaps()), from.position())
                        .update()
                == 1;
    }

    private Set<String> parkedStreams() {
        return new HashSet<>(jdbc.sql("select distinct stream_id from relay_parked")
                .query(String.class)
                .list());
    }

    private void park(StoredRow row, String reason) {
        jdbc.sql("insert into relay_parked (global_index, stream_id, reason) values (?, ?, ?) on conflict do nothing")
                .params(row.globalIndex(), row.streamId(), reason)
                .update();
    }

    private void retryParked() throws InterruptedException {
        List<String> streams = jdbc.sql("select distinct stream_id from relay_parked where retry_requested")
                .query(String.class)
                .list();
        for (String stream : streams) {
            List<StoredRow> rows = jdbc.sql("select " + StoredRow.COLUMNS + " from stored_event where global_index in "
                            + "(select global_index from relay_parked where stream_id = ?) order by global_index")
                    .param(stream)
                    .query(StoredRow::read)
                    .list();
            for (StoredRow row : rows) {
                String failure = sendAgain(row);
                if (failure != null) {
                    jdbc.sql("update relay_parked set retry_requested = false, reason = ? where global_index = ?")
                            .params(failure, row.globalIndex())
                            .update();
                    jdbc.sql("update relay_parked set retry_requested = false where stream_id = ?")
                            .param(stream)
                            .update();
                    break;
                }
                jdbc.sql("delete from relay_parked where global_index = ?")
                        .param(row.globalIndex())
                        .update();
            }
        }
    }

    private @Nullable String sendAgain(StoredRow row) throws InterruptedException {
        List<ProducerRecord<String, byte[]>> encoded;
        try {
            encoded = encoded(row);
        } catch (RuntimeException e) {
            return reason(e);
        }
        Acknowledged.send(kafka, encoded);
        return null;
    }

    private static String reason(RuntimeException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
