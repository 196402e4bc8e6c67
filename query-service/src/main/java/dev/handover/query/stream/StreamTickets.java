package dev.handover.query.stream;

import dev.handover.foundation.caller.Role;
import dev.handover.query.reading.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tickets with which a browser opens its stream, since an {@code EventSource} sends no header: one minute, one use, on
 * any instance. Stored as hashes.
 */
@Component
class StreamTickets {
    private static final Duration VALID = Duration.ofMinutes(1);
    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    StreamTickets(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A ticket that was issued. */
    record StreamTicket(String ticket, Instant expiresAt) {}

    StreamTicket issue(Scope scope) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String ticket = encoder.encodeToString(scope.workspace().getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(secret);
        Instant expires = clock.instant().plus(VALID);
        transactions.executeWithoutResult(status -> {
            enter(scope.workspace());
            jdbc.sql("insert into stream_ticket (hash, workspace, subject, role, expires_at) values (?, ?, ?, ?, ?)")
                    .params(
                            hash(ticket),
                            scope.workspace(),
                            scope.subject(),
                            scope.role().name(),
                            expires.atOffset(ZoneOffset.UTC))
                    .update();
        });
        return new StreamTicket(ticket, expires);
    }

    /** Whose ticket it is; empty where it is none, too old or used before. It is used up by this. */
    Optional<Scope> redeem(String ticket) {
        Optional<String> workspace = workspace(ticket);
        if (workspace.isEmpty()) {
            return Optional.empty();
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            enter(workspace.get());
            return jdbc.sql("delete from stream_ticket where hash = ? returning subject, role, expires_at > ? as valid")
                    .params(hash(ticket), clock.instant().atOffset(ZoneOffset.UTC))
                    .query((row, n) -> row.getBoolean("valid")
                            ? Optional.of(Scope.of(
                                    workspace.get(), row.getString("subject"), Role.valueOf(row.getString("role"))))
                            : Optional.<Scope>empty())
                    .optional()
                    .flatMap(found -> found);
        }));
    }

    private void enter(String workspace) {
        jdbc.sql("select set_config('handover.workspace', ?, true)")
                .params(workspace)
                .query(row -> {});
    }

    private static Optional<String> workspace(String ticket) {
        int dot = ticket.indexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        try {
            String workspace =
                    new String(Base64.getUrlDecoder().decode(ticket.substring(0, dot)), StandardCharsets.UTF_8);
            return workspace.indexOf('\0') < 0 ? Optional.of(workspace) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] hash(String ticket) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
