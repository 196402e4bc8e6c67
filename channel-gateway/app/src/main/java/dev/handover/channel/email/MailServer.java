package dev.handover.channel.email;

import dev.handover.channel.email.EmailSettings.OAuth2;
import dev.handover.channel.email.EmailSettings.Server;
import org.jspecify.annotations.Nullable;

/**
 * A mail server as one account opens it.
 *
 * @param restricted whether it was named over HTTP, and so may lead into allowed networks only
 */
public record MailServer(String accountId, Server settings, boolean restricted) {

    public String host() {
        return settings.host();
    }

    public int port() {
        return settings.port();
    }

    public @Nullable String user() {
        return settings.user();
    }

    public boolean tls() {
        return settings.tls();
    }

    public @Nullable OAuth2 oauth2() {
        return settings.oauth2();
    }

    /** Without what it is opened with. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
