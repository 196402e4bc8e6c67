package dev.handover.channel.email.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.channel.account.AccountNetworks;
import dev.handover.channel.account.RefusedNetworkException;
import dev.handover.channel.email.EmailSettings.OAuth2;
import dev.handover.channel.email.MailServer;
import jakarta.mail.AuthenticationFailedException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

/**
 * What mail servers are opened with: the password, or an access token (SASL XOAUTH2), which is kept until shortly before
 * it ends. Servers that were named over HTTP are opened where accounts may connect to only.
 */
public final class MailLogins {

    private final Cache<TokenSource, Tokens> tokens =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final TokenClients anywhere = TokenClients.anywhere();
    private final TokenClients within;
    private final SocketFactory sockets;
    private final Optional<TokenStore> store;

    /** @param store where refresh tokens that came with an answer are kept; without it they are kept in memory only */
    public MailLogins(AccountNetworks networks, Optional<TokenStore> store) {
        this.within = TokenClients.within(networks);
        this.sockets = networks.sockets();
        this.store = store;
    }

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
                            new TokenSource(server.accountId(), oauth2),
                            (source, had) -> had != null && had.last() ? had : newest(source, had, clients))
                    .accessToken();
        } catch (OAuth2AuthorizationException e) {
            throw refused(e);
        }
    }

    private Tokens newest(TokenSource source, @Nullable Tokens had, TokenClients clients) {
        OAuth2 settings = source.settings();
        if (store.isEmpty() || settings.refreshToken() == null) {
            return clients.ask(settings, refreshToken(settings, Optional.ofNullable(had)));
        }
        return store.get()
                .newest(
                        source,
                        stored -> stored.last()
                                && (had == null || !stored.accessToken().equals(had.accessToken())),
                        stored -> clients.ask(settings, refreshToken(settings, later(stored, had))));
    }

    /** What is here is later where it could not be stored. */
    private static Optional<Tokens> later(Optional<Tokens> stored, @Nullable Tokens here) {
        return Stream.concat(stored.stream(), Stream.ofNullable(here)).max(Comparator.comparing(Tokens::givenAt));
    }

    /** A refresh token that came with the last answer takes the place of the one before (RFC 6749 §6). */
    private static @Nullable String refreshToken(OAuth2 settings, Optional<Tokens> had) {
        return had.map(Tokens::refreshToken).orElse(settings.refreshToken());
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
            tokens.asMap().computeIfPresent(new TokenSource(server.accountId(), oauth2), (same, had) -> had.ended());
        }
    }

    /** Forgets the tokens of an account but for those of servers that it has still; needs a transaction. */
    public void keepOnly(String accountId, Collection<OAuth2> sources) {
        store.ifPresent(tokens -> tokens.keepOnly(
                accountId,
                sources.stream()
                        .map(source -> new TokenSource(accountId, source))
                        .toList()));
    }
}
