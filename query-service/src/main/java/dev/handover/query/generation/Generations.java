package dev.handover.query.generation;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The generations that exist. */
@Component
public class Generations {
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

    /** A generation with its state. */
    public record Known(Generation generation, State state) {}

    /** All that exist, oldest first. */
    public List<Known> all() {
        return jdbc.sql("select number, slot, state from generation order by number")
                .query((row, n) -> new Known(
                        new Generation(row.getInt("number"), row.getString("slot")),
                        State.valueOf(row.getString("state"))))
                .list();
    }

    /** The one that is read now. */
    public Generation live() {
        return jdbc.sql("select number, slot from generation where state = 'LIVE'")
                .query((row, n) -> new Generation(row.getInt("number"), row.getString("slot")))
                .single();
    }
}
