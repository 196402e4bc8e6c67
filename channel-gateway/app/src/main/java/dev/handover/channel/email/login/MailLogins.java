package dev.handover.channel.email.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.channel.account.AccountNetworks;
import dev.handover.channel.account.RefusedNetworkException;
import dev.handover.channel.email.EmailSettings.OAuth2;
import dev.handover.channel.email.MailServer;
import jakarta.mail.AuthenticationFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;

/**
 * What mail servers are opened with: the password, or an access token (SASL XOAUTH2), which is kept until shortly before
 * it ends. Servers that were named over HTTP are opened where accounts may connect to only.
 */
public final class MailLogins {

    private static final Duration EARLY = Duration.ofMinutes(2);

    private final Cache<Source, OAuth2AccessTokenResponse> tokens =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final TokenClients anywhere = TokenClients.anywhere();
    private final TokenClients within;
    private final SocketFactory sockets;

    public MailLogins(AccountNetworks networks) {
        this.within = TokenClients.within(networks);
        this.sockets = networks.sockets();
    }

    /** Where an account's tokens come from; its servers share them. */
    private record Source(String accountId, OAuth2 settings) {}

    /** Adds to a session's properties how the server is connected and logged in to; {@code prefix} ends with a dot. */
    public void prepare(Properties properties, String prefix, MailServer server) {
        if (server.oauth2() != null) {
            properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
        }
        if (server.restricted()) {
            properties.put(prefix + "socketFactory", sockets);
            properties.setProperty(prefix + "socketFactory.fallback", "false");
        }
    }

    /**
     * The password or access token; null where the server wants none.
     *
     * @throws AuthenticationFailedException where the authorisation server gives no token
     */
    public @Nullable String secret(MailServer server) throws AuthenticationFailedException {
        OAuth2 oauth2 = server.oauth2();
        if (oauth2 == null) {
            return server.settings().password();
        }
        TokenClients clients = server.restricted() ? within : anywhere;
        try {
            return tokens.asMap()
                    .compute(
                            new Source(server.accountId(), oauth2),
                            (source, had) -> had != null && lasts(had)
                                    ? had
                                    : clients.ask(oauth2, newest(source, Optional.ofNullable(had))))
                    .getAccessToken()
                    .getTokenValue();
        } catch (OAuth2AuthorizationException e) {
            throw refused(e);
        }
    }

    private static AuthenticationFailedException refused(OAuth2AuthorizationException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedNetworkException network) {
                return new AuthenticationFailedException("the authorisation server is not asked", network);
            }
        }
        return new AuthenticationFailedException(
                "the authorisation server gives no token: " + e.getError().getErrorCode());
    }

    /** Forgets the access token: the mail server does not take it any more. */
    public void refused(MailServer server) {
        OAuth2 oauth2 = server.oauth2();
        if (oauth2 != null) {
            tokens.asMap()
                    .computeIfPresent(
                            new Source(server.accountId(), oauth2),
                            (same, had) -> OAuth2AccessTokenResponse.withResponse(had)
                                    .expiresIn(1)
                                    .build());
        }
    }

    private static boolean lasts(OAuth2AccessTokenResponse had) {
        Instant end = had.getAccessToken().getExpiresAt();
        return end == null || end.minus(EARLY).isAfter(Instant.now());
    }

    /** A refresh token that came with the last answer takes the place of the one before (RFC 6749 §6). */
    private static @Nullable String newest(Source source, Optional<OAuth2AccessTokenResponse> had) {
        return had.map(OAuth2AccessTokenResponse::getRefreshToken)
                .map(OAuth2RefreshToken::getTokenValue)
                .orElse(source.settings().refreshToken());
    }
}
