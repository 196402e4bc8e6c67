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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How accounts do, each way, which fails while any part of it does: told by whoever reads or sends, kept for all
 * instances, and published when it changes. What was told last is remembered for a while, so that an account that does
 * well costs next to nothing.
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

    /**
     * What can work or fail by itself.
     *
     * @param part of the way, such as a folder; empty where it has no parts
     * @param parts all that the way has now: it fails while any of them does
     */
    public record Subject(String accountId, String workspace, Way way, String part, List<String> parts) {

        /** A way without parts. */
        public static Subject whole(String accountId, String workspace, Way way) {
            return new Subject(accountId, workspace, way, "", List.of(""));
        }
    }

    /** It works. */
    public void well(Subject subject) {
        tell(subject, null);
    }

    /** It does not work, and is tried again. */
    public void failing(Subject subject, String reason) {
        tell(subject, reason);
    }

    private void tell(Subject subject, @Nullable String reason) {
        String key = subject.accountId() + "/" + subject.way() + "/" + subject.part();
        String now = reason == null ? "" : reason;
        if (now.equals(told.getIfPresent(key))) {
            return;
        }
        transactions.executeWithoutResult(status -> store(subject, reason));
        told.put(key, now);
    }

    private void store(Subject subject, @Nullable String reason) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("account_health " + subject.accountId())
                .query(row -> {});
        jdbc.sql("""
                        insert into account_part_health (account_id, way, part, reason) values (?, ?, ?, ?)
                        on conflict (account_id, way, part) do update set reason = excluded.reason
                        """)
                .params(Arrays.asList(subject.accountId(), subject.way().name(), subject.part(), reason))
                .update();
        Optional<String> first = jdbc.sql("""
                        select reason from account_part_health
                        where account_id = ? and way = ? and part = any (?) and reason is not null order by part limit 1
                        """)
                .params(
                        subject.accountId(),
                        subject.way().name(),
                        subject.parts().toArray(String[]::new))
                .query(String.class)
                .optional();
        store(subject.accountId(), subject.workspace(), subject.way(), first.orElse(null));
    }

    private void store(String accountId, String workspace, Way way, @Nullable String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
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
        jdbc.sql("delete from account_part_health where account_id = ?")
                .param(accountId)
                .update();
        told.asMap().keySet().removeIf(key -> key.startsWith(accountId + "/"));
    }
}
