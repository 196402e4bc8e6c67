package dev.handover.channel.email.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.handover.channel.account.AccountNetworks;
import dev.handover.channel.account.AccountSettings;
import dev.handover.channel.account.Sealing;
import dev.handover.channel.email.EmailSettings.OAuth2;
import dev.handover.channel.email.EmailSettings.Server;
import dev.handover.channel.email.GatewayFixture;
import dev.handover.channel.email.MailServer;
import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An authorisation server that ends each refresh token with its first use, and several instances. */
class TokenStoreIT {

    private static final AccountSettings SETTINGS =
            new AccountSettings("test-credentials-0123456789", 1, Map.of(), List.of("127.0.0.0/8"));

    private static GatewayFixture fixture;
    private static JdbcClient jdbc;
    private static HttpServer authorisation;
    private static final AtomicInteger given = new AtomicInteger();

    @BeforeAll
    static void start() throws IOException {
        fixture = GatewayFixture.started();
        ConfigurableApplicationContext gateway = fixture.gateway(Map.of());
        jdbc = gateway.getBean(JdbcClient.class);
        authorisation = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        authorisation.createContext("/token", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int before = given.get();
            boolean valid = (asked + "&").contains("refresh_token=refresh-" + before + "&")
                    && given.compareAndSet(before, before + 1);
            String body = valid
                    ? "{'access_token':'token-N','token_type':'Bearer','expires_in':3600,'refresh_token':'refresh-N'}"
                    : "{'error':'invalid_grant'}";
            String json = body.replace('\'', '"').replace("-N", "-" + (before + 1));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(valid ? 200 : 400, json.length());
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(json.getBytes(StandardCharsets.US_ASCII));
            }
        });
        authorisation.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        authorisation.start();
    }

    @AfterAll
    static void stop() {
        authorisation.stop(0);
        fixture.close();
    }

    @BeforeEach
    void first() {
        given.set(0);
        jdbc.sql("delete from account_token").update();
    }

    private static MailServer server() {
        String url = "http://127.0.0.1:" + authorisation.getAddress().getPort() + "/token";
        OAuth2 oauth2 = new OAuth2(url, "client", "secret", "refresh-0", "mail");
        return new MailServer("tokens", new Server("127.0.0.1", 1, "user", null, false, oauth2), true);
    }

    private static MailLogins instance() {
        return new MailLogins(new AccountNetworks(SETTINGS), Optional.of(new TokenStore(jdbc, new Sealing(SETTINGS))));
    }

    private static List<String> atOnce(List<MailLogins> instances) {
        List<CompletableFuture<String>> secrets = instances.stream()
                .map(instance -> CompletableFuture.supplyAsync(() -> secret(instance), Thread::startVirtualThread))
                .toList();
        return secrets.stream().map(CompletableFuture::join).toList();
    }

    private static String secret(MailLogins instance) {
        try {
            return String.valueOf(instance.secret(server()));
        } catch (AuthenticationFailedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void instancesThatAskAtOnceShareOneAnswer() {
        List<MailLogins> instances =
                Stream.generate(TokenStoreIT::instance).limit(4).toList();
        assertThat(atOnce(instances)).containsOnly("token-1");
        instances.forEach(instance -> instance.refused(server()));
        assertThat(atOnce(instances)).containsOnly("token-2");
        assertThat(given).hasValue(2);
    }

    @Test
    void aRestartGoesOnWithTheNewestTokens() {
        MailLogins before = instance();
        assertThat(secret(before)).isEqualTo("token-1");
        before.refused(server());
        assertThat(secret(before)).isEqualTo("token-2");

        MailLogins after = instance();
        assertThat(secret(after)).as("the access token that lasts").isEqualTo("token-2");
        after.refused(server());
        assertThat(secret(after)).as("by the newest refresh token").isEqualTo("token-3");
        assertThat((byte[]) fixture.sql("select sealed from account_token"))
                .asString(StandardCharsets.ISO_8859_1)
                .doesNotContain("refresh-")
                .doesNotContain("token-");
    }

    @Test
    void aRefusalIsToldAndTheNextMayAskAtOnce() {
        given.set(7);
        MailLogins instance = instance();
        assertThatThrownBy(() -> instance.secret(server()))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("invalid_grant");
        given.set(0);
        assertThat(secret(instance())).isEqualTo("token-1");
    }

    @Test
    void otherCredentialsBeginAnew() {
        assertThat(secret(instance())).isEqualTo("token-1");
        instance().keepOnly("tokens", List.of());
        assertThat(fixture.sql("select count(*) from account_token")).isEqualTo(0L);
    }
}
