package dev.handover.channel.account;

import dev.handover.channel.account.Sealing.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The accounts that were connected over HTTP, their settings encrypted at rest. */
public final class ConnectedAccounts {

    private static final Logger log = LoggerFactory.getLogger(ConnectedAccounts.class);

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

    /** All whose settings can be read, oldest first; the others are left out, and logged. */
    public List<Connected> all() {
        return opened("select * from channel_account order by created_at, account_id", List.of());
    }

    /** Those of a workspace. */
    public List<Connected> all(String workspace) {
        return opened(
                "select * from channel_account where workspace = ? order by created_at, account_id",
                List.of(workspace));
    }

    /** One of a workspace. */
    public Optional<Connected> find(String accountId, String workspace) {
        return opened(
                        "select * from channel_account where account_id = ? and workspace = ?",
                        List.of(accountId, workspace))
                .stream()
                .findFirst();
    }

    private List<Connected> opened(String sql, List<?> params) {
        List<Connected> all = new ArrayList<>();
        jdbc.sql(sql).params(params).query(row -> {
            sealing.open(new Sealed(row.getInt("key_id"), row.getBytes("sealed")))
                    .ifPresentOrElse(settings -> all.add(account(row, settings)), () -> unreadable(row));
        });
        return all;
    }

    private static Connected account(ResultSet row, byte[] settings) {
        try {
            return new Connected(
                    row.getString("account_id"),
                    row.getString("workspace"),
                    row.getString("type"),
                    row.getString("name"),
                    row.getBoolean("enabled"),
                    row.getLong("version"),
                    settings,
                    row.getObject("changed_at", OffsetDateTime.class).toInstant());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unreadable(ResultSet row) {
        try {
            log.atError()
                    .addKeyValue("account", row.getString("account_id"))
                    .addKeyValue("key", row.getInt("key_id"))
                    .log("an account can't be used: the key that its credentials are encrypted with is not set");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Adds an account at version 1; false where its id is taken. */
    public boolean add(Connected account) {
        Sealed sealed = sealing.seal(account.settings());
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
        Sealed sealed = sealing.seal(account.settings());
        return jdbc.sql("""
                        update channel_account set name = ?, enabled = ?, version = ?, key_id = ?, sealed = ?,
                          changed_at = now()
                        where account_id = ? and workspace = ? and version = ?
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
}
