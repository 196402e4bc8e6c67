package dev.handover.ticket.publish;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The streams whose next event can't be published, for those who run the system. */
public final class RelayParked {
    private final JdbcClient jdbc;
    private final Runnable wake;

    RelayParked(JdbcClient jdbc, Runnable wake) {
        this.jdbc = jdbc;
        this.wake = wake;
    }

    /** A parked stream, with how many events wait. */
    public record ParkedStream(String streamId, String reason, int waiting, Instant parkedAt) {}

    /** The parked streams, oldest first. */
    public List<ParkedStream> list() {
        return jdbc.sql("""
                        select stream_id, (array_agg(reason order by global_index))[1], count(*), min(parked_at)
                        from relay_parked group by stream_id order by min(parked_at) limit 1000
                        """)
                .query((row, n) -> new ParkedStream(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    /** Asks the relay to publish a parked stream again, in order; false where it is not parked. */
    public boolean retry(String streamId) {
        boolean found = jdbc.sql("update relay_parked set retry_requested = true where stream_id = ?")
                        .param(streamId)
                        .update()
                > 0;
        wake.run();
        return found;
    }

    long count() {
        return jdbc.sql("select count(distinct stream_id) from relay_parked")
                .query(Long.class)
                .single();
    }
}
