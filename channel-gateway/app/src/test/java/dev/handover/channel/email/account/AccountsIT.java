package dev.handover.channel.email.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.handover.channel.contract.ChannelEvent;
import dev.handover.channel.contract.ChannelEvent.AccountChanged;
import dev.handover.channel.contract.ChannelEvent.AccountConnected;
import dev.handover.channel.contract.ChannelEvent.AccountFailing;
import dev.handover.channel.contract.ChannelEvent.AccountRecovered;
import dev.handover.channel.contract.ChannelEvent.AccountRemoved;
import dev.handover.channel.contract.ChannelEvent.DeliveryChanged;
import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.contract.ChannelEvent.Way;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.channel.email.ConnectedEmail;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.GatewayFixture;
import dev.handover.channel.email.TopicReader;
import dev.handover.channel.email.account.AccountBodies.AccountBody;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.test.TestIssuer;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Connecting accounts over HTTP, seen from outside: two instances, a real mail server, what is in the database. */
class AccountsIT {

    private static GatewayFixture fixture;
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;
    private static TopicReader events;
    private static TopicReader inbound;
    private static HttpClient http;

    /** Asks for passwords, which the fixture's own server does not. */
    private static GreenMail strict;

    @BeforeAll
    static void start() throws IOException {
        fixture = GatewayFixture.started();
        one = fixture.gateway(Map.of());
        other = fixture.gateway(Map.of());
        events = fixture.topic(ChannelTopics.EVENTS);
        inbound = fixture.topic(ChannelTopics.INBOUND);
        http = HttpClient.newHttpClient();
        strict = new GreenMail(new ServerSetup[] {
            new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
        });
        strict.withConfiguration(GreenMailConfiguration.aConfig());
        strict.start();
    }

    @AfterAll
    static void stop() {
        strict.stop();
        http.close();
        events.close();
        inbound.close();
        fixture.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> call(
            ConfigurableApplicationContext gateway,
            String role,
            String method,
            String path,
            String body,
            String ifMatch) {
        return call(gateway, "acme", role, method, path, body, ifMatch);
    }

    private static HttpResponse<String> call(
            ConfigurableApplicationContext gateway,
            String workspace,
            String role,
            String method,
            String path,
            String body,
            String ifMatch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(GatewayFixture.url(gateway, "/channels/v1/accounts" + path)))
                .header("Authorization", "Bearer " + TestIssuer.shared().token(workspace, "someone", role))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace('\'', '"')));
        if (!ifMatch.isEmpty()) {
            request.header("If-Match", ifMatch);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return EventJson.MAPPER.readTree(answer.body());
    }

    private static String account(String id, String address, String password, String folders) {
        int imap = strict.getImap().getPort();
        int smtp = strict.getSmtp().getPort();
        return "{'accountId': '" + id + "', 'type': 'EMAIL', 'name': 'Second desk', 'email': {'address': '" + address
                + "', 'since': '2020-01-01T00:00:00Z', 'folders': [" + folders
                + "], 'imap': {'host': '127.0.0.1', 'port': " + imap + ", 'user': '"
                + address + "', 'tls': false" + password + "}, 'smtp': {'host': '127.0.0.1', 'port': " + smtp
                + ", 'user': '" + address + "', 'tls': false" + password + "}}}";
    }

    private static String given(String password) {
        return ", 'password': '" + password + "'";
    }

    private static JsonNode state(String id) {
        return json(call(other, "owner", "GET", "/" + id, "", ""));
    }

    private static <E> List<E> told(Class<E> type, String account) {
        return events.events(ChannelEvent.TYPES).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> event.toString().contains(account))
                .toList();
    }

    private static void mailIn(String address, String folder, String subject) throws Exception {
        mailIn(address, folder, subject, Instant.now());
    }

    /** Puts a mail into a mailbox as it came at that time. */
    private static void mailIn(String address, String folder, String subject, Instant at) throws Exception {
        try (Store store = strict.getImap().createStore()) {
            store.connect(address, "right password");
            try (Folder opened = store.getFolder(folder)) {
                if (!opened.exists()) {
                    opened.create(Folder.HOLDS_MESSAGES);
                }
                opened.open(Folder.READ_WRITE);
                MimeMessage mail =
                        new MimeMessage(
                                Session.getInstance(new Properties()),
                                new ByteArrayInputStream(GatewayFixture.mail(subject, ""))) {
                            @Override
                            public Date getReceivedDate() {
                                return Date.from(at);
                            }
                        };
                opened.appendMessages(new Message[] {mail});
            }
        }
    }

    @Test
    void isKnownOnceItIsCommittedAndNotBefore() {
        Accounts accounts = one.getBean(Accounts.class);
        ConnectedEmail follower = one.getBean(ConnectedEmail.class);
        EmailAccounts known = one.getBean(EmailAccounts.class);
        AccountBody body = EventJson.MAPPER.readValue(
                account("racing", "racing@acme.test", "", "'INBOX'").replace('\'', '"'), AccountBody.class);
        one.getBean(TransactionTemplate.class).executeWithoutResult(_ -> {
            accounts.connect("acme", body);
            assertThat(known.byId("racing")).isEmpty();
            CompletableFuture.runAsync(follower::follow).join(); // as it does every second
        });
        assertThat(known.byId("racing")).isPresent();
        assertThat(call(one, "owner", "DELETE", "/racing", "", "\"1\"").statusCode())
                .isEqualTo(204);
        assertThat(known.byId("racing")).isEmpty();
    }

    @Test
    void anAccountIsConnectedFailsIsMendedAndWorksInEveryInstance() throws Exception {
        String address = "second@acme.test";
        strict.setUser(address, address, "right password");
        mailIn(address, "INBOX", "in-the-inbox");
        mailIn(address, "Orders", "in-a-folder");

        HttpResponse<String> connected = call(
                one, "manager", "POST", "", account("second", address, given("wrong-secret"), "'INBOX', 'Orders'"), "");
        assertThat(connected.statusCode()).as(connected.body()).isEqualTo(201);
        assertThat(connected.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(connected.body()).doesNotContain("wrong-secret");
        await("the account being shown as failing")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(state("second").path("state").asString()).isEqualTo("FAILING"));
        assertThat(state("second").path("lastError").asString())
                .contains("refuses the login")
                .doesNotContain("wrong-secret");

        JsonNode test = json(call(one, "manager", "POST", "/second/test", "", ""));
        assertThat(test.path("ok").asBoolean()).isFalse();
        assertThat(test.path("ways").valueStream().map(way -> way.path("way").asString()))
                .containsExactly("IN", "OUT");

        HttpResponse<String> mended = call(
                other,
                "manager",
                "PUT",
                "/second",
                account("second", address, given("right password"), "'INBOX', 'Orders'"),
                "\"1\"");
        assertThat(mended.statusCode()).as(mended.body()).isEqualTo(200);
        inbound.await(r -> subjects("second").containsAll(List.of("Mail in-the-inbox", "Mail in-a-folder")));
        assertThat(state("second").path("state").asString()).isEqualTo("WORKING");
        assertThat(json(call(one, "manager", "POST", "/second/test", "", ""))
                        .path("ok")
                        .asBoolean())
                .isTrue();
        events.await(r -> !told(AccountChanged.class, "second").isEmpty()
                && !told(AccountFailing.class, "second").isEmpty());
        assertThat(told(AccountConnected.class, "second")).hasSize(1);
        assertThat(told(AccountChanged.class, "second")).hasSize(1);
        assertThat(told(AccountFailing.class, "second").getFirst().way()).isEqualTo(Way.IN);

        // a change without credentials keeps them, unless another server would be told them
        HttpResponse<String> renamed =
                call(one, "owner", "PUT", "/second", account("second", address, "", "'INBOX'"), "\"2\"");
        assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
        assertThat(json(call(other, "owner", "POST", "/second/test", "", ""))
                        .path("ok")
                        .asBoolean())
                .isTrue();
        HttpResponse<String> elsewhere = call(
                one,
                "owner",
                "PUT",
                "/second",
                account("second", address, "", "'INBOX'").replace("127.0.0.1", "mail.attacker.test"),
                "\"3\"");
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(elsewhere.body()).contains("/email/imap/password");
        assertThat(call(one, "owner", "PUT", "/second", account("second", address, "", "'INBOX'"), "\"2\"")
                        .statusCode())
                .isEqualTo(412);

        HttpResponse<String> off = call(
                one,
                "owner",
                "PUT",
                "/second",
                account("second", address, "", "'INBOX'").replace("'name'", "'enabled': false, 'name'"),
                "\"3\"");
        assertThat(json(off).path("state").asString()).isEqualTo("DISABLED");
    }

    @Test
    void whatWasInTheMailboxBeforeIsLeftAlone() throws Exception {
        String address = "third@acme.test";
        strict.setUser(address, address, "right password");
        mailIn(address, "INBOX", "long-ago", Instant.parse("2024-01-01T00:00:00Z"));
        mailIn(address, "INBOX", "long-ago-too", Instant.parse("2024-01-02T00:00:00Z"));
        String body = account("third", address, given("right password"), "'INBOX'")
                .replace("2020-01-01T00:00:00Z", "2025-01-01T00:00:00Z");
        assertThat(call(one, "owner", "POST", "", body, "").statusCode()).isEqualTo(201);
        await("the old mails being passed")
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        Long.valueOf(2).equals(fixture.sql("select last_uid from mailbox where account_id = 'third'")));
        mailIn(address, "INBOX", "just-now", Instant.now());
        inbound.await(r -> subjects("third").contains("Mail just-now"));
        assertThat(subjects("third")).containsExactly("Mail just-now");
    }

    private static List<String> subjects(String account) {
        return inbound.events(InboundEvent.TYPES).stream()
                .map(InboundMessage.class::cast)
                .filter(message -> message.accountId().equals(account))
                .map(InboundMessage::subject)
                .toList();
    }

    @Test
    void aServerThatIsAwayIsShownAndRecoversByItself() throws IOException {
        int port = freePort();
        String body = "{'accountId': 'away', 'type': 'EMAIL', 'name': 'Away', 'email': {'address': 'away@acme.test',"
                + " 'imap': {'host': '127.0.0.1', 'port': " + port + ", 'user': 'away@acme.test', 'password': 'p',"
                + " 'tls': false}}}";
        assertThat(call(one, "service", "POST", "", body, "").statusCode()).isEqualTo(201);
        await("the account being shown as failing")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(state("away").path("lastError").asString())
                        .isEqualTo("Nothing answers at 127.0.0.1:" + port
                                + ": check host and port, and whether a firewall lets it through."));
        GreenMail late = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        late.start();
        try {
            late.setUser("away@acme.test", "away@acme.test", "p");
            await("the account working again")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() ->
                            assertThat(state("away").path("state").asString()).isEqualTo("WORKING"));
            events.await(r -> !told(AccountRecovered.class, "away").isEmpty());
            assertThat(told(AccountFailing.class, "away")).hasSize(1);
        } finally {
            late.stop();
        }
    }

    @Test
    void whatIsConnectedWithIsNowhereToBeSeen() {
        String secret = "planted-" + UUID.randomUUID();
        String body = account("sealed", "sealed@acme.test", given(secret), "'INBOX'");
        HttpResponse<String> connected = call(one, "owner", "POST", "", body, "");
        assertThat(connected.statusCode()).isEqualTo(201);
        assertThat(connected.body() + call(one, "owner", "GET", "", "", "").body())
                .contains("\"credentials\":\"PASSWORD\"")
                .doesNotContain(secret);
        assertThat((byte[]) fixture.sql("select sealed from channel_account where account_id = 'sealed'"))
                .asString()
                .doesNotContain(secret)
                .doesNotContain("127.0.0.1");
        events.await(r -> !told(AccountConnected.class, "sealed").isEmpty());
        assertThat(events.events(ChannelEvent.TYPES).toString()).doesNotContain(secret);
    }

    @Test
    void anAccountFailsWhileAnyOfItsFoldersDoes() throws Exception {
        String address = "folders@acme.test";
        strict.setUser(address, address, "right password");
        String body = account("folders", address, given("right password"), "'INBOX', 'Later', 'Never'");
        assertThat(call(one, "owner", "POST", "", body, "").statusCode()).isEqualTo(201);
        await("the missing folders being shown").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(state("folders").path("lastError").asString())
                    .startsWith("Folder Later: The mailbox has no such");
            assertThat(fixture.sql("select count(*) from account_part_health where account_id = 'folders'"))
                    .isEqualTo(3L);
        });
        mailIn(address, "Later", "in-later");
        await("the other folder's being shown")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(state("folders").path("lastError").asString())
                                .startsWith("Folder Never: "));
        assertThat(told(AccountRecovered.class, "folders")).isEmpty();
        mailIn(address, "Never", "in-never");
        await("all folders being read")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(state("folders").path("state").asString()).isEqualTo("WORKING"));
        events.await(r -> !told(AccountRecovered.class, "folders").isEmpty());
        assertThat(told(AccountFailing.class, "folders")).hasSize(1);
    }

    @Test
    void anAccountWhoseKeyIsMissingIsShownWithWhatToDo() {
        String body = account("keyless", "keyless@acme.test", given("p"), "'INBOX'");
        assertThat(call(one, "owner", "POST", "", body, "").statusCode()).isEqualTo(201);
        fixture.sql("update channel_account set key_id = 200 where account_id = 'keyless'");
        assertThat(state("keyless").path("state").asString()).isEqualTo("FAILING");
        assertThat(state("keyless").path("email").isNull()).isTrue();
        JsonNode listed = json(call(one, "owner", "GET", "", "", "")).path("accounts");
        assertThat(listed.valueStream()
                        .filter(account -> account.path("accountId").asString().equals("keyless"))
                        .map(account -> account.path("lastError").asString()))
                .singleElement()
                .asString()
                .startsWith("The key that its credentials are encrypted with is not set. Set it again");
        HttpResponse<String> test = call(one, "owner", "POST", "/keyless/test", "", "");
        assertThat(test.statusCode()).isEqualTo(409);
        assertThat(test.body()).contains("is not set");
        assertThat(call(one, "owner", "PUT", "/keyless", body, "\"1\"").statusCode())
                .as("the credentials given anew")
                .isEqualTo(200);
        assertThat(state("keyless").path("email").path("address").asString()).isEqualTo("keyless@acme.test");
    }

    @Test
    void aRemovedAccountIsGoneAndWhatWaitsForItFails() {
        String body = account("leaving", "leaving@acme.test", given("p"), "'INBOX'");
        assertThat(call(one, "owner", "POST", "", body, "").statusCode()).isEqualTo(201);
        UUID waiting = UUID.randomUUID();
        fixture.sql("insert into outgoing_message (message_id, workspace, conversation_id, account_id, reply, state,"
                + " next_attempt_at, changed_at) values ('" + waiting + "', 'acme', 'conversation-of-leaving',"
                + " 'leaving', '{}', 'QUEUED', now() + interval '1 hour', now())");
        fixture.sql("insert into forwarding_address (address, workspace, account_id, state, challenge)"
                + " values ('in-leaving@in.test', 'acme', 'leaving', 'ISSUED', 'x')");
        assertThat(call(one, "owner", "DELETE", "/leaving", "", "").body()).contains("?If-Match");
        assertThat(call(one, "owner", "DELETE", "/leaving", "", "\"7\"").statusCode())
                .isEqualTo(412);
        assertThat(call(one, "operator", "DELETE", "/leaving", "", "\"1\"").statusCode())
                .isEqualTo(403);
        assertThat(call(one, "other", "owner", "DELETE", "/leaving", "", "\"1\"")
                        .statusCode())
                .isEqualTo(404);
        assertThat(call(one, "owner", "DELETE", "/acme-support", "", "\"0\"").statusCode())
                .isEqualTo(409);

        assertThat(call(one, "manager", "DELETE", "/leaving", "", "\"1\"").statusCode())
                .isEqualTo(204);
        assertThat(call(other, "owner", "GET", "/leaving", "", "").statusCode()).isEqualTo(404);
        assertThat(call(other, "owner", "GET", "", "", "").body()).doesNotContain("leaving");
        assertThat(call(one, "owner", "DELETE", "/leaving", "", "\"2\"").statusCode())
                .isEqualTo(404);
        assertThat((byte[]) fixture.sql("select sealed from channel_account where account_id = 'leaving'"))
                .isEmpty();
        assertThat(fixture.sql("select state from forwarding_address where address = 'in-leaving@in.test'"))
                .isEqualTo("REVOKED");
        events.await(r -> !told(AccountRemoved.class, "leaving").isEmpty());
        assertThat(told(DeliveryChanged.class, waiting.toString()))
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.state()).isEqualTo(DeliveryState.FAILED);
                    assertThat(failed.reason()).contains("was removed. Retry");
                    assertThat(failed.retryable()).isTrue();
                });
        HttpResponse<String> again = call(one, "owner", "POST", "", body, "");
        assertThat(again.statusCode()).as("its id stays its own").isEqualTo(409);
    }

    @Test
    void whatDoesNotFitIsRefusedFieldByField() {
        String good = account("refused", "refused@acme.test", given("p"), "'INBOX'");
        assertThat(call(one, "operator", "GET", "", "", "").statusCode()).isEqualTo(403);
        assertThat(call(one, "operator", "POST", "", good, "").statusCode()).isEqualTo(403);
        assertThat(call(one, "owner", "GET", "/other-desk", "", "").statusCode())
                .isEqualTo(404);
        assertThat(call(one, "owner", "PUT", "/acme-support", good, "\"0\"").statusCode())
                .isEqualTo(409);
        assertThat(call(one, "owner", "PUT", "/refused", good, "").body()).contains("?If-Match");
        assertThat(call(one, "owner", "POST", "", account("other-desk", "z@acme.test", given("p"), "'INBOX'"), "")
                        .statusCode())
                .isEqualTo(409);
        assertThat(call(one, "owner", "POST", "", good.replace("refused@acme.test", "SUPPORT@acme.test"), "")
                        .body())
                .contains("/email/address")
                .contains("acme-support");
        String wrong = good.replace("'port': ", "'port': 9").replace("'127.0.0.1'", "'not a host'");
        assertThat(call(one, "owner", "POST", "", wrong, "").body())
                .contains("/email/imap/host")
                .contains("/email/imap/port")
                .contains("/email/smtp/host");
        assertThat(call(one, "owner", "POST", "", good.replace("'127.0.0.1'", "'169.254.169.254'"), "")
                        .body())
                .contains("/email/imap/host")
                .contains("leads into a network that accounts may not connect to");
        String token = ", 'oauth2': {'tokenUrl': 'http://10.0.0.1/token', 'clientId': 'c', 'refreshToken': 'r'}";
        assertThat(call(one, "owner", "POST", "", account("refused", "refused@acme.test", token, "'INBOX'"), "")
                        .body())
                .contains("/email/imap/oauth2/tokenUrl");
        assertThat(call(one, "owner", "POST", "", good.replace("'EMAIL'", "'FAX'"), "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(fixture.sql("select count(*) from channel_account where account_id = 'refused'"))
                .isEqualTo(0L);
        assertThat(call(one, "other", "owner", "GET", "/second", "", "").statusCode())
                .isEqualTo(404);
    }
}
