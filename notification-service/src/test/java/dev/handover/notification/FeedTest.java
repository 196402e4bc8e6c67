package dev.handover.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.operation.After;
import dev.handover.foundation.test.ApiDescription;
import dev.handover.notification.Installation.Workspace;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people find in their feed. */
class FeedTest {
    private static final Actor AMELIE = Actor.operator("amelie", "Amelie");
    private static final Actor BEN = Actor.operator("ben", "Ben");
    private final Installation installation = Installation.shared();
    private final Workspace acme = installation.workspace("amelie", "ben");

    private static List<String> reasons(JsonNode feed) {
        return StreamSupport.stream(feed.get("items").spliterator(), false)
                .map(item -> item.get("reason").asString())
                .toList();
    }

    @Test
    void aMentionIsToldOnceEvenWhenItsRecordComesTwice() {
        String ticket = acme.open("email", null);
        ProducerRecord<String, byte[]> note = acme.note(ticket, AMELIE, "ben");
        installation.send(note);
        acme.assign(ticket, "amelie", AMELIE);

        JsonNode feed = acme.feed("ben", ticket);
        assertThat(reasons(feed)).containsExactly("mention");
        JsonNode item = feed.get("items").get(0);
        assertThat(item.get("ticketId").asString()).isEqualTo(ticket);
        assertThat(item.get("ticketNumber").asLong()).isEqualTo(7);
        assertThat(item.get("preview").asString()).isEqualTo("please have a look");
        assertThat(item.get("by").get("id").asString()).isEqualTo("amelie");
        assertThat(item.get("by").get("name").asString()).isEqualTo("AMELIE");
        assertThat(item.get("read").asBoolean()).isFalse();
        assertThat(feed.get("unread").asLong()).isEqualTo(1);
        assertThat(feed.get("nextCursor").isNull()).isTrue();
    }

    @Test
    void anEditOfANoteTellsOnlyThoseWhomItMentionsNow() {
        String ticket = acme.open("email", null);
        acme.publish(
                ticket,
                new TicketJournalEvent.TicketNoteEdited(
                        ticket,
                        "n",
                        2,
                        "a second look",
                        List.of("amelie", "ben"),
                        List.of("ben"),
                        Actor.operator("chris", "Chris"),
                        Instant.now()));
        assertThat(reasons(acme.feed("amelie", ticket))).isEmpty();
        JsonNode feed = acme.feed("ben", ticket);
        assertThat(reasons(feed)).containsExactly("mention");
        assertThat(feed.get("items").get(0).get("preview").asString()).isEqualTo("a second look");
    }

    @Test
    void aNewSubjectLineIsShown() {
        String ticket = acme.open("email", null);
        acme.publish(
                ticket,
                new TicketJournalEvent.TicketDescribed(ticket, "Called otherwise", null, AMELIE, Instant.now()));
        acme.note(ticket, AMELIE, "ben");
        assertThat(acme.feed("ben", ticket).get("items").get(0).get("subject").asString())
                .isEqualTo("Called otherwise");
    }

    @Test
    void aTeamIsToldOfAConversationWithoutATicket() {
        Workspace fresh = installation.workspace("amelie");
        String conversation = UUID.randomUUID().toString();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            fresh.publish(
                    conversation,
                    new ConversationJournalEvent.ConversationTeamNotified(
                            conversation,
                            null,
                            UUID.randomUUID().toString(),
                            "support",
                            "rule:r-1",
                            "Money: keyword \"refund\"",
                            new Actor(Actor.Kind.SYSTEM, "rule:r-1", "Money", null),
                            Instant.now()));
            assertThat(reasons(fresh.feed("amelie", conversation))).contains("team_notified");
        });
        JsonNode item = fresh.feed("amelie", conversation).get("items").get(0);
        assertThat(item.get("conversationId").asString()).isEqualTo(conversation);
        assertThat(item.get("ticketId").isNull()).isTrue();
        assertThat(item.get("preview").asString()).isEqualTo("Money: keyword \"refund\"");
    }

    @Test
    void whatATeamIsToldOfAnErasedMessageIsGone() {
        Workspace fresh = installation.workspace("amelie");
        String conversation = UUID.randomUUID().toString();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            fresh.publish(conversation, told(conversation, "gone", "Money"));
            assertThat(reasons(fresh.feed("amelie", conversation))).contains("team_notified");
        });
        fresh.publish(conversation, told(conversation, "kept", "Money"));
        fresh.publish(
                conversation,
                new ConversationJournalEvent.ConversationErased(
                        conversation, List.of("gone"), false, null, AMELIE, Instant.now()));
        JsonNode feed = fresh.feed("amelie", conversation);
        assertThat(feed.get("items")
                        .valueStream()
                        .map(item -> item.get("messageId").asString()))
                .containsExactly("kept");
        assertThat(feed.get("unread").asInt()).isEqualTo(1);
    }

    private static ConversationJournalEvent told(String conversation, String message, String reason) {
        return new ConversationJournalEvent.ConversationTeamNotified(
                conversation, null, message, "support", "rule:r-1", reason, Actor.system(), Instant.now());
    }

    @Test
    void anotherTeamIsNotTold() {
        String conversation = UUID.randomUUID().toString();
        acme.publish(
                conversation,
                new ConversationJournalEvent.ConversationTeamNotified(
                        conversation, null, "m", "sales", "rule:r-1", "Money", Actor.system(), Instant.now()));
        assertThat(reasons(acme.feed("amelie", conversation))).isEmpty();
    }

    @Test
    void nobodyIsToldOfWhatTheyDidThemselves() {
        String ticket = acme.open("manual", null);
        acme.assign(ticket, "amelie", AMELIE);
        acme.note(ticket, AMELIE, "amelie");
        assertThat(reasons(acme.feed("amelie", ticket))).isEmpty();
    }

    @Test
    void anAssignmentBySomebodyElseIsTold() {
        String ticket = acme.open("email", null);
        acme.assign(ticket, "amelie", BEN);
        acme.assign(ticket, "amelie", BEN);
        assertThat(reasons(acme.feed("amelie", ticket))).containsExactly("assigned");
    }

    @Test
    void theMessageThatOpensATicketIsCoveredByItsAssignmentAndTheNextIsTold() {
        String ticket = acme.open("email", null);
        acme.assign(ticket, "amelie", Actor.system());
        acme.message(ticket, Installation.customer(), AutomaticKind.NONE, "first");
        assertThat(reasons(acme.feed("amelie", ticket))).containsExactly("assigned");
        acme.message(ticket, Installation.customer(), AutomaticKind.NONE, "second");
        acme.message(ticket, BEN, AutomaticKind.NONE, "an operator's reply");
        JsonNode feed = acme.feed("amelie", ticket);
        assertThat(reasons(feed)).containsExactly("customer_message", "assigned");
        assertThat(feed.get("items").get(0).get("preview").asString()).isEqualTo("second");
    }

    @Test
    void theFirstMessageOfATicketThatAPersonOpenedIsTold() {
        String ticket = acme.open("manual", null);
        acme.assign(ticket, "amelie", AMELIE);
        acme.message(ticket, Installation.customer(), AutomaticKind.NONE, "hello");
        assertThat(reasons(acme.feed("amelie", ticket))).containsExactly("customer_message");
    }

    @Test
    void whatACustomerDidIsGoneWhenTheirMessagesAreErasedFromATicketThatStays() {
        String ticket = acme.open("manual", null);
        acme.assign(ticket, "amelie", AMELIE);
        acme.message(ticket, Installation.customer(), AutomaticKind.NONE, "secret");
        acme.note(ticket, BEN, "amelie");
        assertThat(reasons(acme.feed("amelie", ticket))).containsExactly("mention", "customer_message");
        long unread = acme.feed("amelie", ticket).get("unread").asLong();
        acme.publish(ticket, new TicketJournalEvent.TicketMessagesErased(ticket, List.of("m"), AMELIE, Instant.now()));
        JsonNode feed = acme.feed("amelie", ticket);
        assertThat(reasons(feed)).containsExactly("mention");
        assertThat(feed.get("unread").asLong()).isEqualTo(unread - 1);
    }

    @Test
    void anAutomaticMessageIsNotTold() {
        String ticket = acme.open("manual", null);
        acme.assign(ticket, "amelie", AMELIE);
        acme.message(ticket, Installation.customer(), AutomaticKind.OUT_OF_OFFICE, "I am away");
        acme.message(ticket, Installation.customer(), AutomaticKind.BOUNCE, "not delivered");
        assertThat(reasons(acme.feed("amelie", ticket))).isEmpty();
    }

    @Test
    void reopeningAndGoingOnFromATicketOfMineIsTold() {
        String ticket = acme.open("manual", null);
        acme.assign(ticket, "amelie", AMELIE);
        status(ticket, Phase.SOLVED, Phase.WAITING_ON_TEAM);
        status(ticket, Phase.WAITING_ON_TEAM, Phase.CLOSED);
        acme.feed("amelie", ticket);
        String next = acme.open("follow_up", ticket);
        assertThat(reasons(acme.feed("amelie", next))).containsExactly("follow_up", "reopened");
    }

    private void status(String ticket, Phase from, Phase to) {
        acme.publish(
                ticket,
                new TicketJournalEvent.TicketStatusChanged(
                        ticket,
                        from.name(),
                        from,
                        to.name(),
                        to,
                        "customer_message",
                        Installation.customer(),
                        Instant.now()));
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        Workspace other = installation.workspace("ben");
        String ticket = acme.open("email", null);
        acme.note(ticket, AMELIE, "ben");
        assertThat(reasons(acme.feed("ben", ticket))).containsExactly("mention");
        JsonNode feed = other.get("ben", "?after=" + acme.after(ticket));
        assertThat(reasons(feed)).isEmpty();
        assertThat(feed.get("unread").asLong()).isZero();
        HttpResponse<String> marked = other.call("ben", "POST", "/notifications/v1/feed/read", "{\"all\":true}");
        assertThat(marked.statusCode()).isEqualTo(200);
        assertThat(acme.get("ben", "").get("unread").asLong()).isEqualTo(1);
    }

    @Test
    void whatIsMarkedAsReadStaysRead() {
        String ticket = acme.open("email", null);
        for (int i = 0; i < 3; i++) {
            acme.note(ticket, AMELIE, "ben");
        }
        JsonNode feed = acme.feed("ben", ticket);
        assertThat(feed.get("unread").asLong()).isEqualTo(3);
        String first = feed.get("items").get(0).get("notificationId").asString();
        String some = "{\"ids\":[\"" + first + "\",\"" + UUID.randomUUID() + "\"]}";
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer =
                    acme.call("ben", "POST", "/notifications/v1/feed/read", some, "Idempotency-Key", "key-" + ticket);
            assertThat(answer.body()).isEqualTo("{\"unread\":2}");
        }
        assertThat(acme.get("ben", "").get("items").get(0).get("read").asBoolean())
                .isTrue();
        assertThat(acme.call("amelie", "POST", "/notifications/v1/feed/read", "{\"all\":true}")
                        .body())
                .isEqualTo("{\"unread\":0}");
        assertThat(acme.get("ben", "").get("unread").asLong()).isEqualTo(2);
        assertThat(acme.call("ben", "POST", "/notifications/v1/feed/read", "{\"all\":true}")
                        .body())
                .isEqualTo("{\"unread\":0}");
    }

    @Test
    void pagesFollowEachOtherWithoutAGap() {
        String ticket = acme.open("email", null);
        for (int i = 0; i < 5; i++) {
            acme.note(ticket, AMELIE, "ben");
        }
        JsonNode whole = acme.feed("ben", ticket);
        JsonNode first = acme.get("ben", "?limit=3");
        JsonNode second =
                acme.get("ben", "?limit=3&cursor=" + first.get("nextCursor").asString());
        assertThat(second.get("nextCursor").isNull()).isTrue();
        assertThat(ids(first).size() + ids(second).size()).isEqualTo(5);
        assertThat(java.util.stream.Stream.concat(ids(first).stream(), ids(second).stream())
                        .toList())
                .isEqualTo(ids(whole));
    }

    private static List<String> ids(JsonNode feed) {
        return StreamSupport.stream(feed.get("items").spliterator(), false)
                .map(item -> item.get("notificationId").asString())
                .toList();
    }

    @Test
    void whatHasNotComeWithinTwoSecondsIsUnavailable() {
        String after = new After(Map.of(UUID.randomUUID().toString(), 3L)).token();
        HttpResponse<String> answer = acme.call("ben", "GET", "/notifications/v1/feed?after=" + after, null);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("urn:handover:problem:unavailable");
    }

    @Test
    void aGapWaitsForWhatIsMissing() {
        String ticket = acme.open("email", null);
        JournalEvent untagged = new TicketJournalEvent.TicketUntagged(ticket, List.of("vip"), AMELIE, Instant.now());
        ProducerRecord<String, byte[]> missing = acme.record(ticket, untagged);
        acme.note(ticket, AMELIE, "ben");
        HttpResponse<String> early =
                acme.call("ben", "GET", "/notifications/v1/feed?after=" + acme.after(ticket), null);
        assertThat(early.statusCode()).isEqualTo(503);
        installation.send(missing);
        assertThat(reasons(acme.feed("ben", ticket))).containsExactly("mention");
    }

    @Test
    void badInputAndOtherCallersAreRefused() {
        assertThat(acme.call("ben", "POST", "/notifications/v1/feed/read", "{}").statusCode())
                .isEqualTo(400);
        assertThat(acme.call("ben", "POST", "/notifications/v1/feed/read", "{\"ids\":[null]}")
                        .body())
                .contains("/ids/0");
        assertThat(acme.call("ben", "GET", "/notifications/v1/feed?limit=0", null)
                        .body())
                .contains("?limit");
        assertThat(acme.call("ben", "GET", "/notifications/v1/feed?cursor=-", null)
                        .body())
                .contains("?cursor");
        assertThat(acme.call("agent", "GET", "/notifications/v1/feed", null).statusCode())
                .isEqualTo(403);
        assertThat(acme.call(null, "GET", "/notifications/v1/feed", null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void theApiIsDescribed() {
        HttpResponse<String> description = acme.call(null, "GET", "/notifications/openapi", null);
        assertThat(description.statusCode()).isEqualTo(200);
        ApiDescription.assertValid(JsonMapper.shared().readTree(description.body()));
    }
}
