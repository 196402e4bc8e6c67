package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAiResumed;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageReceived;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationOperatorReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationSystemReplied;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessageAdded;
import dev.handover.ticket.contract.TicketJournalEvent.TicketOpened;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What customers and AI agents hear of it when a ticket is solved, and what settings make of an escalation. */
class SolvingTest {
    private static final String RULES = """
            {'emailToTicket': 'ALWAYS', 'everyEscalationOpensATicket': %s, 'solvedTicketsCloseAfter': 'PT168H',
             'reopenWithin': 'PT168H', 'resumeAiOnSolve': %s, 'rule': null}""";
    private Workspace acme;

    @BeforeEach
    void start() {
        acme = Workspace.in(RunningTickets.shared());
    }

    private void set(String part, String body) {
        String owner = acme.token("sub-amelie", "owner");
        String etag = acme.service().call(owner, "GET", "/v1/settings", null).header("ETag");
        Answer answer = acme.service().call(owner, "PUT", "/v1/settings/" + part, body, "If-Match", etag);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private void closingMessage() {
        set("closing-message", "{'text': 'We hope that this helped.'}");
    }

    private Answer status(String ticket, String status) {
        Answer answer = acme.put("/tickets/" + ticket + "/status", "{'status': '" + status + "'}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private Answer escalate(String conversation) {
        Answer answer = acme.agent("/" + conversation + "/escalation", "{'reason': 'r', 'trigger': 't'}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    private <E extends JournalEvent> List<E> events(String stream, Class<E> type) {
        return acme.journal(stream).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private void awaitEnd(String bulkId) {
        String operator = acme.token("sub-amelie", "operator");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> acme.service()
                        .call(operator, "GET", "/v1/bulk/" + bulkId, null)
                        .json()
                        .has("finishedAt"));
    }

    @Nested
    class AClosingMessage {
        @Test
        void goesToTheRequesterOnceEachTimeTheTicketIsSolved() {
            closingMessage();
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            Answer solved = status(ticket, "solved");
            assertThat(solved.number("version")).isEqualTo(acme.version(ticket));
            status(ticket, "closed");
            assertThat(events(conversation, ConversationSystemReplied.class))
                    .singleElement()
                    .satisfies(said -> {
                        assertThat(said.kind()).isEqualTo("closing_message");
                        assertThat(said.text()).isEqualTo("We hope that this helped.");
                        assertThat(said.ticketId()).isEqualTo(ticket);
                        assertThat(said.toAddress()).isEqualTo("carla@customer.test");
                    });
            assertThat(events(ticket, TicketMessageAdded.class))
                    .singleElement()
                    .satisfies(
                            added -> assertThat(added.automatic().automatic()).isTrue());
            status(ticket, "open");
            status(ticket, "solved");
            assertThat(events(conversation, ConversationSystemReplied.class)).hasSize(2);
        }

        @Test
        void followsTheAnswerThatSolves() {
            closingMessage();
            String ticket = acme.open();
            Answer replied =
                    acme.post("/tickets/" + ticket + "/replies", "{'text': 'Switch it on', 'status': 'solved'}");
            List<JournalEvent> said = acme.journal(replied.text("conversationId"));
            assertThat(said)
                    .hasSize(3)
                    .satisfies(all -> assertThat(all.get(1)).isInstanceOf(ConversationOperatorReplied.class))
                    .last()
                    .isInstanceOf(ConversationSystemReplied.class);
            assertThat(acme.statusOf(ticket)).isEqualTo("solved");
        }

        @Test
        void causesNothingWhenTheMachineOfAnAbsentCustomerAnswersIt() {
            closingMessage();
            String ticket = acme.open();
            String conversation = acme.post(
                            "/tickets/" + ticket + "/replies", "{'text': 'Switch it on', 'status': 'solved'}")
                    .text("conversationId");
            String closing = events(conversation, ConversationSystemReplied.class)
                    .getFirst()
                    .messageId();
            assertThat(acme.arrived(Mail.first().answering(closing).automatic("OUT_OF_OFFICE")))
                    .isEqualTo(conversation);
            assertThat(acme.journal(conversation).getLast()).isInstanceOf(ConversationMessageReceived.class);
            assertThat(events(conversation, ConversationSystemReplied.class)).hasSize(1);
            assertThat(acme.statusOf(ticket)).isEqualTo("solved");
        }

        @Test
        void isNotSentWhereItWouldReachNobody() {
            closingMessage();
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            acme.post("/conversations/" + conversation + "/close", null);
            status(ticket, "solved");
            status(acme.open(), "solved");
            assertThat(events(conversation, ConversationSystemReplied.class)).isEmpty();
        }

        @Test
        void isSentByABulkChangeAndNotByUndoingOne() {
            closingMessage();
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            String bulk = acme.post("/bulk", "{'ticketIds': ['" + ticket + "'], 'change': {'type': 'complete'}}")
                    .text("bulkId");
            awaitEnd(bulk);
            assertThat(events(conversation, ConversationSystemReplied.class)).hasSize(1);
            String reopened = acme.post("/bulk", "{'ticketIds': ['" + ticket + "'], 'change': {'type': 'reopen'}}")
                    .text("bulkId");
            awaitEnd(reopened);
            awaitEnd(acme.post("/bulk/" + reopened + "/undo", "{}").text("bulkId"));
            assertThat(acme.statusOf(ticket)).isEqualTo("solved");
            assertThat(events(conversation, ConversationSystemReplied.class)).hasSize(1);
        }
    }

    @Test
    void anUndoneStatusIsThePhaseBeforeUnderTheNameOfToday() {
        set("status-scheme", "{'preset': 'turns'}");
        String ticket = acme.open();
        status(ticket, "on_you");
        String bulk = acme.post("/bulk", "{'ticketIds': ['" + ticket + "'], 'change': {'type': 'complete'}}")
                .text("bulkId");
        awaitEnd(bulk);
        set("status-scheme", "{'preset': 'lifecycle'}");
        awaitEnd(acme.post("/bulk/" + bulk + "/undo", "{}").text("bulkId"));
        assertThat(acme.statusOf(ticket)).isEqualTo("in_progress");
    }

    @Test
    void theAiAnswersAgainAfterSolvingWhereTheWorkspaceWantsThat() {
        set("ticket-rules", RULES.formatted(true, true));
        String paused = acme.conversation();
        String ticket = escalate(paused).text("ticketId");
        acme.post("/conversations/" + paused + "/takeover", null);
        status(ticket, "solved");
        assertThat(events(paused, ConversationAiResumed.class))
                .singleElement()
                .satisfies(resumed -> assertThat(resumed.reason()).isEqualTo("solved"));
        assertThat(acme.agent("/" + paused + "/messages", "{'text': 'Anything else?'}")
                        .status())
                .isEqualTo(201);
    }

    @Nested
    class AnEscalation {
        private static final String HANDOVER = """
                {'defaultPriority': 5, 'humanButton': true, 'buttonAfterMessages': 0,
                 'onlyDuringWorkingHours': false, 'autoPause': true}""";

        @Test
        void opensNoTicketWhereOnlyRulesDo() {
            set("ticket-rules", RULES.formatted(false, false));
            String conversation = acme.conversation();
            Answer escalated = escalate(conversation);
            assertThat(escalated.json().get("ticketId").isNull()).isTrue();
            assertThat(escalated.json().get("opened").asBoolean()).isFalse();
            assertThat(acme.version(conversation)).isEqualTo(3);
        }

        @Test
        void joinsTheTicketThatThereIsAlsoWhereOnlyRulesOpenOne() {
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            set("ticket-rules", RULES.formatted(false, false));
            assertThat(escalate(conversation).text("ticketId")).isEqualTo(ticket);
        }

        @Test
        void hasTheAgentsPriorityAndPausesItWhereSetSo() {
            set("agents/helper-bot/handover", HANDOVER);
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            assertThat(acme.journal(ticket).getFirst()).isInstanceOfSatisfying(TicketOpened.class, opened -> {
                assertThat(opened.priority()).isEqualTo(5);
                assertThat(opened.phase()).isEqualTo(Phase.NEW);
            });
            Answer refused = acme.agent("/" + conversation + "/messages", "{'text': 'Hello?'}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("ai-is-paused");
            assertThat(refused.json().at("/pausedBy/id").asString()).isEqualTo("helper-bot");
        }
    }
}
