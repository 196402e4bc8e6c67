package dev.handover.channel.email;

import dev.handover.channel.account.Connected;
import dev.handover.channel.account.ConnectedAccounts;
import dev.handover.foundation.kafka.EventJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps this instance's email accounts as the database has them, whichever instance connected them. */
public final class ConnectedEmail {

    private static final Logger log = LoggerFactory.getLogger(ConnectedEmail.class);

    private final ConnectedAccounts connected;
    private final EmailAccounts accounts;
    private @Nullable String seen;

    ConnectedEmail(ConnectedAccounts connected, EmailAccounts accounts) {
        this.connected = connected;
        this.accounts = accounts;
    }

    /** Follows what the transaction under way changes when it has committed: until then it may be undone. */
    public void followOnceCommitted() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            follow();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                follow();
            }
        });
    }

    /** Looks whether anything has changed, and follows. */
    public synchronized void follow() {
        String now = connected.fingerprint();
        if (now.equals(seen)) {
            return;
        }
        List<EmailSettings.Account> enabled = connected.all().stream()
                .filter(account -> account.enabled() && account.type().equals("email"))
                .flatMap(account -> settings(account).stream())
                .toList();
        accounts.connected(enabled);
        seen = now;
    }

    private static Optional<EmailSettings.Account> settings(Connected account) {
        if (account.settings().isEmpty()) {
            log.atError()
                    .addKeyValue("account", account.accountId())
                    .log("an account can't be used: the key that its credentials are encrypted with is not set");
        }
        return account.settings().map(json -> EventJson.MAPPER.readValue(json, EmailSettings.Account.class));
    }
}
