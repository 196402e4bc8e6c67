package dev.handover.channel.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.channel.contract.InboundEvent.MessageEdited;
import dev.handover.channel.email.GatewayFixture;
import dev.handover.channel.email.TopicReader;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.test.RealParts;
import dev.handover.foundation.test.TestIssuer;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationParticipantAdded;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The ledger from outside: what came in, what ticket-service has of it, and reading a payload again. */
class ReceiptsIT {

    private static GatewayFixture fixture;
    private static ConfigurableApplicationContext gateway;
    private static TopicReader inbound;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        gateway = fixture.gateway(Map.of());
        inbound = fixture.topic(ChannelTopics.INBOUND);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        inbound.close();
        fixture.close();
    }

    private static HttpResponse<String> call(String workspace, String role, String method, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(GatewayFixture.url(gateway, "/channels/v1/receipts" + path)))
                            .header(
                                    "Authorization",
                                    "Bearer " + TestIssuer.shared().token(workspace, "someone", role))
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode receipts() {
        HttpResponse<String> answer = call("acme", "owner", "GET", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode receipts = EventJson.MAPPER.readTree(answer.body());
        assertThat(receipts.path("received").asLong())
                .isEqualTo(receipts.path("seen").asLong()
                        + receipts.path("notThrough").size());
        return receipts;
    }

    private static List<String> notThrough(String state) {
        return receipts()
                .path("notThrough")
                .valueStream()
                .filter(receipt -> receipt.path("state").asString().equals(state))
                .map(receipt -> receipt.path("messageId").asString())
                .toList();
    }

    private static JsonNode reparsed(String messageId) {
        HttpResponse<String> answer = call("acme", "manager", "POST", "/" + messageId + "/reparse");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return EventJson.MAPPER.readTree(answer.body());
    }

    /** A mail that has been published. */
    private static String arrived(String id) {
        fixture.deliver(GatewayFixture.mail(id, ""));
        inbound.await(r -> messages(id).size() == 1);
        String messageId = messages(id).getFirst().messageId();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> notThrough("PUBLISHED").contains(messageId));
        return messageId;
    }

    private static List<InboundMessage> messages(String id) {
        return inbound.events(InboundEvent.TYPES).stream()
                .filter(InboundMessage.class::isInstance)
                .map(InboundMessage.class::cast)
                .filter(message -> message.subject().equals("Mail " + id))
                .toList();
    }

    private static List<MessageEdited> edits(String messageId) {
        return inbound.events(InboundEvent.TYPES).stream()
                .filter(MessageEdited.class::isInstance)
                .map(MessageEdited.class::cast)
                .filter(edited -> messageId.equals(edited.reparsed()))
                .toList();
    }

    /** ticket-service takes a message: whatever comes of it names it as its cause. */
    private static void taken(String messageId) throws Exception {
        String conversation = UUID.randomUUID().toString();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealParts.kafka()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new EventCodec<>(JournalEvent.TYPES)
                            .encode(
                                    fixture.topicName(TicketTopics.JOURNAL),
                                    conversation,
                                    new Envelope(
                                            UUID.randomUUID().toString(),
                                            conversation,
                                            "acme",
                                            1,
                                            Instant.now(),
                                            messageId,
                                            null,
                                            null),
                                    new ConversationParticipantAdded(conversation, "b@c.test", null, Instant.now())))
                    .get();
        }
    }

    @Test
    void aPayloadIsFollowedUntilTicketServiceHasItAndReadAgainAfterwards() throws Exception {
        String messageId = arrived("followed");

        taken(messageId);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(receipts().path("notThrough").toString()).doesNotContain(messageId));
        assertThat(reparsed(messageId).path("changed").asBoolean())
                .as("it says what it said before")
                .isFalse();
        fixture.sql("update inbound_message set reading = 'read worse' where message_id = '" + messageId + "'");
        assertThat(reparsed(messageId).path("changed").asBoolean()).isTrue();
        inbound.await(r -> !edits(messageId).isEmpty());
        assertThat(edits(messageId).getFirst().text()).isEqualTo("Words of followed");
        assertThat(reparsed(messageId).path("changed").asBoolean()).isFalse();
        assertThat(messages("followed")).hasSize(1);
    }

    @Test
    void whatKafkaRefusesIsNamedAndPublishedAnewWhenItIsReadAgain() {
        String messageId = arrived("refused");
        fixture.sql("insert into outbox (topic, record_key, headers, value, parked_reason, parked_at) values ('"
                + fixture.topicName(ChannelTopics.INBOUND)
                + "', 'acme-support:<refused@customer.test>', '{\"ce_id\": \""
                + messageId + "\"}', '', 'RecordTooLargeException', now())");
        JsonNode parked = receipts()
                .path("notThrough")
                .valueStream()
                .filter(receipt -> receipt.path("messageId").asString().equals(messageId))
                .findFirst()
                .orElseThrow();
        assertThat(parked.path("state").asString()).isEqualTo("PARKED");
        assertThat(parked.path("why").asString()).contains("RecordTooLargeException");
        assertThat(receipts().path("parked").asLong()).isEqualTo(1);

        assertThat(reparsed(messageId).path("changed").asBoolean()).isFalse();

        inbound.await(r -> messages("refused").size() == 2);
        assertThat(messages("refused").get(1)).isEqualTo(messages("refused").get(0));
        assertThat(receipts().path("parked").asLong()).isZero();
    }

    @Test
    void theLedgerIsForThoseWhoManageTheWorkspace() {
        String messageId = arrived("guarded");
        assertThat(call("acme", "operator", "GET", "").statusCode()).isEqualTo(403);
        assertThat(call("acme", "operator", "POST", "/" + messageId + "/reparse")
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("other", "owner", "POST", "/" + messageId + "/reparse").statusCode())
                .isEqualTo(404);
        assertThat(call("other", "owner", "GET", "").body()).doesNotContain(messageId);
        assertThat(call("acme", "owner", "GET", "?limit=0").statusCode()).isEqualTo(400);
    }
}
