package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.test.RealParts;
import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.assistant.FakeModel;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rules in plain language: judged after the message was taken, by words or by a model. */
class PlainRulesTest {
    private static final String PLAIN = "{'kind': 'plain', 'values': ['The customer asks for a refund']}";

    private static Answer define(Workspace workspace, String condition) {
        return workspace
                .service()
                .call(
                        workspace.token("sub-amelie", "owner"),
                        "POST",
                        "/v1/settings/escalation-events",
                        "{'name': 'Money', 'condition': " + condition
                                + ", 'actions': {'openTicket': true, 'priority': 5}}");
    }

    private static String defined(Workspace workspace) {
        Answer defined = define(workspace, PLAIN);
        assertThat(defined.status()).as(defined.toString()).isEqualTo(201);
        return defined.text("escalationEventId");
    }

    private static void hear(Workspace workspace, String conversation, String text) {
        Answer heard =
                workspace.agent("/" + conversation + "/messages", "{'from': 'customer', 'text': '" + text + "'}");
        assertThat(heard.status()).as(heard.toString()).isEqualTo(201);
    }

    private static Optional<String> ticket(Workspace workspace, String conversation) {
        return workspace
                .service()
                .jdbc()
                .sql("select ticket_id from conversation_ticket where conversation_id = ?")
                .param(conversation)
                .query(String.class)
                .optional();
    }

    private static String opened(Workspace workspace, String conversation) {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> ticket(workspace, conversation), Optional::isPresent)
                .orElseThrow();
    }

    private static void judged(Workspace workspace) {
        await().atMost(Duration.ofSeconds(20)).until(() -> waiting(workspace) == 0);
    }

    private static long waiting(Workspace workspace) {
        return workspace
                .service()
                .jdbc()
                .sql("select count(*) from to_judge where workspace = ?")
                .param(workspace.key())
                .query(Long.class)
                .single();
    }

    @Nested
    class ByWords {
        private final Workspace acme = Workspace.in(RunningTickets.shared());

        @Test
        void aMessageWithAWordOfTheRuleOpensATicket() {
            String rule = defined(acme);
            String conversation = acme.conversation();
            hear(acme, conversation, "Where is my parcel?");
            judged(acme);
            assertThat(ticket(acme, conversation)).isEmpty();
            hear(acme, conversation, "Then I want REFUNDS for it all");
            String ticket = opened(acme, conversation);
            judged(acme);
            var escalated = acme.journal(ticket).stream()
                    .filter(TicketJournalEvent.TicketEscalated.class::isInstance)
                    .map(TicketJournalEvent.TicketEscalated.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertThat(escalated.trigger()).isEqualTo("rule:" + rule);
            assertThat(escalated.reason()).isEqualTo("Money: the word \"refund\"");
            assertThat(escalated.priority()).isEqualTo(5);
        }

        @Test
        void theTicketRuleOfTheSettingsIsOne() {
            String owner = acme.token("sub-amelie", "owner");
            Answer set = acme.service()
                    .call(
                            owner,
                            "PUT",
                            "/v1/settings/ticket-rules",
                            "{'emailToTicket': 'WHEN_A_RULE_MATCHES', 'everyEscalationOpensATicket': true,"
                                    + " 'solvedTicketsCloseAfter': 'PT1H', 'reopenWithin': 'PT1H',"
                                    + " 'resumeAiOnSolve': false, 'rule': 'Whoever mentions a lawsuit'}",
                            "If-Match",
                            acme.service()
                                    .call(owner, "GET", "/v1/settings", null)
                                    .header("ETag"));
            assertThat(set.status()).as(set.toString()).isEqualTo(200);
            String conversation = acme.conversation();
            hear(acme, conversation, "Where is my parcel?");
            judged(acme);
            assertThat(ticket(acme, conversation)).isEmpty();
            hear(acme, conversation, "Then it comes to a lawsuit!");
            String ticket = opened(acme, conversation);
            assertThat(acme.journal(ticket))
                    .anyMatch(event -> event instanceof TicketJournalEvent.TicketEscalated escalated
                            && escalated.trigger().equals("rule:ticket-rule")
                            && escalated.reason().equals("Ticket rule: the word \"lawsuit\""));
        }

        @Test
        void whatFollowsIsNothingWhileTheHelpDeskIsOff() {
            String owner = acme.token("sub-amelie", "owner");
            defined(acme);
            Answer off = acme.service()
                    .call(
                            owner,
                            "PUT",
                            "/v1/settings/help-desk",
                            "{'enabled': false}",
                            "If-Match",
                            acme.service()
                                    .call(owner, "GET", "/v1/settings", null)
                                    .header("ETag"));
            assertThat(off.status()).isEqualTo(200);
            String conversation = acme.conversation();
            hear(acme, conversation, "A refund, please");
            judged(acme);
            assertThat(ticket(acme, conversation)).isEmpty();
        }

        @Test
        void standByThemselvesAndAreNotTried() {
            assertThat(define(acme, "{'kind': 'any', 'conditions': [" + PLAIN + "]}")
                            .pointers())
                    .containsExactly("/condition/conditions/0/kind");
            assertThat(define(acme, "{'kind': 'plain', 'values': ['a b', 'c d']}")
                            .pointers())
                    .containsExactly("/condition/values");
            Answer tried = acme.service()
                    .call(
                            acme.token("sub-amelie", "owner"),
                            "POST",
                            "/v1/settings/escalation-events/dry-run",
                            "{'condition': " + PLAIN + "}");
            assertThat(tried.pointers()).containsExactly("/condition/kind");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class ByAModel {
        private final FakeModel model = new FakeModel();
        private final RunningTickets service = RunningTickets.alone(
                RealParts.database(),
                Map.of(
                        "handover.assistant.url", model.url().toString(),
                        "handover.assistant.model", "small",
                        "handover.assistant.timeout", "500ms",
                        "handover.assistant.failures", "2",
                        "handover.assistant.pause", "1s"));
        private final Workspace acme = Workspace.in(service);

        @BeforeAll
        void start() {
            defined(acme);
            model.says(request -> request.toString().contains("gimme")
                    ? "{\"matches\": true, \"why\": \"wants money\"}"
                    : "{\"matches\": false, \"why\": \"something else\"}");
        }

        @AfterAll
        void stop() {
            service.close();
            model.close();
        }

        @Test
        void aMessageThatMeansItOpensATicket() {
            String other = acme.conversation();
            hear(acme, other, "refund is a word here");
            String conversation = acme.conversation();
            hear(acme, conversation, "gimme my cash");
            opened(acme, conversation);
            judged(acme);
            assertThat(ticket(acme, other)).isEmpty();
        }

        @Test
        void aMessageThatIsErasedIsNotJudgedAnyMore() {
            model.fails(500, 500, 500, 500, 500, 500);
            String ticket = acme.open();
            String address = "carla@customer.test";
            Answer started =
                    acme.agent("", "{'channel': 'chat', 'requester': {'name': 'Carla', 'email': '" + address + "'}}");
            String conversation = started.text("conversationId");
            hear(acme, conversation, "gimme my cash, and forget me");
            assertThat(waiting(acme)).isPositive();
            String manager = acme.token("sub-amelie", "manager");
            String requester = acme.journal(ticket).stream()
                    .filter(TicketJournalEvent.TicketOpened.class::isInstance)
                    .map(event -> ((TicketJournalEvent.TicketOpened) event).requesterId())
                    .findFirst()
                    .orElseThrow();
            Answer begun = service.call(manager, "POST", "/v1/requesters/" + requester + "/erasure", "{}");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.call(manager, "GET", "/v1/erasures/" + begun.text("erasureId"), null)
                            .json()
                            .has("erasedAt"));
            assertThat(service.jdbc()
                            .sql("select count(*) from to_judge where conversation_id = ?")
                            .param(conversation)
                            .query(Long.class)
                            .single())
                    .isZero();
            model.recovers();
            judged(acme);
            assertThat(ticket(acme, conversation)).isEmpty();
        }

        @Test
        void anEscalationWithoutASummaryGetsTheModelsOrTheCustomersWords() {
            String conversation = acme.conversation();
            hear(acme, conversation, "Please sum it up");
            judged(acme);
            model.answers(FakeModel.completion("The customer wants a sum.", "stop"));
            assertThat(escalated(conversation)).isEqualTo("The customer wants a sum.");
            String unheard = acme.conversation();
            hear(acme, unheard, "Please sum it up");
            judged(acme);
            model.fails(500);
            assertThat(escalated(unheard)).isEqualTo("Please sum it up");
        }

        private String escalated(String conversation) {
            Answer handed =
                    acme.agent("/" + conversation + "/escalation", "{'reason': 'r', 'trigger': 'customer_request'}");
            assertThat(handed.status()).as(handed.toString()).isEqualTo(201);
            return acme.journal(handed.text("ticketId")).stream()
                    .filter(TicketJournalEvent.TicketEscalated.class::isInstance)
                    .map(event -> ((TicketJournalEvent.TicketEscalated) event).summary())
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void aMessageThatCantBeJudgedNowIsKeptAndJudgedLater() {
            model.fails(429, 500, 0, 503);
            String conversation = acme.conversation();
            hear(acme, conversation, "gimme my cash, again");
            assertThat(acme.journal(conversation))
                    .anyMatch(ConversationJournalEvent.ConversationMessageReceived.class::isInstance);
            opened(acme, conversation);
            judged(acme);
            List<ConversationJournalEvent.ConversationEscalated> escalated = acme.journal(conversation).stream()
                    .filter(ConversationJournalEvent.ConversationEscalated.class::isInstance)
                    .map(ConversationJournalEvent.ConversationEscalated.class::cast)
                    .toList();
            assertThat(escalated).hasSize(1);
            assertThat(escalated.getFirst().reason()).isEqualTo("Money: wants money");
        }
    }
}
