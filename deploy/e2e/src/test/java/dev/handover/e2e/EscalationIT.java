package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An AI agent hands a conversation over to people, and an operator takes it. */
class EscalationIT {
    private final Handover handover = Handover.running();
    private final Api agent = handover.as("agent");
    private final Api amelie = handover.as("amelie");

    @Test
    void anEscalatedConversationIsATicketAndAnOperatorAnswersInstead() {
        String subject = "Refund " + UUID.randomUUID();
        String words = "I want my money back " + UUID.randomUUID();
        String conversation = agent.post(
                        "/tickets/v1/conversations",
                        Map.of(
                                "channel",
                                "chat",
                                "subject",
                                subject,
                                "requester",
                                Map.of("name", "Zoe", "email", UUID.randomUUID() + "@customer.test")))
                .refused(201)
                .path("conversationId")
                .asString();
        String path = "/tickets/v1/conversations/" + conversation;
        agent.post(path + "/messages", Map.of("text", words, "from", "customer"))
                .ok();
        amelie.awaitThat(
                "the conversation among those without a ticket",
                api -> api.get("/query/v1/conversations")
                        .ok()
                        .path("items")
                        .valueStream()
                        .filter(row -> row.path("conversationId").asString().equals(conversation))
                        .findFirst());
        JsonNode escalated = agent.post(
                        path + "/escalation", Map.of("reason", "wants a person", "trigger", "customer_request"))
                .ok();
        String ticket = escalated.path("ticketId").asString();

        amelie.post(path + "/takeover", Map.of()).ok();

        JsonNode refused =
                agent.post(path + "/messages", Map.of("text", "May I help?")).refused(409);
        assertThat(refused.path("type").asString()).endsWith(":ai-is-paused");
        amelie.post("/tickets/v1/tickets/" + ticket + "/replies", Map.of("text", "I am on it"))
                .ok();
        JsonNode shown = amelie.awaitThat(
                "the ticket as amelie's",
                api -> Optional.of(api.get("/query/v1/tickets/" + ticket).ok())
                        .filter(row -> row.path("phase").asString().equals("WAITING_ON_CUSTOMER")));
        assertThat(shown.path("source").asString()).isEqualTo("escalation");
        assertThat(shown.path("subject").asString()).isEqualTo(subject);
        assertThat(shown.path("assignee").path("handle").asString()).isEqualTo("amelie");
    }
}
