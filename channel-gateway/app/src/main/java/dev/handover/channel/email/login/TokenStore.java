package dev.handover.channel.email.login;

import dev.handover.channel.account.Sealing;
import dev.handover.channel.account.Sealing.Sealed;
import dev.handover.foundation.kafka.EventJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * Tokens as all instances have them, encrypted at rest. An authorisation server may end a refresh token with its first
 * use: so one instance asks at a time, and the others wait for what it gets.
 */
public final class TokenStore {

    private static final Logger log = LoggerFactory.getLogger(TokenStore.class);

    /** Longer than an authorisation server is waited for; whoever died while asking is followed after it. */
    private static final Duration ASKING = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final JdbcClient jdbc;
    private final Sealing sealing;

    /** @param sealing with a key */
    public TokenStore(JdbcClient jdbc, Sealing sealing) {
        this.jdbc = jdbc;
        this.sealing = sealing;
    }

    private record Claim(long fence, Optional<Tokens> tokens) {}

    /**
     * Those that are stored where they are good, else new ones.
     *
     * @param ask asks for new ones, given those that are stored
     * @throws OAuth2AuthorizationException where there are none, or another instance takes too long to get them
     */
    Tokens newest(TokenSource source, Predicate<Tokens> good, Function<Optional<Tokens>, Tokens> ask) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            Optional<Claim> claim = claim(source);
            if (claim.isPresent()) {
                return newest(source, claim.get(), good, ask);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new OAuth2AuthorizationException(
                new OAuth2Error("temporarily_unavailable", "another instance is asking for it", null));
    }

    private Tokens newest(
            TokenSource source, Claim claim, Predicate<Tokens> good, Function<Optional<Tokens>, Tokens> ask) {
        Optional<Tokens> known = claim.tokens().filter(good);
        if (known.isPresent()) {
            release(source, claim);
            return known.get();
        }
        Tokens given;
        try {
            given = ask.apply(claim.tokens());
        } catch (OAuth2AuthorizationException e) {
            release(source, claim);
            throw e;
        }
        store(source, claim, given);
        return given;
    }

    private Optional<Claim> claim(TokenSource source) {
        return jdbc.sql("""
                        insert into account_token as t (account_id, source, fence, asked_until)
                        values (?, ?, 1, now() + ? * interval '1 millisecond')
                        on conflict (account_id, source) do update
                        set fence = t.fence + 1, asked_until = excluded.asked_until
                        where t.asked_until is null or t.asked_until < now()
                        returning fence, key_id, sealed
                        """)
                .params(source.accountId(), source.hash(), ASKING.toMillis())
                .query((row, n) -> new Claim(row.getLong("fence"), tokens(row)))
                .optional();
    }

    /** Empty also where their key is not set any more: then the account's own refresh token is all there is. */
    private Optional<Tokens> tokens(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("sealed");
        return sealed == null
                ? Optional.empty()
                : sealing.open(new Sealed(row.getInt("key_id"), sealed))
                        .map(json -> EventJson.MAPPER.readValue(json, Tokens.class));
    }

    /** Tokens that can't be stored are used all the same: whoever asked has the only valid ones. */
    private void store(TokenSource source, Claim claim, Tokens tokens) {
        Sealed sealed = sealing.seal(EventJson.MAPPER.writeValueAsBytes(tokens));
        try {
            jdbc.sql("""
                            update account_token set key_id = ?, sealed = ?, asked_until = null
                            where account_id = ? and source = ? and fence = ?
                            """)
                    .params(sealed.keyId(), sealed.bytes(), source.accountId(), source.hash(), claim.fence())
                    .update();
        } catch (DataAccessException e) {
            log.atWarn()
                    .addKeyValue("account", source.accountId())
                    .setCause(e)
                    .log("the newest tokens of an account are in this instance only");
        }
    }

    private void release(TokenSource source, Claim claim) {
        jdbc.sql("update account_token set asked_until = null where account_id = ? and source = ? and fence = ?")
                .params(source.accountId(), source.hash(), claim.fence())
                .update();
    }

    /** Forgets all of an account's tokens but those of these sources. */
    void keepOnly(String accountId, List<TokenSource> sources) {
        jdbc.sql("delete from account_token where account_id = ? and source <> all (?)")
                .params(accountId, sources.stream().map(TokenSource::hash).toArray(String[]::new))
                .update();
    }
}
