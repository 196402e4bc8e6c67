package dev.handover.query.stream;

import dev.handover.query.generation.Generation;
import dev.handover.query.projection.Projecting;
import dev.handover.query.reading.Reads.Reading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the log of changes. Only what was written below the oldest transaction still running is read: nothing can be
 * committed later that would stand before it, so a cursor never passes over a change.
 */
@Component
class ChangeLog {
    private static final String CHANGES = """
            select c.txid::text as txid, c.id, c.workspace, coalesce(c.ticket_id, m.ticket_id) as ticket_id,
                   coalesce(nullif(c.version, 0), t.version, 0) as version, c.what, c.counts
            from change_log c
            left join live.message m
              on c.message_id is not null and m.workspace = c.workspace and m.message_id = c.message_id
            left join live.ticket t on c.version = 0 and t.workspace = c.workspace and t.ticket_id = m.ticket_id
            where (c.txid, c.id) > (cast(cast(:transaction as text) as xid8), :id)
              and c.txid < pg_snapshot_xmin(pg_current_snapshot())""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Projecting projecting;

    ChangeLog(JdbcClient jdbc, TransactionTemplate transactions, Projecting projecting) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.projecting = projecting;
    }

    /** The place behind everything that was ever committed before now. */
    Cursor end() {
        return jdbc.sql("""
                        select g.number, pg_snapshot_xmin(pg_current_snapshot())::text as txid
                        from generation g where g.state = 'LIVE'
                        """)
                .query((row, n) -> new Cursor(row.getInt("number"), Long.parseLong(row.getString("txid")), 0))
                .single();
    }

    /** Changes of every workspace behind a place, in order; of the live generation, which may be a later one now. */
    List<Change> after(Generation live, Cursor from, int limit) {
        return inProjector(() -> jdbc.sql(live.sql(CHANGES + " order by c.txid, c.id limit :limit"))
                .param("transaction", Long.toString(from.transaction()))
                .param("id", from.id())
                .param("limit", limit)
                .query((row, n) -> change(live, row))
                .list());
    }

    /** Changes of the reader's workspace between two places, the later one included. */
    List<Change> between(Reading reading, Cursor from, Cursor to, int limit) {
        return reading.sql(CHANGES + """
                         and c.workspace = :workspace
                         and (c.txid, c.id) <= (cast(cast(:lastTransaction as text) as xid8), :last)
                        order by c.txid, c.id limit :limit""")
                .param("transaction", Long.toString(from.transaction()))
                .param("id", from.id())
                .param("lastTransaction", Long.toString(to.transaction()))
                .param("last", to.id())
                .param("limit", limit)
                .query((row, n) -> change(reading.generation(), row))
                .list();
    }

    /** Whether everything behind a place is still in the log. */
    boolean reaches(Cursor from) {
        return jdbc.sql("""
                        select (h.txid, h.id) <= (cast(cast(:transaction as text) as xid8), :id)
                        from change_log_horizon h
                        """)
                .param("transaction", Long.toString(from.transaction()))
                .param("id", from.id())
                .query(Boolean.class)
                .single();
    }

    /** Forgets changes older than that. */
    int prune(Duration age) {
        return inProjector(
                () -> jdbc.sql("""
                        with gone as (
                          delete from change_log where logged_at < now() - make_interval(secs => :age)
                          returning txid, id)
                        update change_log_horizon h set txid = last.txid, id = last.id
                        from (select txid, id from gone order by txid desc, id desc limit 1) last
                        where (last.txid, last.id) > (h.txid, h.id)
                        """).param("age", age.toMillis() / 1000.0).update());
    }

    private <T> T inProjector(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> {
            projecting.begin();
            return work.get();
        }));
    }

    private static Change change(Generation live, ResultSet row) throws SQLException {
        return new Change(
                new Cursor(live.number(), Long.parseLong(row.getString("txid")), row.getLong("id")),
                row.getString("workspace"),
                row.getString("ticket_id"),
                row.getLong("version"),
                row.getString("what"),
                row.getBoolean("counts"));
    }
}
