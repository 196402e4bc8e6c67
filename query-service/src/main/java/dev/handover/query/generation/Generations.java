package dev.handover.query.generation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The generations that exist. */
@Component
public class Generations {
    /** The schemas in which a generation can stand. */
    public static final List<String> SLOTS = List.of("generation_a", "generation_b");

    private final JdbcClient jdbc;

    Generations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What becomes of a generation: replayed, catching up with the journal, live, and retired. */
    public enum State {
        REPLAYING,
        CATCHING_UP,
        LIVE,
        RETIRED
    }

    /**
     * A generation with what is known of it.
     *
     * @param replayId the replay it was built from; null for the first
     * @param forced whether it goes live even where a parked key makes it show something older
     * @param behind streams that it shows older than the live one, at the last attempt to switch; null before one
     * @param differences tickets that it shows otherwise than the live one at the same version; null before compared
     */
    public record Known(
            Generation generation,
            State state,
            @Nullable String replayId,
            boolean forced,
            Instant beganAt,
            Instant changedAt,
            @Nullable Long behind,
            @Nullable Long differences) {}

    /** All that exist, oldest first. */
    public List<Known> all() {
        return jdbc.sql("select * from generation order by number")
                .query((row, n) -> known(row))
                .list();
    }

    /** The one that is read now. */
    public Generation live() {
        return jdbc.sql("select number, slot from generation where state = 'LIVE'")
                .query((row, n) -> generation(row))
                .single();
    }

    private static Generation generation(ResultSet row) throws SQLException {
        return new Generation(row.getInt("number"), row.getString("slot"));
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                generation(row),
                State.valueOf(row.getString("state")),
                row.getString("replay_id"),
                row.getBoolean("forced"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getObject("behind", Long.class),
                row.getObject("differences", Long.class));
    }
}
