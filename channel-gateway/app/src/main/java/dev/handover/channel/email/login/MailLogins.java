package dev.handover.channel.email.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.channel.email.EmailSettings.OAuth2;
import dev.handover.channel.email.EmailSettings.Server;
import jakarta.mail.AuthenticationFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * What mail servers are opened with: the password, or an access token (SASL XOAUTH2), which is kept until shortly before
 * it ends.
 */
public final class MailLogins {

    private static final Duration EARLY = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cache<OAuth2, OAuth2AccessTokenResponse> tokens =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final RestClientRefreshTokenTokenResponseClient refreshing;
    private final RestClientClientCredentialsTokenResponseClient asClient;

    public MailLogins() {
        // with the JDK's client, a request under Spring now and then is never sent to its end
        HttpComponentsClientHttpRequestFactory requests =
                new HttpComponentsClientHttpRequestFactory(HttpClients.custom()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setDefaultConnectionConfig(ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(PATIENCE))
                                        .build())
                                .build())
                        .build());
        requests.setConnectionRequestTimeout(PATIENCE);
        requests.setReadTimeout(PATIENCE);
        RestClient http = RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
        refreshing = new RestClientRefreshTokenTokenResponseClient();
        refreshing.setRestClient(http);
        asClient = new RestClientClientCredentialsTokenResponseClient();
        asClient.setRestClient(http);
    }

    /** Adds to a session's properties how the server is logged in to; {@code prefix} ends with a dot. */
    public static void mechanism(Properties properties, String prefix, Server server) {
        if (server.oauth2() != null) {
            properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
        }
    }

    /**
     * The password or access token; null where the server wants none.
     *
     * @throws AuthenticationFailedException where the authorisation server gives no token
     */
    public @Nullable String secret(Server server) throws AuthenticationFailedException {
        OAuth2 source = server.oauth2();
        if (source == null) {
            return server.password();
        }
        try {
            return tokens.asMap()
                    .compute(
                            source,
                            (same, had) -> had != null && lasts(had) ? had : ask(source, Optional.ofNullable(had)))
                    .getAccessToken()
                    .getTokenValue();
        } catch (OAuth2AuthorizationException e) {
            throw new AuthenticationFailedException(
                    "the authorisation server gives no token: " + e.getError().getErrorCode());
        }
    }

    /** Forgets the access token: the mail server does not take it any more. */
    public void refused(Server server) {
        OAuth2 source = server.oauth2();
        if (source != null) {
            tokens.asMap()
                    .computeIfPresent(
                            source,
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
    private OAuth2AccessTokenResponse ask(OAuth2 source, Optional<OAuth2AccessTokenResponse> had) {
        ClientRegistration client = client(source);
        String refreshToken = had.map(OAuth2AccessTokenResponse::getRefreshToken)
                .map(OAuth2RefreshToken::getTokenValue)
                .orElse(source.refreshToken());
        if (refreshToken == null) {
            return asClient.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(client));
        }
        Instant past = Instant.EPOCH;
        return refreshing.getTokenResponse(new OAuth2RefreshTokenGrantRequest(
                client,
                new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "ended", past, past.plusSeconds(1)),
                new OAuth2RefreshToken(refreshToken, past),
                client.getScopes()));
    }

    private static ClientRegistration client(OAuth2 source) {
        String secret = source.clientSecret();
        return ClientRegistration.withRegistrationId("mail")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientAuthenticationMethod(
                        secret == null
                                ? ClientAuthenticationMethod.NONE
                                : ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .tokenUri(source.tokenUrl())
                .clientId(source.clientId())
                .clientSecret(secret)
                .scope(scopes(source.scope()))
                .build();
    }

    private static Set<String> scopes(@Nullable String scope) {
        return scope == null
                ? Set.of()
                : Arrays.stream(scope.split(" ")).filter(s -> !s.isBlank()).collect(Collectors.toSet());
    }
}
