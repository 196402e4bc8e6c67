package dev.handover.channel.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.channel.contract.ChannelEvent.AccountFailing;
import dev.handover.channel.contract.ChannelEvent.AccountRecovered;
import dev.handover.channel.contract.ChannelEvent.Way;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How accounts do, each way: told by whoever reads or sends, kept for all instances, and published when it changes. What
 * was told last is remembered for a while, so that an account that does well costs next to nothing.
 */
public final class AccountHealth {

    /** Another instance may have told otherwise meanwhile. */
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AccountEvents events;
    private final Clock clock;
    private final Cache<String, String> told =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();

    public AccountHealth(JdbcClient jdbc, TransactionTemplate transactions, AccountEvents events, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * How an account does in one way.
     *
     * @param reason why it fails, for people; null where it does not
     * @param since when it began to do so
     */
    public record Health(Way way, boolean failing, @Nullable String reason, Instant since) {}

    /** What is known of an account. */
    public List<Health> of(String accountId) {
        return jdbc.sql("select way, failing, reason, since from account_health where account_id = ? order by way")
                .param(accountId)
                .query((row, n) -> new Health(
                        Way.valueOf(row.getString("way")),
                        row.getBoolean("failing"),
                        row.getString("reason"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** It works. */
    public void well(String accountId, String workspace, Way way) {
        tell(accountId, workspace, way, null);
    }

    /** It does not work, and is tried again. */
    public void failing(String accountId, String workspace, Way way, String reason) {
        tell(accountId, workspace, way, reason);
    }

    private void tell(String accountId, String workspace, Way way, @Nullable String reason) {
        String key = accountId + "/" + way;
        String now = reason == null ? "" : reason;
        if (now.equals(told.getIfPresent(key))) {
            return;
        }
        transactions.executeWithoutResult(status -> store(accountId, workspace, way, reason));
        told.put(key, now);
    }

    private void store(String accountId, String workspace, Way way, @Nullable String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("account_health " + accountId)
                .query(row -> {});
        List<Boolean> before = jdbc.sql("select failing from account_health where account_id = ? and way = ?")
                .params(accountId, way.name())
                .query(Boolean.class)
                .list();
        jdbc.sql("""
                        insert into account_health as h (account_id, way, failing, reason, since) values (?, ?, ?, ?, ?)
                        on conflict (account_id, way) do update set failing = excluded.failing, reason = excluded.reason,
                          since = case when h.failing = excluded.failing then h.since else excluded.since end
                        """)
                .params(Arrays.asList(accountId, way.name(), reason != null, reason, now.atOffset(ZoneOffset.UTC)))
                .update();
        if (reason != null && !before.contains(true)) {
            events.tell(accountId, workspace, new AccountFailing(accountId, way, reason, now), now);
        } else if (reason == null && before.contains(true)) {
            events.tell(accountId, workspace, new AccountRecovered(accountId, way, now), now);
        }
    }

    /** Nothing is known of an account any more: it is connected otherwise now. */
    public void forget(String accountId) {
        jdbc.sql("delete from account_health where account_id = ?")
                .param(accountId)
                .update();
        for (Way way : Way.values()) {
            told.invalidate(accountId + "/" + way);
        }
    }
}
