package dev.handover.channel.email.forwarding;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The forwarding addresses of all accounts. */
final class ForwardingAddresses {

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int RANDOM_LETTERS = 16;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    ForwardingAddresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an address has become. */
    enum State {
        /** Takes mail; whether mail is forwarded to it is not known. */
        ISSUED,
        /** A mail to the account's own address has come back here. */
        VERIFIED,
        /** Takes no mail any more. */
        REVOKED
    }

    /** @param challenge stands in the subject of the mail whose round trip verifies the address */
    record ForwardingAddress(
            String address,
            String workspace,
            String accountId,
            State state,
            String challenge,
            Instant issuedAt,
            @Nullable Instant verifiedAt) {}

    ForwardingAddress issue(String workspace, String accountId, String domain) {
        String address = "in-" + letters() + "@" + domain;
        return jdbc.sql("""
                        insert into forwarding_address (address, workspace, account_id, state, challenge)
                        values (?, ?, ?, 'ISSUED', ?) returning *
                        """)
                .params(address, workspace, accountId, letters())
                .query((row, n) -> address(row))
                .single();
    }

    private String letters() {
        return random.ints(RANDOM_LETTERS, 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .reduce("", String::concat);
    }

    List<ForwardingAddress> of(String workspace, String accountId) {
        return jdbc.sql("select * from forwarding_address where workspace = ? and account_id = ? order by issued_at")
                .params(workspace, accountId)
                .query((row, n) -> address(row))
                .list();
    }

    Optional<ForwardingAddress> find(String address) {
        return jdbc.sql("select * from forwarding_address where address = ?")
                .param(address.toLowerCase(Locale.ROOT))
                .query((row, n) -> address(row))
                .optional();
    }

    void verified(String address) {
        jdbc.sql("""
                        update forwarding_address set state = 'VERIFIED', verified_at = now()
                        where address = ? and state = 'ISSUED'
                        """).param(address).update();
    }

    void revoke(String address) {
        jdbc.sql("update forwarding_address set state = 'REVOKED' where address = ?")
                .param(address)
                .update();
    }

    void revokeAll(String accountId) {
        jdbc.sql("update forwarding_address set state = 'REVOKED' where account_id = ?")
                .param(accountId)
                .update();
    }

    private static ForwardingAddress address(ResultSet row) throws SQLException {
        OffsetDateTime verified = row.getObject("verified_at", OffsetDateTime.class);
        return new ForwardingAddress(
                row.getString("address"),
                row.getString("workspace"),
                row.getString("account_id"),
                State.valueOf(row.getString("state")),
                row.getString("challenge"),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                verified == null ? null : verified.toInstant());
    }
}
