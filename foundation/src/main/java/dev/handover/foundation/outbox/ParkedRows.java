package dev.handover.foundation.outbox;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox rows that can't be published, for those who run the system; at most one a topic and key. */
final class ParkedRows {
    private final JdbcClient jdbc;

    ParkedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A parked row, with how many wait behind it. */
    record ParkedRow(long id, String topic, String key, String reason, int bytes, int waiting, Instant parkedAt) {}

    List<ParkedRow> list() {
        return jdbc.sql("""
                        select p.id, p.topic, p.record_key, p.parked_reason, length(p.value), p.parked_at,
                               (select count(*) from outbox o where o.topic = p.topic and o.record_key = p.record_key
                                and o.id > p.id)
                        from outbox p where p.parked_reason is not null order by p.id limit 1000
                        """)
                .query((row, n) -> new ParkedRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getInt(7),
                        row.getTimestamp(6).toInstant()))
                .list();
    }

    void park(long id, String reason) {
        jdbc.sql("update outbox set parked_reason = ?, parked_at = coalesce(parked_at, now()) where id = ?")
                .params(reason, id)
                .update();
    }

    /** Lets the relay try again, by itself and before those behind it; false where no such row is parked. */
    boolean retry(long id) {
        return jdbc.sql("update outbox set parked_reason = null where id = ? and parked_reason is not null")
                        .param(id)
                        .update()
                == 1;
    }

    /** Gives the row up, those behind it go on; false where no such row is parked. */
    boolean discard(long id) {
        return jdbc.sql("delete from outbox where id = ? and parked_reason is not null")
                        .param(id)
                        .update()
                == 1;
    }

    long count() {
        return jdbc.sql("select count(*) from outbox where parked_reason is not null")
                .query(Long.class)
                .single();
    }
}
