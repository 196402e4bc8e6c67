package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What journeys do again and again at the help desk. */
final class Desk {

    private Desk() {}

    /** A ticket that a customer's mail opened, with who has it. */
    record Case(Customer customer, Customer.Sent mail, String ticketId, long number, String assignee) {

        String subject() {
            return mail.subject();
        }
    }

    /** A customer writes; the ticket is open and assigned. */
    static Case opened(Handover handover) {
        Customer customer = Customer.unknown(handover);
        String subject = "A question " + UUID.randomUUID();
        Customer.Sent sent = customer.writes(subject, "Hello, I have a question.");
        Api owner = handover.as("owner");
        JsonNode row = owner.awaitSubject(subject);
        String id = row.path("ticketId").asString();
        JsonNode assigned = owner.awaitThat(
                "the ticket being assigned",
                api -> Optional.of(api.ticket(id))
                        .filter(ticket -> ticket.path("assignee").hasNonNull("operatorId")));
        return new Case(
                customer,
                sent,
                id,
                row.path("number").asLong(),
                assigned.path("assignee").path("handle").asString());
    }

    /** The operator replies; what the customer's mailbox then has. */
    static Mail replied(Handover handover, Case ticket, String text) {
        handover.as(ticket.assignee())
                .post("/tickets/v1/tickets/" + ticket.ticketId() + "/replies", Map.of("text", text, "force", true))
                .ok();
        return awaitMail(ticket.customer(), text);
    }

    /** Waits for the mail with this text. */
    static Mail awaitMail(Customer customer, String text) {
        return await("a mail saying " + text)
                .atMost(Handover.patience())
                .pollInterval(Duration.ofMillis(150))
                .until(
                        () -> customer.mailbox().stream()
                                .filter(mail -> mail.text().contains(text))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    static void setStatus(Handover handover, Case ticket, String status, String phase) {
        Api.Answer answer = handover.as(ticket.assignee())
                .put("/tickets/v1/tickets/" + ticket.ticketId() + "/status", Map.of("status", status));
        answer.ok();
        assertThat(handover.as("owner")
                        .get("/query/v1/tickets/" + ticket.ticketId() + "?after=" + answer.after())
                        .ok()
                        .path("phase")
                        .asString())
                .isEqualTo(phase);
    }

    /** Every view's count is the length of its list, for everybody. */
    static void assertCountsAreLengths(Handover handover) {
        for (String person : List.of("owner", "amelie", "ben")) {
            Api api = handover.as(person);
            await("counts and lists of " + person + " agreeing")
                    .atMost(Handover.patience())
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> api.get("/query/v1/views")
                            .ok()
                            .path("views")
                            .forEach(view -> {
                                String key = view.path("key").asString();
                                assertThat((long) api.list(key).size())
                                        .as("%s of %s", key, person)
                                        .isEqualTo(view.path("count").asLong());
                            }));
        }
    }
}
