package dev.handover.ticket.assistant;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often a model may be asked on a day, by all instances together. */
final class Budget {
    private final JdbcClient jdbc;
    private final int callsPerDay;
    private final Clock clock;

    Budget(JdbcClient jdbc, int callsPerDay, Clock clock) {
        this.jdbc = jdbc;
        this.callsPerDay = callsPerDay;
        this.clock = clock;
    }

    /** Nothing is left of today's budget; the model itself is well. */
    static final class SpentException extends AssistantUnavailableException {
        private static final long serialVersionUID = 1L;

        private SpentException(String message) {
            super(message);
        }
    }

    /** Takes one call of today's; fails where none is left. */
    void spend() {
        int spent = callsPerDay < 1
                ? 0
                : jdbc.sql("""
                                insert into assistant_calls as a (day, calls) values (?, 1)
                                on conflict (day) do update set calls = a.calls + 1 where a.calls < ?
                                """)
                        .params(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), callsPerDay)
                        .update();
        if (spent == 0) {
            throw new SpentException("today's budget of " + callsPerDay + " calls is spent");
        }
    }
}
