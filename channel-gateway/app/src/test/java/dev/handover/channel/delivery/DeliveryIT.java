package dev.handover.channel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.contract.ChannelEvent;
import dev.handover.channel.contract.ChannelEvent.DeliveryChanged;
import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.delivery.FakeSmtp.Deed;
import dev.handover.channel.email.GatewayFixture;
import dev.handover.channel.email.TopicReader;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.test.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What operators see of a message on its way, and do about it. */
class DeliveryIT {

    private static final String DELIVERIES = "/channels/v1/deliveries/";
    private static GatewayFixture fixture;
    private static FakeSmtp smtp;
    private static Journal journal;
    private static TopicReader news;
    private static HttpClient http;
    private static ConfigurableApplicationContext gateway;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        smtp = new FakeSmtp();
        journal = new Journal(fixture);
        news = fixture.topic(ChannelTopics.EVENTS);
        http = HttpClient.newHttpClient();
        gateway = fixture.gateway(Map.of(
                "handover.email.accounts[0].smtp.port",
                smtp.port(),
                "handover.email.accounts[1].smtp.port",
                smtp.port(),
                "handover.email.accounts[1].max-per-minute",
                3,
                "handover.email.accounts[1].template-html",
                "<h1>Desk</h1><script>x</script>{{content}}<p>Ticket {{ticketNumber}}</p>",
                "handover.email.sending.max-delay",
                "10m"));
    }

    @AfterAll
    static void stop() {
        http.close();
        news.close();
        journal.close();
        smtp.close();
        fixture.close();
    }

    @BeforeEach
    void acceptAll() {
        smtp.script(() -> Deed.ACCEPT);
    }

    private static HttpResponse<String> call(String method, String path, String workspace) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(GatewayFixture.url(gateway, DELIVERIES + path)))
                .header("Authorization", "Bearer " + TestIssuer.shared().token(workspace, "amelie", "operator"))
                .method(method, BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return EventJson.MAPPER.readTree(answer.body());
    }

    private static JsonNode delivery(String messageId) {
        HttpResponse<String> answer = call("GET", messageId, "acme");
        return answer.statusCode() == 200 ? json(answer) : EventJson.MAPPER.createObjectNode();
    }

    private static String state(String messageId) {
        JsonNode state = delivery(messageId).get("state");
        return state == null ? "" : state.stringValue();
    }

    private static void awaitState(String messageId, String state) {
        await().atMost(Duration.ofSeconds(60)).until(() -> state(messageId).equals(state));
    }

    private static List<DeliveryChanged> told(String messageId) {
        return news.events(ChannelEvent.TYPES).stream()
                .map(e -> (DeliveryChanged) e)
                .filter(d -> d.messageId().equals(messageId))
                .toList();
    }

    /** SENDING only where it is asked for: on a slow machine any attempt may take the second after which it is told. */
    private static void awaitTold(String messageId, DeliveryState... states) {
        List<DeliveryState> wanted = List.of(states);
        news.await(_ -> told(messageId).stream()
                .map(DeliveryChanged::state)
                .filter(state -> state != DeliveryState.SENDING || wanted.contains(state))
                .toList()
                .equals(wanted));
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }

    @Test
    void whatIsRefusedCanBeSentAgainUnderTheSameId() {
        smtp.script(() -> Deed.REFUSE_RECIPIENT);
        String id = journal.reply(unique(), "refused@customer.test", "words");
        awaitState(id, "failed");
        assertThat(delivery(id).get("reason").stringValue())
                .startsWith(Problem.RECIPIENT_REFUSED.sentence())
                .contains("550 5.1.1 no such user");
        smtp.script(() -> Deed.ACCEPT);
        HttpResponse<String> again = call("POST", id + "/retry", "acme");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).get("attempts").intValue()).isZero();
        awaitState(id, "sent");
        awaitTold(id, DeliveryState.FAILED, DeliveryState.QUEUED, DeliveryState.SENT);
        assertThat(smtp.taken())
                .filteredOn(mail -> mail.recipients().contains("refused@customer.test"))
                .extracting(mail -> mail.header("Message-ID"))
                .containsExactly("<handover." + id + "@acme.test>");
        assertThat(call("POST", id + "/retry", "acme").statusCode()).isEqualTo(409);
    }

    @Test
    void whatWaitsSaysWhyAndCanBeTriedAtOnceAndCancelled() {
        smtp.script(() -> Deed.ASK_TO_WAIT);
        String conversation = unique();
        String id = journal.reply(conversation, "grey@customer.test", "words");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> state(id).equals("queued") && delivery(id).has("reason"));
        assertThat(delivery(id).get("reason").stringValue()).startsWith(Problem.ASKED_TO_WAIT.sentence());
        assertThat(Instant.parse(delivery(id).get("nextAttemptAt").stringValue()))
                .isAfter(Instant.now().plusSeconds(30));
        assertThat(call("POST", id + "/retry", "acme").statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> delivery(id).get("attempts").intValue() == 2
                        && state(id).equals("queued"));
        String behind = journal.reply(conversation, "grey@customer.test", "more words");
        await().atMost(Duration.ofSeconds(60)).until(() -> state(behind).equals("queued"));
        smtp.script(() -> Deed.ACCEPT);
        HttpResponse<String> cancelled = call("POST", id + "/cancel", "acme");
        assertThat(json(cancelled).get("state").stringValue()).isEqualTo("cancelled");
        awaitState(behind, "sent");
        awaitTold(id, DeliveryState.QUEUED, DeliveryState.CANCELLED);
        assertThat(call("POST", id + "/cancel", "acme").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = call("POST", id + "/retry", "acme");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).get("state").stringValue()).isEqualTo("cancelled");
        assertThat(smtp.taken())
                .filteredOn(mail -> mail.recipients().contains("grey@customer.test"))
                .hasSize(1);
    }

    @Test
    void whatTakesLongIsToldToBeUnderWayAndCannotBeCancelled() {
        smtp.script(() -> Deed.ACCEPT_SLOWLY);
        String id = journal.reply(unique(), "slow@customer.test", "words");
        awaitState(id, "sending");
        HttpResponse<String> refused = call("POST", id + "/cancel", "acme");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).get("type").stringValue()).isEqualTo("urn:handover:problem:delivery-state");
        assertThat(json(refused).get("state").stringValue()).isEqualTo("sending");
        awaitTold(id, DeliveryState.SENDING, DeliveryState.SENT);
    }

    @Test
    void whatFailedDoesNotHoldUpWhatComesAfterIt() {
        smtp.script(() -> Deed.REFUSE_CONTENT);
        String conversation = unique();
        String first = journal.reply(conversation, "order@customer.test", "one");
        awaitState(first, "failed");
        smtp.script(() -> Deed.ACCEPT);
        String second = journal.reply(conversation, "order@customer.test", "two");
        awaitState(second, "sent");
        assertThat(state(first)).isEqualTo("failed");
    }

    @Test
    void machinesAreCappedPerRecipientAndTicketAndOperatorsAreNot() {
        String to = unique() + "@customer.test";
        List<String> ids = IntStream.range(0, 7)
                .mapToObj(_ -> journal.announcement(unique(), to))
                .toList();
        String another = journal.announcement(unique(), unique() + "@customer.test");
        String reply = journal.reply(unique(), to, "words");
        ids.forEach(id -> await().atMost(Duration.ofSeconds(60))
                .until(() -> List.of("sent", "failed").contains(state(id))));
        awaitState(another, "sent");
        awaitState(reply, "sent");
        List<String> capped =
                ids.stream().filter(id -> state(id).equals("failed")).toList();
        assertThat(capped)
                .hasSize(2)
                .allSatisfy(id ->
                        assertThat(delivery(id).get("reason").stringValue()).isEqualTo(Problem.CAPPED.sentence()));
        assertThat(call("POST", capped.getFirst() + "/retry", "acme").statusCode())
                .isEqualTo(200);
        awaitState(capped.getFirst(), "sent");
    }

    @Test
    void whatIsOverAnAccountsRateWaitsForTheNextMinuteInItsFrame() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> LocalTime.now(ZoneOffset.UTC).getSecond() < 45);
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(n -> journal.reply("other", "other-desk", unique(), "rate@customer.test", "words " + n))
                .toList();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ids.stream()
                                .anyMatch(id -> json(call("GET", id, "other")).has("reason"))
                        && ids.stream()
                                        .map(id -> json(call("GET", id, "other"))
                                                .path("state")
                                                .asString(""))
                                        .filter("sent"::equals)
                                        .count()
                                == 3);
        assertThat(smtp.taken())
                .filteredOn(mail -> mail.recipients().contains("rate@customer.test"))
                .hasSize(3)
                .allSatisfy(mail -> assertThat(mail.data())
                        .contains("<h1>Desk</h1>", "words ", "<p>Ticket 1</p>")
                        .doesNotContain("script"));
        assertThat(ids.stream().map(id -> json(call("GET", id, "other"))).filter(d -> d.has("reason")))
                .allSatisfy(waiting -> {
                    assertThat(waiting.get("reason").stringValue()).isEqualTo(Problem.RATE_LIMITED.sentence());
                    assertThat(waiting.get("state").stringValue()).isEqualTo("queued");
                    assertThat(waiting.get("attempts").intValue()).isZero();
                    assertThat(waiting.get("nextAttemptAt").stringValue()).contains(":00Z");
                });
    }

    @Test
    void copiesGoToOthersAndBlindOnesStandInNoHeader() {
        String id = journal.copied(
                "copies@customer.test",
                List.of("ben@customer.test", "Copies@customer.test", "support@acme.test"),
                List.of("boss@acme.test", "ben@customer.test"));
        awaitState(id, "sent");
        assertThat(smtp.taken())
                .filteredOn(mail -> mail.recipients().contains("copies@customer.test"))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.recipients())
                            .containsExactly("copies@customer.test", "ben@customer.test", "boss@acme.test");
                    assertThat(mail.header("Cc")).isEqualTo("ben@customer.test");
                    assertThat(mail.data()).doesNotContain("boss@acme.test");
                });
    }

    @Test
    void copiesThatAreRefusedDoNotKeepTheRestFromBeingSent() {
        smtp.script(() -> Deed.REFUSE_COPIES);
        String id = journal.copied(
                "rest@customer.test", List.of("gone@customer.test", "ben@customer.test"), List.of("gone2@acme.test"));
        awaitState(id, "sent");
        assertThat(delivery(id).get("reason").stringValue()).isEqualTo(Problem.COPIES_REFUSED.sentence());
        assertThat(smtp.taken())
                .filteredOn(mail -> mail.recipients().contains("rest@customer.test"))
                .singleElement()
                .satisfies(mail ->
                        assertThat(mail.recipients()).containsExactly("rest@customer.test", "ben@customer.test"));
    }

    @Test
    void isForTheStaffOfTheWorkspace() {
        String id = journal.reply(unique(), "staff@customer.test", "words");
        awaitState(id, "sent");
        assertThat(call("GET", id, "other").statusCode()).isEqualTo(404);
        assertThat(call("POST", id + "/retry", "other").statusCode()).isEqualTo(404);
        assertThat(call("POST", id + "/cancel", "other").statusCode()).isEqualTo(404);
        assertThat(call("GET", unique(), "acme").statusCode()).isEqualTo(404);
    }
}
