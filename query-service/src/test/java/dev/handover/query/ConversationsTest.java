package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.query.Running.Answer;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAgentJoined;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAiPaused;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAiResumed;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAttachmentUpdated;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationClosed;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationErased;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageDeleted;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageEdited;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationParticipantAdded;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationStarted;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationTakenOver;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationTeamNotified;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.RequesterJournalEvent.RequesterRegistered;
import dev.handover.ticket.contract.TicketJournalEvent.TicketConversationLinked;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessageAdded;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessagesErased;
import dev.handover.ticket.contract.TicketJournalEvent.TicketStatusChanged;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Conversations over HTTP; each test has a workspace of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationsTest {
    private static final String LIST = "/query/v1/conversations";
    private Running running;
    private String workspace = "";
    private String token = "";

    @BeforeAll
    void start() {
        running = new Running();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @BeforeEach
    void workspace() {
        workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
        token = Running.token(workspace, "amelie");
        running.operator(workspace, "amelie", "support");
        running.publish(workspace, "req-1", new RequesterRegistered("req-1", "Carla", "carla@customer.test", null));
    }

    private String conversation() {
        String id = UUID.randomUUID().toString();
        running.publish(workspace, id, new ConversationStarted(id, "req-1", "chat", null, "A question"));
        running.publish(workspace, id, new ConversationAgentJoined(id, "helper-bot", Story.BOT, Story.now()));
        return id;
    }

    private static List<String> ids(Answer answer) {
        return answer.items()
                .valueStream()
                .map(item -> item.path("conversationId").asString())
                .toList();
    }

    private Answer count(String path, long count) {
        return running.await(token, path, answer -> answer.body().path("count").asLong(-1) == count);
    }

    @Test
    void withoutATicketAreListed() {
        String older = conversation();
        String newer = conversation();
        Instant at = Story.now().plusSeconds(5);
        running.publish(
                workspace, newer, Story.received(newer, UUID.randomUUID().toString(), "Where is it?", at));
        Answer page = running.await(
                token,
                LIST,
                answer -> ids(answer).equals(List.of(newer, older))
                        && answer.items().get(0).path("preview").asString().equals("Where is it?"));
        JsonNode row = page.items().get(0);
        assertThat(row.path("agentId").asString()).isEqualTo("helper-bot");
        assertThat(row.path("requester").path("email").asString()).isEqualTo("carla@customer.test");
        assertThat(row.path("subject").asString()).isEqualTo("A question");
        assertThat(row.path("version").asLong()).isEqualTo(3);
        assertThat(Instant.parse(row.path("lastActivityAt").asString())).isEqualTo(at);
        assertThat(page.body().path("count").asLong()).isEqualTo(2);
        Answer first = running.get(token, LIST + "?limit=1");
        assertThat(ids(first)).containsExactly(newer);
        assertThat(ids(running.get(
                        token,
                        LIST + "?limit=1&cursor="
                                + first.body().path("nextCursor").asString())))
                .containsExactly(older);
        assertThat(running.get(token, LIST + "?cursor=nonsense").status()).isEqualTo(400);
    }

    @Test
    void leaveTheListWithATicketOrTheirEnd() {
        String ticketed = conversation();
        String over = conversation();
        count(LIST, 2);
        String ticket = UUID.randomUUID().toString();
        running.publish(workspace, ticket, Story.opened(ticket, 1, null, Story.now()));
        running.publish(workspace, ticket, new TicketConversationLinked(ticket, ticketed, true, Story.now()));
        count(LIST, 1);
        running.publish(workspace, over, new ConversationClosed(over, Story.operator("amelie"), Story.now()));
        count(LIST, 0);
        running.publish(workspace, over, Story.received(over, UUID.randomUUID().toString(), "Again", Story.now()));
        assertThat(ids(count(LIST, 1))).containsExactly(over);
    }

    @Test
    void areFilteredByWhetherTheyWereEscalated() {
        String escalated = conversation();
        String other = conversation();
        running.publish(workspace, escalated, Story.escalated(escalated, null, Story.now()));
        assertThat(ids(count(LIST + "?escalated=true", 1))).containsExactly(escalated);
        assertThat(ids(count(LIST + "?escalated=false", 1))).containsExactly(other);
    }

    @Test
    void showWhoAnswers() {
        String id = conversation();
        running.publish(workspace, id, new ConversationTakenOver(id, "t", Story.operator("amelie"), Story.now()));
        running.publish(workspace, id, new ConversationAiPaused(id, "takeover", Story.operator("amelie"), Story.now()));
        Answer shown = running.await(
                token, LIST + "/" + id, answer -> answer.body().path("version").asLong() == 4);
        assertThat(shown.body().path("pausedBy").path("id").asString()).isEqualTo("amelie");
        assertThat(shown.body().path("takenOverBy").path("id").asString()).isEqualTo("amelie");
        running.publish(
                workspace, id, new ConversationAiResumed(id, "released", Story.operator("amelie"), Story.now()));
        Answer released = running.await(
                token, LIST + "/" + id, answer -> answer.body().path("version").asLong() == 5);
        assertThat(released.body().path("pausedBy").isNull()).isTrue();
        assertThat(released.body().path("takenOverBy").isNull()).isTrue();
    }

    @Test
    void tellWhatHappenedInThem() {
        String id = conversation();
        Instant at = Story.now();
        running.publish(workspace, id, Story.received(id, UUID.randomUUID().toString(), "Where is it?", at));
        running.publish(
                workspace, id, Story.agentReplied(id, null, UUID.randomUUID().toString(), "On its way", at));
        running.publish(workspace, id, new ConversationAiPaused(id, "by_hand", Story.operator("amelie"), at));
        Answer shown = running.await(
                token,
                LIST + "/" + id + "/timeline",
                answer -> answer.items().size() == 5
                        && answer.items()
                                .get(4)
                                .path("by")
                                .path("name")
                                .asString("")
                                .equals("AMELIE"));
        assertThat(shown.items().valueStream().map(item -> item.path("kind").asString()))
                .containsExactly("event", "event", "message", "message", "event");
        assertThat(shown.items().get(3).path("text").asString()).isEqualTo("On its way");
        assertThat(shown.items().get(3).path("by").path("kind").asString()).isEqualTo("AGENT");
        assertThat(shown.items().get(4).path("type").asString()).isEqualTo("ai_paused");
        assertThat(shown.items().get(4).path("change").path("reason").asString())
                .isEqualTo("by_hand");
        Answer part = running.get(token, LIST + "/" + id + "/timeline?limit=2");
        Answer rest = running.get(
                token,
                LIST + "/" + id + "/timeline?cursor="
                        + part.body().path("nextCursor").asString());
        assertThat(rest.items().size()).isEqualTo(3);
    }

    @Test
    void showWhichTeamIsToldOfWhat() {
        String id = conversation();
        Actor rule = new Actor(Actor.Kind.SYSTEM, "rule:r-1", "Money", null);
        running.publish(
                workspace,
                id,
                new ConversationTeamNotified(
                        id, null, "m-1", "support", "rule:r-1", "Money: keyword \"refund\"", rule, Story.now()));
        JsonNode shown = running.await(
                        token,
                        LIST + "/" + id + "/timeline",
                        answer -> answer.items()
                                .valueStream()
                                .anyMatch(item -> item.path("type").asString("").equals("team_notified")))
                .items();
        JsonNode told = shown.get(shown.size() - 1);
        assertThat(told.path("change").path("teamId").asString()).isEqualTo("support");
        assertThat(told.path("change").path("messageId").asString()).isEqualTo("m-1");
        assertThat(told.path("change").path("reason").asString()).isEqualTo("Money: keyword \"refund\"");
        assertThat(told.path("by").path("name").asString()).isEqualTo("Money");
    }

    @Test
    void showOnTheirTicketsWhoAnswered() {
        String id = conversation();
        String ticket = UUID.randomUUID().toString();
        Instant at = Story.now();
        running.publish(workspace, ticket, Story.opened(ticket, 1, null, at));
        running.publish(workspace, ticket, new TicketConversationLinked(ticket, id, true, at));
        running.publish(workspace, id, Story.escalated(id, ticket, at));
        running.publish(workspace, id, new ConversationTakenOver(id, ticket, Story.operator("amelie"), at));
        running.publish(workspace, id, new ConversationAiPaused(id, "takeover", Story.operator("amelie"), at));
        Answer timeline = running.await(
                token,
                "/query/v1/tickets/" + ticket + "/timeline",
                answer -> answer.items().size() == 5);
        assertThat(timeline.items().valueStream().map(item -> item.path("type").asString()))
                .containsExactly("agent_joined", "taken_over", "ai_paused", "opened", "conversation_linked");
        String page = "/query/v1/tickets/" + ticket + "/timeline?limit=2";
        Answer first = running.get(token, page);
        Answer second = running.get(
                token, page + "&cursor=" + first.body().path("nextCursor").asString());
        assertThat(second.items().valueStream().map(item -> item.path("type").asString()))
                .containsExactly("ai_paused", "opened");
        JsonNode shown = running.get(token, "/query/v1/tickets/" + ticket)
                .body()
                .path("conversations")
                .get(0);
        assertThat(shown.path("agentId").asString()).isEqualTo("helper-bot");
        assertThat(shown.path("takenOverBy").path("id").asString()).isEqualTo("amelie");
    }

    @Test
    void keepNothingOfAMessageThatIsErasedAndTheEscalationsToOtherTickets() {
        String id = conversation();
        String gone = UUID.randomUUID().toString();
        String kept = UUID.randomUUID().toString();
        Instant at = Story.now();
        running.publish(workspace, id, Story.received(id, gone, "secret", at));
        running.publish(workspace, id, Story.received(id, kept, "plain", at));
        running.publish(workspace, id, new ConversationMessageEdited(id, gone, "secret!", null, Story.CUSTOMER, at));
        running.publish(workspace, id, Story.escalated(id, "t-gone", at));
        running.publish(workspace, id, Story.escalated(id, "t-kept", at));
        running.publish(
                workspace,
                id,
                new ConversationErased(id, List.of(gone), false, "t-gone", Story.operator("amelie"), at));
        running.await(
                token, LIST + "/" + id, answer -> answer.body().path("version").asLong() == 8);
        assertThat(running.get(token, LIST + "/" + id + "/timeline").body().toString())
                .contains("plain")
                .doesNotContain("secret");
        assertThat(running.column("select concat_ws(' ', event, message_id) from generation_a.conversation_item"
                        + " where conversation_id = '" + id + "'"))
                .noneMatch(row -> row.contains("secret") || row.contains(gone) || row.contains("t-gone"))
                .anyMatch(row -> row.contains("t-kept"));
    }

    /** Colin wrote in Carla's thread, which reopened her ticket; then he is erased, and she is not. */
    @Test
    void keepNothingOfAWriterWhoIsErasedAndEverythingOfTheRequester() {
        String id = conversation();
        String ticket = UUID.randomUUID().toString();
        String hers = UUID.randomUUID().toString();
        String his = UUID.randomUUID().toString();
        Actor colin = new Actor(Actor.Kind.CUSTOMER, null, "Colin", "colin@customer.test");
        Instant at = Story.now();
        running.publish(workspace, ticket, Story.opened(ticket, 1, null, at));
        running.publish(workspace, ticket, new TicketConversationLinked(ticket, id, true, at));
        running.publish(workspace, id, new ConversationParticipantAdded(id, "colin@customer.test", "Colin", at));
        running.publish(workspace, id, Story.received(id, hers, "plain", at));
        running.publish(workspace, id, Story.receivedFrom(colin, id, his, "secret", at));
        running.publish(workspace, ticket, Story.added(ticket, id, hers, 4, AutomaticKind.NONE, at));
        running.publish(
                workspace, ticket, new TicketMessageAdded(ticket, id, his, 5, colin, AutomaticKind.NONE, "secret", at));
        running.publish(
                workspace,
                ticket,
                new TicketStatusChanged(
                        ticket,
                        "solved",
                        Phase.SOLVED,
                        "waiting_on_team",
                        Phase.WAITING_ON_TEAM,
                        "customer_message",
                        colin,
                        at));
        String timeline = "/query/v1/tickets/" + ticket + "/timeline";
        running.await(token, timeline, answer -> answer.body().toString().contains("Colin"));
        running.publish(
                workspace, id, new ConversationErased(id, List.of(his), false, null, Story.operator("amelie"), at));
        running.publish(
                workspace, ticket, new TicketMessagesErased(ticket, List.of(his), Story.operator("amelie"), at));
        Answer shown = running.await(
                token, timeline, answer -> answer.body().toString().contains("messages_erased"));
        assertThat(shown.body().toString())
                .contains("plain", "status_changed")
                .doesNotContainIgnoringCase("colin")
                .doesNotContain("secret");
        running.await(
                token, LIST + "/" + id, answer -> answer.body().path("version").asLong() == 6);
        assertThat(running.get(token, LIST + "/" + id).body().toString()).doesNotContain("colin", "secret");
        assertThat(running.get(token, "/query/v1/tickets/" + ticket).body().toString())
                .doesNotContain("colin", "secret");
        for (String table : List.of("conversation_item", "conversation_participant", "timeline_item", "message")) {
            assertThat(running.column("select t::text from generation_a." + table + " t where workspace = '" + workspace
                            + "' and t::text ~* 'colin|secret'"))
                    .as(table)
                    .isEmpty();
        }
    }

    @Test
    void showMessagesAsTheirSendersLeftThem() {
        String id = conversation();
        String changed = UUID.randomUUID().toString();
        String gone = UUID.randomUUID().toString();
        Instant at = Story.now();
        running.publish(workspace, id, Story.received(id, changed, "frist", at));
        running.publish(workspace, id, Story.received(id, gone, "secret", at));
        running.publish(workspace, id, new ConversationMessageEdited(id, changed, "first", null, Story.CUSTOMER, at));
        running.publish(workspace, id, new ConversationMessageEdited(id, changed, "first!", null, Story.CUSTOMER, at));
        running.publish(workspace, id, new ConversationMessageEdited(id, gone, "oops", null, Story.CUSTOMER, at));
        running.publish(workspace, id, new ConversationMessageDeleted(id, gone, Story.CUSTOMER, at));
        Answer shown = running.await(
                token, LIST + "/" + id + "/timeline", answer -> answer.items().size() == 8);
        JsonNode edited = shown.items().get(2);
        assertThat(edited.path("text").asString()).isEqualTo("first!");
        assertThat(edited.path("versions")
                        .valueStream()
                        .map(version -> version.path("text").asString()))
                .containsExactly("frist", "first");
        assertThat(shown.items().get(3).path("text").asString()).isEmpty();
        assertThat(shown.items().get(3).path("deletedAt").asString()).isEqualTo(at.toString());
        assertThat(shown.body().toString()).doesNotContain("secret", "oops");
        assertThat(shown.items().get(7).path("type").asString()).isEqualTo("message_deleted");
    }

    @Test
    void showWhatBecameOfAttachmentsThatWerePending() {
        String id = conversation();
        String message = UUID.randomUUID().toString();
        Instant at = Story.now();
        running.publish(
                workspace,
                id,
                Story.received(id, message, "see these", at, Story.pending("photo"), Story.pending("film")));
        Answer before = running.await(
                token, LIST + "/" + id + "/timeline", answer -> answer.items().size() == 3);
        assertThat(before.items().get(2).at("/attachments/0/state").asString()).isEqualTo("PENDING");
        running.publish(
                workspace,
                id,
                new ConversationAttachmentUpdated(
                        id, message, "photo", AttachmentRef.State.STORED, null, "image/png", 1234, at));
        running.publish(
                workspace,
                id,
                new ConversationAttachmentUpdated(
                        id, message, "film", AttachmentRef.State.REJECTED, "too large", "video/mp4", 0, at));
        Answer shown = running.await(
                token, LIST + "/" + id + "/timeline", answer -> answer.items().size() == 5);
        JsonNode row = shown.items().get(2);
        assertThat(row.path("text").asString()).isEqualTo("see these");
        assertThat(row.at("/attachments/0/state").asString()).isEqualTo("STORED");
        assertThat(row.at("/attachments/0/contentType").asString()).isEqualTo("image/png");
        assertThat(row.at("/attachments/0/sizeBytes").asLong()).isEqualTo(1234);
        assertThat(row.at("/attachments/1/state").asString()).isEqualTo("REJECTED");
        assertThat(row.at("/attachments/1/reason").asString()).isEqualTo("too large");
        assertThat(shown.items().get(4).path("type").asString()).isEqualTo("attachment_updated");
        assertThat(shown.items().get(4).at("/change/attachmentId").asString()).isEqualTo("film");
    }

    @Test
    void showTheAttachmentsOfReplies() {
        String id = conversation();
        AttachmentRef label = new AttachmentRef(
                "label", "label.pdf", "application/pdf", 1234, false, null, AttachmentRef.State.STORED, null);
        running.publish(
                workspace,
                id,
                Story.replied(id, "none", UUID.randomUUID().toString(), "the label", Story.now(), label));
        Answer shown = running.await(
                token, LIST + "/" + id + "/timeline", answer -> answer.items().size() == 3);
        JsonNode row = shown.items().get(2);
        assertThat(row.path("text").asString()).isEqualTo("the label");
        assertThat(row.at("/attachments/0/attachmentId").asString()).isEqualTo("label");
        assertThat(row.at("/attachments/0/name").asString()).isEqualTo("label.pdf");
        assertThat(row.at("/cc/0").asString()).isEqualTo("ben@customer.test");
        assertThat(row.at("/bcc/0").asString()).isEqualTo("boss@acme.test");
        assertThat(row.at("/attachments/0/state").asString()).isEqualTo("STORED");
    }

    @Test
    void areHiddenFromOthers() {
        String id = conversation();
        count(LIST, 1);
        String stranger = Running.token("other-" + workspace, "amelie");
        assertThat(running.get(stranger, LIST).items().size()).isZero();
        assertThat(running.get(stranger, LIST + "/" + id).status()).isEqualTo(404);
        assertThat(running.get(stranger, LIST + "/" + id + "/timeline").status())
                .isEqualTo(404);
        assertThat(running.get("", LIST).status()).isEqualTo(401);
    }
}
