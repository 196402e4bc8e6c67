package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Mail that belongs to a ticket finds it, and does to it what it should. */
class AnswersIT {

    private final Handover handover = Handover.running();
    private final Api owner = handover.as("owner");

    private static String unique(String text) {
        return text + " " + UUID.randomUUID();
    }

    @Test
    void anAnswerInTheThreadIsTheTeamsTurnAndTheOperatorIsTold() {
        Desk.Case ticket = Desk.opened(handover);
        Mail reply = Desk.replied(handover, ticket, unique("First reply"));
        owner.awaitPhase(ticket.ticketId(), "WAITING_ON_CUSTOMER");
        String text = unique("Thank you");

        Customer.Sent answer = ticket.customer()
                .mail(reply.subject(), text, Map.of("In-Reply-To", reply.messageId(), "References", reply.messageId()));
        handover.deliver(answer.raw(), Customer.SUPPORT);

        owner.awaitText(ticket.ticketId(), text);
        owner.awaitPhase(ticket.ticketId(), "WAITING_ON_TEAM");
        handover.as(ticket.assignee())
                .awaitThat(
                        "the answer in the feed",
                        api -> api.get("/notifications/v1/feed")
                                .ok()
                                .path("items")
                                .valueStream()
                                .filter(item -> item.path("ticketId")
                                                .asString("")
                                                .equals(ticket.ticketId())
                                        && item.path("reason").asString("").equals("customer_message"))
                                .findFirst());
    }

    @Test
    void theTokenAloneFindsTheTicketInAnyCase() {
        Desk.Case ticket = Desk.opened(handover);
        Mail reply = Desk.replied(handover, ticket, unique("Reply with token"));
        String text = unique("a new mail to the old address");

        Customer.Sent fresh = ticket.customer()
                .mail("Something else", text, Map.of("To", reply.replyTo().toUpperCase(java.util.Locale.ROOT)));
        handover.deliver(fresh.raw(), reply.replyTo());

        assertThat(owner.awaitText(ticket.ticketId(), text).path("kind").asString())
                .isEqualTo("message");
    }

    @Test
    void theNumberFindsTheTicketForItsRequesterOnly() {
        Desk.Case ticket = Desk.opened(handover);
        String known = unique("from the requester");
        String foreign = unique("from a stranger");
        String subject = unique("Re: [#" + ticket.number() + "] about it");

        ticket.customer().writes("About [#" + ticket.number() + "]", known);
        Customer.unknown(handover).writes(subject, foreign);

        owner.awaitText(ticket.ticketId(), known);
        String other = owner.awaitSubject(subject).path("ticketId").asString();
        assertThat(other).isNotEqualTo(ticket.ticketId());
        owner.awaitText(other, foreign);
    }

    @Test
    void automaticMailIsKeptAndChangesNothing() {
        Desk.Case ticket = Desk.opened(handover);
        Mail reply = Desk.replied(handover, ticket, unique("Reply to be bounced"));
        owner.awaitPhase(ticket.ticketId(), "WAITING_ON_CUSTOMER");
        String away = unique("I am on holiday");
        String bounce = unique("could not be delivered");
        Map<String, String> headers = new HashMap<>(Map.of(
                "In-Reply-To", reply.messageId(),
                "References", reply.messageId(),
                "Auto-Submitted", "auto-replied"));

        handover.deliver(
                ticket.customer().mail("Automatic reply", away, headers).raw(), reply.replyTo());
        headers.remove("Auto-Submitted");
        headers.put("From", "Mail Delivery System <mailer-daemon@customer.test>");
        headers.put("Return-Path", "<>");
        headers.put("Content-Type", "multipart/report; report-type=delivery-status; boundary=b");
        headers.put("Content-Transfer-Encoding", "");
        handover.deliver(
                ticket.customer()
                        .mail(
                                "Undelivered Mail Returned to Sender",
                                "--b\r\nContent-Type: text/plain\r\n\r\nYour mail " + bounce
                                        + "\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                                        + "Reporting-MTA: dns; customer.test\r\n\r\nAction: failed\r\n"
                                        + "Status: 5.1.1\r\n--b--",
                                headers)
                        .raw(),
                reply.replyTo());

        assertThat(owner.awaitText(ticket.ticketId(), away).path("automatic").asBoolean())
                .isTrue();
        assertThat(owner.awaitText(ticket.ticketId(), bounce).path("automatic").asBoolean())
                .isTrue();
        assertThat(owner.ticket(ticket.ticketId()).path("phase").asString()).isEqualTo("WAITING_ON_CUSTOMER");
        assertThat(ticket.customer().mailbox()).hasSize(1);
    }

    @Test
    void anOperatorsOwnMailIsAPrivateNote() {
        Desk.Case ticket = Desk.opened(handover);
        Mail reply = Desk.replied(handover, ticket, unique("Reply seen by all"));
        String text = unique("between us");

        handover.deliver(
                ticket.customer()
                        .mail(
                                reply.subject(),
                                text,
                                Map.of("From", "Ben Okafor <ben@acme.test>", "In-Reply-To", reply.messageId()))
                        .raw(),
                reply.replyTo());

        assertThat(owner.awaitText(ticket.ticketId(), text).path("kind").asString())
                .isEqualTo("note");
        assertThat(owner.ticket(ticket.ticketId()).path("phase").asString()).isEqualTo("WAITING_ON_CUSTOMER");
        assertThat(ticket.customer().mailbox()).hasSize(1);
    }

    @Test
    void anAnswerReopensASolvedTicket() {
        Desk.Case ticket = Desk.opened(handover);
        Mail reply = Desk.replied(handover, ticket, unique("That should do"));
        Desk.setStatus(handover, ticket, "solved", "SOLVED");

        ticket.customer().answers(reply, unique("It does not"));

        owner.awaitPhase(ticket.ticketId(), "WAITING_ON_TEAM");
    }

    @Test
    void aTicketReopenedWhileItsOperatorIsOfflineGoesToAColleague() {
        Desk.Case ticket = Desk.opened(handover);
        Mail reply = Desk.replied(handover, ticket, unique("Good night"));
        Desk.setStatus(handover, ticket, "solved", "SOLVED");
        String availability = "/routing/v1/operators/" + ticket.assignee() + "/availability";
        owner.put(availability, Map.of("availability", "offline")).ok();
        try {
            ticket.customer().answers(reply, unique("Are you still there?"));

            String colleague = owner.awaitThat(
                    "another operator having the ticket",
                    api -> Optional.of(api.ticket(ticket.ticketId())
                                    .path("assignee")
                                    .path("operatorId")
                                    .asString(""))
                            .filter(operator -> !operator.isEmpty() && !operator.equals(ticket.assignee())));
            JsonNode decisions = owner.get("/routing/v1/tickets/" + ticket.ticketId() + "/decisions")
                    .ok()
                    .path("items");
            JsonNode last = decisions.path(decisions.size() - 1);
            assertThat(last.path("winner").asString()).isEqualTo(colleague);
            assertThat(last.path("replaces").asString()).isEqualTo(ticket.assignee());
        } finally {
            owner.put(availability, Map.of("availability", "online")).ok();
        }
    }

    @Test
    void anAnswerToAClosedTicketOpensAFollowUp() {
        Desk.Case ticket = Desk.opened(handover);
        Mail reply = Desk.replied(handover, ticket, unique("Goodbye then"));
        Desk.setStatus(handover, ticket, "closed", "CLOSED");
        String text = unique("Back again");

        Customer.Sent answer = ticket.customer().answers(reply, text);

        JsonNode followUp = owner.awaitThat(
                "the follow-up ticket",
                api -> api.list("all").stream()
                        .filter(row -> row.path("requester")
                                .path("email")
                                .asString("")
                                .equals(ticket.customer().address()))
                        .filter(row -> !row.path("ticketId").asString().equals(ticket.ticketId()))
                        .findFirst());
        assertThat(followUp.path("subject").asString()).isEqualTo(answer.subject());
        String id = followUp.path("ticketId").asString();
        assertThat(owner.ticket(id).path("followUpOf").asString()).isEqualTo(ticket.ticketId());
        owner.awaitText(id, text);
        assertThat(owner.ticket(ticket.ticketId()).path("phase").asString()).isEqualTo("CLOSED");
    }
}
