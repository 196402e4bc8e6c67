package dev.handover.ticket.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a workspace's settings make of mail. */
class HelpDeskTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private Workspace acme;

    @BeforeEach
    void start() {
        acme = Workspace.in(SERVICE);
    }

    private void set(String part, String body) {
        Answer answer = SERVICE.call(
                acme.token("sub-amelie", "manager"),
                "PUT",
                "/v1/settings/" + part,
                body,
                "If-Match",
                "\"" + acme.version("workspace:" + acme.key()) + "\"");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private void rules(String emailToTicket, String aiAnswersWithin) {
        set(
                "ticket-rules",
                "{'emailToTicket': '" + emailToTicket + "', 'everyEscalationOpensATicket': true,"
                        + " 'solvedTicketsCloseAfter': 'PT1H', 'reopenWithin': 'PT1H', 'resumeAiOnSolve': false,"
                        + " 'aiAnswersWithin': '" + aiAnswersWithin + "'}");
    }

    private static Mail again(Mail first) {
        return Mail.first().referring(first.externalId());
    }

    private Answer status(String ticket, String status) {
        return acme.put("/tickets/" + ticket + "/status", "{'status': '" + status + "'}");
    }

    @Test
    void withoutAHelpDeskMessagesAreKeptAndNoTicketOpens() {
        set("help-desk", "{'enabled': false}");
        Mail first = Mail.first();
        String conversation = acme.arrived(first);
        assertThat(acme.journal(conversation, 2).getLast())
                .isInstanceOf(ConversationJournalEvent.ConversationMessageReceived.class);
        assertThat(acme.ticketsOf(conversation)).isEmpty();
        Answer byHand = acme.post("/tickets", "{'subject': 's', 'description': 'd'}");
        assertThat(byHand.status()).isEqualTo(409);
        assertThat(byHand.problem()).isEqualTo("help-desk-is-off");
        set("help-desk", "{'enabled': true}");
        Mail second = again(first);
        assertThat(acme.arrived(second)).isEqualTo(conversation);
        assertThat(acme.ticketsOf(conversation)).hasSize(1);
    }

    @Test
    void withoutAHelpDeskTicketsThatAreOpenGoOnAndClosedOnesAreNotFollowedUp() {
        Mail first = Mail.first();
        String conversation = acme.arrived(first);
        String ticket = acme.ticketsOf(conversation).getFirst();
        set("help-desk", "{'enabled': false}");
        acme.arrived(again(first));
        assertThat(acme.journal(ticket, (int) acme.version(ticket)).getLast())
                .isInstanceOf(TicketJournalEvent.TicketMessageAdded.class);
        assertThat(status(ticket, "closed").status()).isEqualTo(200);
        long closed = acme.version(ticket);
        acme.arrived(again(first));
        assertThat(acme.ticketsOf(conversation)).containsExactly(ticket);
        assertThat(acme.version(ticket)).isEqualTo(closed);
        assertThat(acme.post("/tickets/" + ticket + "/follow-up", "{'description': 'more'}")
                        .problem())
                .isEqualTo("help-desk-is-off");
    }

    @Test
    void mailOpensNoTicketWhereOnlyRulesDo() {
        rules("WHEN_A_RULE_MATCHES", "PT1S");
        assertThat(acme.ticketsOf(acme.arrived(Mail.first()))).isEmpty();
    }

    @Test
    void mailThatNoAiAnswersInTimeIsATicketThatSaysSo() {
        rules("WHEN_THE_AI_DID_NOT_ANSWER", "PT1H");
        String conversation = acme.arrived(Mail.first());
        assertThat(acme.ticketsOf(conversation)).isEmpty();
        theTimeHasCome();
        await().untilAsserted(() -> assertThat(acme.ticketsOf(conversation)).hasSize(1));
        assertThat(acme.journal(conversation, 3).getLast())
                .isInstanceOfSatisfying(ConversationJournalEvent.ConversationEscalated.class, escalated -> {
                    assertThat(escalated.reason()).isEqualTo("No AI agent answered within 60 min");
                    assertThat(escalated.trigger()).isEqualTo("ai_did_not_answer");
                });
        assertThat(waiting()).isZero();
    }

    @Test
    void mailThatAnAiAnswersInTimeIsNoTicketUntilOneStaysUnanswered() {
        rules("WHEN_THE_AI_DID_NOT_ANSWER", "PT1H");
        Mail first = Mail.first();
        String conversation = acme.arrived(first);
        assertThat(acme.agent("/" + conversation + "/agent", "{}").status()).isEqualTo(201);
        Answer answered =
                acme.agent("/" + conversation + "/messages", "{'from': 'agent', 'text': 'It is on its way.'}");
        assertThat(answered.status()).as(answered.toString()).isEqualTo(201);
        theTimeHasCome();
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(acme.ticketsOf(conversation)).isEmpty();
        assertThat(acme.arrived(again(first))).isEqualTo(conversation);
        theTimeHasCome();
        await().untilAsserted(() -> assertThat(acme.ticketsOf(conversation)).hasSize(1));
    }

    @Test
    void mailThatIsMovedBeforeAnAiAnsweredOpensNothingWhereItWas() {
        rules("WHEN_THE_AI_DID_NOT_ANSWER", "PT1H");
        Mail mail = Mail.first();
        String conversation = acme.arrived(mail);
        Answer moved = acme.post("/conversations/" + conversation + "/messages/" + mail.id() + "/move", "{}");
        assertThat(moved.status()).as(moved.toString()).isEqualTo(201);
        theTimeHasCome();
        await().untilAsserted(() -> assertThat(waiting()).isZero());
        assertThat(acme.ticketsOf(conversation)).isEmpty();
        assertThat(acme.ticketsOf(moved.text("conversationId"))).containsExactly(moved.text("ticketId"));
    }

    private void theTimeHasCome() {
        assertThat(waiting()).isOne();
        SERVICE.jdbc()
                .sql("update awaited_answer set due_at = now() where workspace = ?")
                .param(acme.key())
                .update();
    }

    private int waiting() {
        return SERVICE.jdbc()
                .sql("select count(*) from awaited_answer where workspace = ?")
                .param(acme.key())
                .query(Integer.class)
                .single();
    }
}
