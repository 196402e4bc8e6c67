package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationTeamNotified;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Escalation events beside what else a workspace sets, knows and erases. */
class EscalationEventsAmongSettingsTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final String EVENTS = "/v1/settings/escalation-events";
    private static final String REFUND = "{'kind': 'keyword', 'values': ['refund']}";
    private final Workspace acme = Workspace.in(SERVICE);
    private final String owner = acme.token("sub-amelie", "owner");

    private String defined(String condition, String actions) {
        Answer defined = SERVICE.call(
                owner, "POST", EVENTS, "{'name': 'Money', 'condition': " + condition + ", 'actions': " + actions + "}");
        assertThat(defined.status()).as(defined.toString()).isEqualTo(201);
        return defined.text("escalationEventId");
    }

    private void set(String part, String body) {
        String seen = Objects.requireNonNull(
                SERVICE.call(owner, "GET", "/v1/settings", null).header("ETag"));
        Answer answer = SERVICE.call(owner, "PUT", "/v1/settings/" + part, body, "If-Match", seen);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private List<ConversationTeamNotified> told(String conversation) {
        return acme.journal(conversation).stream()
                .filter(ConversationTeamNotified.class::isInstance)
                .map(ConversationTeamNotified.class::cast)
                .toList();
    }

    private String hear(String conversation, String text) {
        Answer heard = acme.agent("/" + conversation + "/messages", "{'from': 'customer', 'text': '" + text + "'}");
        assertThat(heard.status()).as(heard.toString()).isEqualTo(201);
        return heard.text("messageId");
    }

    @Test
    void standInTheHistoryOfTheSettings() {
        String id = defined(REFUND, "{'openTicket': true}");
        Answer removed = SERVICE.call(owner, "DELETE", EVENTS + "/" + id, null, "If-Match", "\"1\"");
        assertThat(removed.status()).isEqualTo(200);
        JsonNode history =
                SERVICE.call(owner, "GET", "/v1/settings/history", null).json().get("items");
        assertThat(history.valueStream().map(item -> item.get("what").asString()))
                .containsExactly("escalationEventRemoved", "escalationEvent", "created");
        assertThat(history.get(1).get("to").get("condition").get("kind").asString())
                .isEqualTo("keyword");
        assertThat(history.get(1).get("by").get("id").asString()).isEqualTo("amelie");
        assertThat(history.get(0).get("to").get("escalationEventId").asString()).isEqualTo(id);
    }

    @Test
    void lookAtTheAttributesThatTheRequesterHasNow() {
        defined("{'kind': 'attribute', 'name': 'plan', 'values': ['gold']}", "{'notifyTeam': 'support'}");
        String address = UUID.randomUUID() + "@customer.test";
        String requester = acme.post(
                        "/requesters",
                        "{'name': 'Carla', 'attributes': {'plan': 'silver'}, 'identities': [{'kind': 'email', 'value': '"
                                + address + "'}]}")
                .text("requesterId");
        String conversation = acme.agent("", "{'channel': 'chat', 'requesterId': '" + requester + "'}")
                .text("conversationId");
        hear(conversation, "one");
        assertThat(told(conversation)).isEmpty();
        Answer changed = acme.put("/requesters/" + requester, "{'name': 'Carla', 'attributes': {'plan': 'Gold'}}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        String message = hear(conversation, "two");
        assertThat(told(conversation))
                .singleElement()
                .satisfies(event -> assertThat(event.messageId()).isEqualTo(message));
        assertThat(told(acme.arrived(Mail.first().from(address)))).hasSize(1);
        assertThat(told(acme.arrived(Mail.first()))).isEmpty();
    }

    @Test
    void openNoTicketWhileTheHelpDeskIsOff() {
        defined(REFUND, "{'openTicket': true, 'notifyTeam': 'support'}");
        set("help-desk", "{'enabled': false}");
        String chat = acme.conversation();
        hear(chat, "A refund, please");
        assertThat(acme.ticketsOf(chat)).isEmpty();
        assertThat(told(chat)).hasSize(1);
        String mail = acme.arrived(Mail.first().saying("A refund, please"));
        assertThat(acme.ticketsOf(mail)).isEmpty();
        assertThat(told(mail)).hasSize(1);
    }

    @Test
    void areWhatMailMustMatchWhereOnlyRulesOpenTickets() {
        defined(REFUND, "{'openTicket': true}");
        set(
                "ticket-rules",
                "{'emailToTicket': 'WHEN_A_RULE_MATCHES', 'everyEscalationOpensATicket': true,"
                        + " 'solvedTicketsCloseAfter': 'PT1H', 'reopenWithin': 'PT1H', 'resumeAiOnSolve': false}");
        assertThat(acme.ticketsOf(acme.arrived(Mail.first().saying("Hello")))).isEmpty();
        assertThat(acme.ticketsOf(acme.arrived(Mail.first().saying("A refund, please"))))
                .hasSize(1);
    }

    @Test
    void openTicketsAlsoWhereEscalationsOfAgentsDoNot() {
        defined(REFUND, "{'openTicket': true}");
        set(
                "ticket-rules",
                "{'emailToTicket': 'ALWAYS', 'everyEscalationOpensATicket': false,"
                        + " 'solvedTicketsCloseAfter': 'PT1H', 'reopenWithin': 'PT1H', 'resumeAiOnSolve': false}");
        String chat = acme.conversation();
        Answer handed = acme.agent("/" + chat + "/escalation", "{'reason': 'stuck', 'trigger': 'customer_request'}");
        assertThat(handed.status()).as(handed.toString()).isEqualTo(201);
        assertThat(acme.ticketsOf(chat)).isEmpty();
        hear(chat, "A refund, please");
        assertThat(acme.ticketsOf(chat)).hasSize(1);
    }

    @Test
    void pauseTheAgentWhereItsHandoverSaysSo() {
        defined(REFUND, "{'openTicket': true}");
        set(
                "agents/helper-bot/handover",
                "{'defaultPriority': 4, 'humanButton': true, 'buttonAfterMessages': 0,"
                        + " 'onlyDuringWorkingHours': false, 'autoPause': true}");
        String chat = acme.conversation();
        hear(chat, "A refund, please");
        Answer said = acme.agent("/" + chat + "/messages", "{'from': 'agent', 'text': 'Of course'}");
        assertThat(said.problem()).isEqualTo("ai-is-paused");
    }

    @Test
    void oneComesWithTheHelpDeskWhereThereIsNone() {
        set("help-desk", "{'enabled': false}");
        set("help-desk", "{'enabled': true}");
        String chat = acme.conversation();
        hear(chat, "Where is my parcel?");
        assertThat(acme.ticketsOf(chat)).isEmpty();
        hear(chat, "Can I speak to a human, please?");
        assertThat(acme.ticketsOf(chat)).hasSize(1);
        set("help-desk", "{'enabled': false}");
        set("help-desk", "{'enabled': true}");
        assertThat(SERVICE.call(owner, "GET", EVENTS, null).json().get("items")).hasSize(1);
    }

    @Test
    void sayNothingOfAnErasedMessageAnyMore() {
        String word = "mk" + UUID.randomUUID().toString().substring(0, 8);
        String condition = "{'kind': 'keyword', 'values': ['" + word + "']}";
        defined(condition, "{'openTicket': true, 'notifyTeam': 'support'}");
        String conversation = acme.conversation();
        hear(conversation, "About " + word);
        String ticket = acme.ticketsOf(conversation).getFirst();
        assertThat(saying(word)).isGreaterThan(2);
        Answer begun = SERVICE.call(owner, "POST", "/v1/tickets/" + ticket + "/erasure", "{}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> SERVICE.call(owner, "GET", "/v1/erasures/" + begun.text("erasureId"), null)
                        .json()
                        .has("erasedAt"));
        assertThat(saying(word)).isZero();
        Answer tried = SERVICE.call(owner, "POST", EVENTS + "/dry-run", "{'condition': " + condition + "}");
        assertThat(tried.json().get("conversations").asInt()).isZero();
        assertThat(tried.json().get("matches").size()).isZero();
    }

    /** How many events of conversations and tickets say the word. */
    private static long saying(String word) {
        return SERVICE.jdbc().sql("""
                        select count(*) from stored_event where stream_type <> 'workspace'
                          and (position(convert_to(?, 'UTF8') in payload) > 0
                            or position(convert_to(?, 'UTF8') in meta_data) > 0)
                        """).params(word, word).query(Long.class).single();
    }
}
