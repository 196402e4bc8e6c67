package dev.handover.channel.email.login;

import dev.handover.channel.account.AccountNetworks;
import dev.handover.channel.email.EmailSettings.OAuth2;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
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
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/** Asks authorisation servers for access tokens (RFC 6749), over connections of its own. */
final class TokenClients {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RestClientRefreshTokenTokenResponseClient refreshing =
            new RestClientRefreshTokenTokenResponseClient();
    private final RestClientClientCredentialsTokenResponseClient asClient =
            new RestClientClientCredentialsTokenResponseClient();

    private TokenClients(DnsResolver hosts) {
        // with the JDK's client, a request under Spring now and then is never sent to its end
        HttpComponentsClientHttpRequestFactory requests =
                new HttpComponentsClientHttpRequestFactory(HttpClients.custom()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setDnsResolver(hosts)
                                .setDefaultConnectionConfig(ConnectionConfig.custom()
                                        .setConnectTimeout(Timeout.of(PATIENCE))
                                        .build())
                                .build())
                        .disableRedirectHandling()
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
        refreshing.setRestClient(http);
        asClient.setRestClient(http);
    }

    /** They connect to wherever they are told. */
    static TokenClients anywhere() {
        return new TokenClients(SystemDefaultDnsResolver.INSTANCE);
    }

    /** They connect to addresses that accounts may connect to only. */
    static TokenClients within(AccountNetworks networks) {
        return new TokenClients(new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
                for (InetAddress address : addresses) {
                    networks.check(host, address);
                }
                return addresses;
            }

            @Override
            public String resolveCanonicalHostname(String host) throws UnknownHostException {
                return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
            }
        });
    }

    /**
     * Asks for a token.
     *
     * @param refreshToken none where the client asks by its own credentials
     */
    Tokens ask(OAuth2 source, @Nullable String refreshToken) {
        OAuth2AccessTokenResponse answer = answer(client(source), refreshToken);
        OAuth2RefreshToken next = answer.getRefreshToken();
        return new Tokens(
                answer.getAccessToken().getTokenValue(),
                answer.getAccessToken().getExpiresAt(),
                next == null ? refreshToken : next.getTokenValue(),
                Instant.now());
    }

    private OAuth2AccessTokenResponse answer(ClientRegistration client, @Nullable String refreshToken) {
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
