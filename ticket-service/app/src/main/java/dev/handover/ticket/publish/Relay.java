package dev.handover.ticket.publish;

import dev.handover.foundation.operation.Gathering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the event store: the store is the outbox. One leader reads, sends, waits for the acknowledgement of every
 * record and only then moves its token; what was sent and not acknowledged is sent again, in order, with the same ids.
 */
final class Relay {
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
    private final RelayPublisher publisher;
    private final JsonMapper json;
    private final Gathering gathering = new Gathering(Duration.ofMillis(50));
    private @Nullable RelayToken known;
    private long parkedChecked;

    Relay(JdbcClient jdbc, RelayPublisher publisher, JsonMapper json) {
        this.jdbc = jdbc;
        this.publisher = publisher;
        this.json = json;
    }

    private record Page(List<StoredRow> rows, long oldestRunning) {}

    /** One round; true when there may be more at once. */
    boolean round() throws InterruptedException {
        if (System.nanoTime() - parkedChecked > PARKED_CHECK.toNanos()) {
            publisher.retryParked();
            parkedChecked = System.nanoTime();
        }
        RelayToken token = known == null ? token() : known;
        known = null;
        Page page = page(token);
        RelayToken next = token.after(
                page.rows().stream().map(StoredRow::globalIndex).toList(), page.oldestRunning(), this::newTransaction);
        if (!page.rows().isEmpty()) {
            publisher.publish(page.rows());
        }
        if (next.equals(token) || save(token, next)) {
            known = next;
        }
        gathering.pause(page.rows().size());
        return page.rows().size() >= BATCH;
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
}
