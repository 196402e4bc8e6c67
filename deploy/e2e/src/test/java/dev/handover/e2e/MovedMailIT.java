package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A mail that found the wrong ticket is moved by an operator, and its thread goes on where it is then. */
class MovedMailIT {

    private final Handover handover = Handover.running();
    private final Api owner = handover.as("owner");

    private static String unique(String text) {
        return text + " " + UUID.randomUUID();
    }

    @Test
    void aStrangersMailInAnotherThreadBecomesTheirOwnTicketAndStaysIt() {
        Desk.Case ticket = Desk.opened(handover);
        Mail reply = Desk.replied(handover, ticket, unique("Our answer"));
        owner.awaitPhase(ticket.ticketId(), "WAITING_ON_CUSTOMER");
        Customer stranger = Customer.unknown(handover);
        String text = unique("I was sent this, but my question is another one");
        Customer.Sent sent = stranger.mail(
                unique("Another question"),
                text,
                Map.of("In-Reply-To", reply.messageId(), "References", reply.messageId()));
        handover.deliver(sent.raw(), Customer.SUPPORT);
        JsonNode wrong = owner.awaitText(ticket.ticketId(), text);
        owner.awaitPhase(ticket.ticketId(), "WAITING_ON_TEAM");

        JsonNode moved = owner.post(
                        "/tickets/v1/conversations/"
                                + wrong.path("conversationId").asString()
                                + "/messages/" + wrong.path("messageId").asString() + "/move",
                        Map.of())
                .ok();
        String own = moved.path("ticketId").asString();

        assertThat(own).isNotEqualTo(ticket.ticketId());
        JsonNode there = owner.awaitText(own, text);
        assertThat(there.path("messageId")).isEqualTo(wrong.path("messageId"));
        assertThat(there.path("moved").path("ticketNumber").asLong()).isEqualTo(ticket.number());
        assertThat(owner.ticket(own).path("requester").path("email").asString()).isEqualTo(stranger.address());
        owner.awaitPhase(ticket.ticketId(), "WAITING_ON_CUSTOMER");
        theMailIsGoneAndItSaysWhereTo(ticket.ticketId(), text, moved);

        String answer = unique("This is about yours");
        owner.post("/tickets/v1/tickets/" + own + "/replies", Map.of("text", answer, "force", true))
                .ok();
        Mail ours = Desk.awaitMail(stranger, answer);
        assertThat(ours.header("In-Reply-To")).isEqualTo(sent.messageId());
        String later = unique("Now it is clear");
        stranger.answers(ours, later);
        owner.awaitText(own, later);
        String more = unique("One more thing");
        handover.deliver(
                stranger.mail(sent.subject(), more, Map.of("In-Reply-To", sent.messageId()))
                        .raw(),
                Customer.SUPPORT);
        owner.awaitText(own, more);
        String requesters = unique("And mine goes on here");
        ticket.customer().answers(reply, requesters);
        owner.awaitText(ticket.ticketId(), requesters);
        assertThat(texts(ticket.ticketId())).doesNotContain(later, more);
        assertThat(ticket.customer().mailbox()).hasSize(1);
    }

    private void theMailIsGoneAndItSaysWhereTo(String ticketId, String text, JsonNode moved) {
        JsonNode mark = owner.awaitThat(
                "the mark of the move",
                api -> api.timeline(ticketId).stream()
                        .filter(item -> item.path("type").asString("").equals("message_moved_off"))
                        .findFirst());
        assertThat(mark.path("change").path("number")).isEqualTo(moved.path("number"));
        owner.awaitThat(
                "the mail being gone",
                api -> Optional.of(texts(ticketId))
                        .filter(texts -> texts.stream().noneMatch(text::equals)));
    }

    private List<String> texts(String ticketId) {
        return owner.timeline(ticketId).stream()
                .map(item -> item.path("text").asString("").strip())
                .toList();
    }
}
