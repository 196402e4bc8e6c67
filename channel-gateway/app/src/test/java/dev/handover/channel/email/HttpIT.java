package dev.handover.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.account.ConnectedAccounts;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.test.ApiDescription;
import dev.handover.foundation.test.TestIssuer;
import dev.handover.foundation.trace.TraceParent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

class HttpIT {

    private static final String PATH = "/channels/v1/email/other-desk/messages";
    private static GatewayFixture fixture;
    private static ConfigurableApplicationContext gateway;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        gateway = fixture.gateway(Map.of("handover.email.max-message-size", "100KB"));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        fixture.close();
    }

    private static String token(String workspace, String role) {
        return TestIssuer.shared().token(workspace, "someone", role);
    }

    private static HttpResponse<byte[]> post(String path, String token, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(GatewayFixture.url(gateway, path)))
                .header("Content-Type", "message/rfc822")
                .POST(body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return EventJson.MAPPER.readTree(response.body());
    }

    @Test
    void connectedAccountsAreKnownBeforeAnythingStarts() {
        HttpResponse<byte[]> connected = post(
                "/channels/v1/accounts",
                token("acme", "owner"),
                BodyPublishers.ofString("""
                        {"accountId": "early", "type": "EMAIL", "name": "Early", "email": {"address": "early@acme.test"}}
                        """),
                "Content-Type",
                "application/json");
        assertThat(connected.statusCode()).isEqualTo(201);

        EmailAccounts ofAnother = new EmailAccounts(gateway.getBean(EmailSettings.class));
        new EmailConfiguration().connectedEmail(gateway.getBean(ConnectedAccounts.class), ofAnother);
        assertThat(ofAnother.byId("early")).isPresent();
    }

    @Test
    void theSameMailTwiceIsOneMessage() {
        byte[] mail = GatewayFixture.mail("http-once", "");
        HttpResponse<byte[]> first = post(PATH, token("any", "service"), BodyPublishers.ofByteArray(mail));
        HttpResponse<byte[]> again = post(PATH, token("other", "manager"), BodyPublishers.ofByteArray(mail));
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(json(first).get("duplicate").booleanValue()).isFalse();
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(json(again).get("duplicate").booleanValue()).isTrue();
        assertThat(json(again).get("messageId")).isEqualTo(json(first).get("messageId"));
        try (TopicReader inbound = fixture.topic(ChannelTopics.INBOUND)) {
            String id = json(first).get("messageId").stringValue();
            inbound.await(records -> records.stream()
                    .anyMatch(r -> new String(
                                    r.headers().lastHeader("ce_id").value(), java.nio.charset.StandardCharsets.UTF_8)
                            .equals(id)));
            inbound.settled(Duration.ofMillis(500));
            assertThat(inbound.events(InboundEvent.TYPES))
                    .filteredOn(e -> ((InboundMessage) e).messageId().equals(id))
                    .hasSize(1);
        }
    }

    @Test
    void whatIsPublishedGoesOnWithTheTraceOfTheRequest() {
        TraceParent trace = TraceParent.begin();
        post(
                PATH,
                token("other", "service"),
                BodyPublishers.ofByteArray(GatewayFixture.mail("traced", "")),
                "traceparent",
                trace.text());
        try (TopicReader inbound = fixture.topic(ChannelTopics.INBOUND)) {
            inbound.await(records -> records.stream()
                    .flatMap(r -> TraceParent.parse(EventCodec.header(r, "ce_traceparent")).stream())
                    .anyMatch(published -> published.traceId().equals(trace.traceId()) && !published.equals(trace)));
        }
    }

    @Test
    void anotherMailWithAUsedMessageIdIsKeptAndFlagged() {
        post(PATH, token("other", "owner"), BodyPublishers.ofByteArray(GatewayFixture.mail("reused", "")));
        HttpResponse<byte[]> other = post(
                PATH,
                token("other", "owner"),
                BodyPublishers.ofByteArray(GatewayFixture.mail("reused", "\r\nOther words\r\n")));
        assertThat(json(other).get("duplicate").booleanValue()).isFalse();
        try (TopicReader inbound = fixture.topic(ChannelTopics.INBOUND)) {
            inbound.await(r -> inbound.events(InboundEvent.TYPES).stream()
                    .anyMatch(e -> ((InboundMessage) e).issues().contains("message-id-reused")
                            && ((InboundMessage) e)
                                    .messageId()
                                    .equals(json(other).get("messageId").stringValue())));
        }
    }

    @Test
    void anIdempotencyKeyGivesTheFirstAnswer() {
        byte[] mail = GatewayFixture.mail("keyed", "");
        String key = UUID.randomUUID().toString();
        HttpResponse<byte[]> first =
                post(PATH, token("other", "owner"), BodyPublishers.ofByteArray(mail), "Idempotency-Key", key);
        HttpResponse<byte[]> again =
                post(PATH, token("other", "owner"), BodyPublishers.ofByteArray(mail), "Idempotency-Key", key);
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        HttpResponse<byte[]> different = post(
                PATH,
                token("other", "owner"),
                BodyPublishers.ofByteArray(GatewayFixture.mail("x", "")),
                "Idempotency-Key",
                key);
        assertThat(different.statusCode()).isEqualTo(422);
    }

    @Test
    void callersAreRefusedByRoleWorkspaceAndSize() {
        byte[] mail = GatewayFixture.mail("refused", "");
        assertThat(post(PATH, "", BodyPublishers.ofByteArray(mail)).statusCode())
                .isEqualTo(401);
        assertThat(post(PATH, token("other", "operator"), BodyPublishers.ofByteArray(mail))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(PATH, token("acme", "owner"), BodyPublishers.ofByteArray(mail))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/channels/v1/email/none/messages", token("acme", "service"), BodyPublishers.ofByteArray(mail))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(PATH, token("other", "owner"), BodyPublishers.ofByteArray(mail), "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        byte[] large = new byte[100 * 1024 + 1];
        Arrays.fill(large, (byte) 'x');
        HttpResponse<byte[]> refused = post(PATH, token("other", "owner"), BodyPublishers.ofByteArray(large));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(json(refused).get("type").stringValue()).isEqualTo("urn:handover:problem:too-large");
        HttpResponse<byte[]> chunked = post(
                PATH, token("other", "owner"), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void theApiIsDescribed() {
        HttpResponse<byte[]> description =
                send(HttpRequest.newBuilder(URI.create(GatewayFixture.url(gateway, "/channels/openapi")))
                        .build());
        assertThat(description.statusCode()).isEqualTo(200);
        ApiDescription.assertValid(json(description));
        assertThat(json(description).get("paths").propertyNames())
                .contains(
                        "/channels/v1/email/{accountId}/messages",
                        "/channels/v1/attachments/{attachmentId}/link",
                        "/channels/v1/content/{token}");
    }
}
