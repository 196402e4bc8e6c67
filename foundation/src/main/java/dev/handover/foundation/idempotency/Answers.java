package dev.handover.foundation.idempotency;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The answers given to requests with an {@code Idempotency-Key}, kept for 24 hours. Only successes are remembered, in
 * the transaction of what they did.
 */
public final class Answers {
    private final JdbcClient jdbc;

    public Answers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A request that may come again.
     *
     * @param caller workspace and subject
     * @param key the header's value
     * @param fingerprint of method, path and body
     */
    public record Request(String caller, String key, String fingerprint) {
        /** Fingerprints the request. */
        public static Request of(String workspace, String subject, String key, String call, byte[] body) {
            if (key.isBlank() || key.length() > 200) {
                throw ProblemException.field("?Idempotency-Key", "must have 1 to 200 characters");
            }
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(call.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                return new Request(
                        workspace + "/" + subject, key, HexFormat.of().formatHex(digest.digest(body)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What was answered. */
    public record Answer(int status, String after, String body) {}

    /** Waits until no other transaction is at work on the same key; until this one ends, none will be. */
    public void lock(Request request) {
        jdbc.sql("select true from pg_advisory_xact_lock(hashtextextended(? || chr(10) || ?, 0))")
                .params(request.caller(), request.key())
                .query(Boolean.class)
                .single();
    }

    /**
     * The first answer to this request, if it was given; refused where the key stood for another request. An answer of
     * more than 24 hours ago is forgotten here, which makes room for a new one.
     */
    public Optional<Answer> first(Request request) {
        record Known(String fingerprint, boolean old, Answer answer) {}
        Optional<Known> known = jdbc.sql("""
                        select fingerprint, status, after, body, answered_at <= now() - interval '24 hours' as old
                        from idempotency where caller = ? and idempotency_key = ?
                        """)
                .params(request.caller(), request.key())
                .query((r, n) -> new Known(
                        r.getString("fingerprint"),
                        r.getBoolean("old"),
                        new Answer(r.getInt("status"), r.getString("after"), r.getString("body"))))
                .optional();
        if (known.isPresent() && known.get().old()) {
            jdbc.sql("delete from idempotency where caller = ? and idempotency_key = ?")
                    .params(request.caller(), request.key())
                    .update();
            return Optional.empty();
        }
        if (known.isPresent() && !known.get().fingerprint().equals(request.fingerprint())) {
            throw new ProblemException(
                    ProblemType.KEY_REUSED, "The Idempotency-Key was used before with another path or body.");
        }
        return known.map(Known::answer);
    }

    /** Forgets some of the answers that are too old; true when there may be more. */
    public boolean forgetOld() {
        return jdbc.sql("""
                                delete from idempotency where ctid = any(array(
                                  select ctid from idempotency where answered_at <= now() - interval '24 hours' limit 1000))
                                """).update() == 1000;
    }

    /**
     * A row to insert.
     *
     * @param values of the statement's parameters
     */
    public record Row(String sql, List<Object> values) {}

    /**
     * The row that remembers an answer, to be inserted in the transaction of what it tells of. The database refuses it
     * where the key was answered before: {@link #first} has the answer then.
     */
    public static Row row(Request request, Answer answer) {
        return new Row(
                """
                insert into idempotency (caller, idempotency_key, fingerprint, status, after, body, answered_at)
                values (?, ?, ?, ?, ?, ?, now())
                """,
                List.of(
                        request.caller(),
                        request.key(),
                        request.fingerprint(),
                        answer.status(),
                        answer.after(),
                        answer.body()));
    }

    /**
     * Remembers an answer, in the transaction of what it tells of.
     *
     * @throws DuplicateKeyException where another transaction has just answered the same key
     */
    public void remember(Request request, Answer answer) {
        Row row = row(request, answer);
        jdbc.sql(row.sql()).params(row.values()).update();
    }
}
