package dev.handover.channel.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much each account sends in a minute, counted in the database for all instances together. */
final class Rates {

    private final JdbcClient jdbc;
    private final Clock clock;

    /** Accounts that may send nothing more, until when. */
    private final Map<String, Instant> exhausted = new ConcurrentHashMap<>();

    Rates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Takes one message of the account's minute; false where it has none left. */
    boolean take(String accountId, int perMinute) {
        boolean taken = jdbc.sql("""
                        insert into account_minute (account_id, minute, sent) values (?, date_trunc('minute', now()), 1)
                        on conflict (account_id) do update
                        set minute = excluded.minute,
                            sent = case when account_minute.minute = excluded.minute then account_minute.sent + 1 else 1 end
                        where account_minute.minute <> excluded.minute or account_minute.sent < ?
                        """).params(accountId, perMinute).update() == 1;
        if (!taken) {
            exhausted.put(
                    accountId, clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
        }
        return taken;
    }

    /** Accounts of which nothing needs to be claimed now. */
    Set<String> exhausted() {
        Instant now = clock.instant();
        exhausted.values().removeIf(until -> !until.isAfter(now));
        return Set.copyOf(exhausted.keySet());
    }
}
