package dev.handover.channel.email.account;

import dev.handover.channel.account.AccountNetworks;
import dev.handover.channel.email.EmailSettings.Account;
import dev.handover.channel.email.EmailSettings.OAuth2;
import dev.handover.channel.email.EmailSettings.Server;
import dev.handover.foundation.problem.ProblemException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses hosts that accounts may not connect to where an account is connected or changed, so that whoever does it knows
 * at once; each later connection is checked anew.
 */
final class AccountHosts {

    private AccountHosts() {}

    /** @throws ProblemException for the first that leads where accounts may not go */
    static void check(Account account, AccountNetworks networks) {
        check("/email/imap", account.imap(), networks);
        check("/email/smtp", account.smtp(), networks);
    }

    private static void check(String pointer, @Nullable Server server, AccountNetworks networks) {
        if (server == null) {
            return;
        }
        refuse(pointer + "/host", server.host(), networks);
        OAuth2 oauth2 = server.oauth2();
        if (oauth2 != null) {
            String url = pointer + "/oauth2/tokenUrl";
            refuse(url, host(oauth2.tokenUrl()).orElseThrow(() -> ProblemException.field(url, "is no URL")), networks);
        }
    }

    private static void refuse(String pointer, String host, AccountNetworks networks) {
        if (networks.refuses(host)) {
            throw ProblemException.field(
                    pointer,
                    "leads into a network that accounts may not connect to; handover.accounts.allowed-networks opens"
                            + " networks");
        }
    }

    private static Optional<String> host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost());
        } catch (IllegalArgumentException noUrl) {
            return Optional.empty();
        }
    }
}
