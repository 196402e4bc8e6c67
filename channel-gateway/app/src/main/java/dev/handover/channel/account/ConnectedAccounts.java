package dev.handover.channel.account;

import dev.handover.channel.account.Sealing.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The accounts that were connected over HTTP, their settings encrypted at rest. */
public final class ConnectedAccounts {

    private final JdbcClient jdbc;
    private final Sealing sealing;

    public ConnectedAccounts(JdbcClient jdbc, AccountSettings settings) {
        this.jdbc = jdbc;
        this.sealing = new Sealing(settings);
    }

    /** Changes with every change of any account. */
    public String fingerprint() {
        return jdbc.sql("select count(*) || '.' || coalesce(sum(version), 0) from channel_account")
                .query(String.class)
                .single();
    }

    /** All, oldest first. */
    public List<Connected> all() {
        return opened(
                "select * from channel_account where removed_at is null order by created_at, account_id", List.of());
    }

    /** Those of a workspace. */
    public List<Connected> all(String workspace) {
        return opened(
                "select * from channel_account where workspace = ? and removed_at is null order by created_at, account_id",
                List.of(workspace));
    }

    /** One of a workspace. */
    public Optional<Connected> find(String accountId, String workspace) {
        return opened(
                        "select * from channel_account where account_id = ? and workspace = ? and removed_at is null",
                        List.of(accountId, workspace))
                .stream()
                .findFirst();
    }

    private List<Connected> opened(String sql, List<?> params) {
        return jdbc.sql(sql).params(params).query((row, n) -> account(row)).list();
    }

    private Connected account(ResultSet row) throws SQLException {
        return new Connected(
                row.getString("account_id"),
                row.getString("workspace"),
                row.getString("type"),
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getLong("version"),
                sealing.open(new Sealed(row.getInt("key_id"), row.getBytes("sealed"))),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    /** Adds an account at version 1; false where its id is taken, be it by one that was removed. */
    public boolean add(Connected account) {
        Sealed sealed = sealing.seal(account.settings().orElseThrow());
        try {
            jdbc.sql("""
                            insert into channel_account (account_id, workspace, type, name, enabled, version, key_id, sealed)
                            values (?, ?, ?, ?, ?, 1, ?, ?)
                            """)
                    .params(
                            account.accountId(),
                            account.workspace(),
                            account.type(),
                            account.name(),
                            account.enabled(),
                            sealed.keyId(),
                            sealed.bytes())
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Replaces an account that is at the version before; false where it is not any more. */
    public boolean replace(Connected account) {
        Sealed sealed = sealing.seal(account.settings().orElseThrow());
        return jdbc.sql("""
                        update channel_account set name = ?, enabled = ?, version = ?, key_id = ?, sealed = ?,
                          changed_at = now()
                        where account_id = ? and workspace = ? and version = ? and removed_at is null
                        """)
                        .params(
                                account.name(),
                                account.enabled(),
                                account.version(),
                                sealed.keyId(),
                                sealed.bytes(),
                                account.accountId(),
                                account.workspace(),
                                account.version() - 1)
                        .update()
                == 1;
    }

    /** Removes an account that is at this version, and erases its settings; false where it is not any more. */
    public boolean remove(String accountId, String workspace, long version) {
        return jdbc.sql("""
                        update channel_account set enabled = false, sealed = '', version = version + 1,
                          removed_at = now(), changed_at = now()
                        where account_id = ? and workspace = ? and version = ? and removed_at is null
                        """).params(accountId, workspace, version).update() == 1;
    }
}
