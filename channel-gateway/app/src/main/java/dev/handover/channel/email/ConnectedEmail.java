package dev.handover.channel.email;

import dev.handover.channel.account.ConnectedAccounts;
import dev.handover.foundation.kafka.EventJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps this instance's email accounts as the database has them, whichever instance connected them. */
public final class ConnectedEmail {

    private final ConnectedAccounts connected;
    private final EmailAccounts accounts;
    private @Nullable String seen;

    ConnectedEmail(ConnectedAccounts connected, EmailAccounts accounts) {
        this.connected = connected;
        this.accounts = accounts;
    }

    /** Looks whether anything has changed, and follows. */
    public synchronized void follow() {
        String now = connected.fingerprint();
        if (now.equals(seen)) {
            return;
        }
        List<EmailSettings.Account> enabled = connected.all().stream()
                .filter(account -> account.enabled() && account.type().equals("email"))
                .map(account -> EventJson.MAPPER.readValue(account.settings(), EmailSettings.Account.class))
                .toList();
        accounts.connected(enabled);
        seen = now;
    }
}
