package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What holds of commands and reads, whoever calls. */
class CommandsIT {

    private final Handover handover = Handover.running();
    private final Api owner = handover.as("owner");

    private static Map<String, Object> ticket(String subject) {
        return Map.of(
                "subject",
                subject,
                "description",
                "By phone",
                "requester",
                Map.of("name", "Caller", "email", UUID.randomUUID() + "@customer.test"),
                "tags",
                List.of("phone"),
                "priority",
                4);
    }

    @Test
    void aTicketIsOpenedByHandOnceForOneKey() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = ticket("By hand " + key);
        Api amelie = handover.as("amelie");

        Api.Answer first = amelie.post("/tickets/v1/tickets", key, body);
        Api.Answer again = amelie.post("/tickets/v1/tickets", key, body);
        Api.Answer other = amelie.post("/tickets/v1/tickets", key, ticket("Another"));

        assertThat(first.refused(201)).isEqualTo(again.refused(201));
        assertThat(again.after()).isEqualTo(first.after());
        other.refused(422);
        JsonNode seen = amelie.get(
                        "/query/v1/tickets/" + first.body().path("ticketId").asString() + "?minVersion="
                                + first.body().path("version").asLong())
                .ok();
        assertThat(seen.path("priority").asInt()).isEqualTo(4);
        assertThat(seen.path("tags").path(0).asString()).isEqualTo("phone");
    }

    @Test
    void whoWritesReadsItAtOnceInListsAndCounts() {
        Api amelie = handover.as("amelie");
        for (int i = 0; i < 10; i++) {
            Api.Answer opened = amelie.post(
                    "/tickets/v1/tickets",
                    Map.of("subject", "Mine " + UUID.randomUUID(), "description", "", "assigneeId", "amelie"));
            String id = opened.ok().path("ticketId").asString();

            JsonNode list = amelie.get("/query/v1/tickets?view=mine&limit=1&after=" + opened.after())
                    .ok();
            assertThat(list.path("items").path(0).path("ticketId").asString()).isEqualTo(id);
            long before = count(amelie, "mine", opened.after());
            Api.Answer solved = amelie.put("/tickets/v1/tickets/" + id + "/status", Map.of("status", "solved"));
            solved.ok();
            assertThat(count(amelie, "mine", solved.after())).isLessThan(before);
        }
    }

    private static long count(Api api, String view, String after) {
        return api.get("/query/v1/views?after=" + after)
                .ok()
                .path("views")
                .valueStream()
                .filter(found -> found.path("key").asString().equals(view))
                .findFirst()
                .orElseThrow()
                .path("count")
                .asLong();
    }

    @Test
    void nobodyAnswersPastANewerMessage() {
        Desk.Case ticket = Desk.opened(handover);
        Mail reply = Desk.replied(handover, ticket, "Where do you live? " + UUID.randomUUID());
        long seen = owner.ticket(ticket.ticketId()).path("version").asLong();
        String text = "In the meantime " + UUID.randomUUID();
        ticket.customer().answers(reply, text);
        owner.awaitText(ticket.ticketId(), text);
        String path = "/tickets/v1/tickets/" + ticket.ticketId() + "/replies";
        Api operator = handover.as(ticket.assignee());

        JsonNode problem = operator.post(path, Map.of("text", "Hello?", "seenVersion", seen))
                .refused(409);

        assertThat(problem.path("type").asString()).isEqualTo("urn:handover:problem:answered-past");
        assertThat(problem.path("since").toString()).contains("In the meantime");
        operator.post(path, Map.of("text", "Hello!", "seenVersion", seen, "force", true))
                .refused(201);
    }

    @Test
    void everyCountIsTheLengthOfItsList() {
        Desk.opened(handover);

        Desk.assertCountsAreLengths(handover);
    }

    @Test
    void badInputSaysWhatIsWrongWhere() {
        JsonNode problem = owner.post("/tickets/v1/tickets", Map.of("subject", "", "description", "x", "priority", 9))
                .refused(400);

        assertThat(problem.toString()).contains("/subject").contains("/priority");
        assertThat(owner.get("/query/v1/tickets?vieww=inbox").refused(400).toString())
                .contains("vieww");
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        Desk.Case ticket = Desk.opened(handover);
        String key = "w" + UUID.randomUUID().toString().substring(0, 8);
        handover.as("service")
                .post("/tickets/v1/workspaces", Map.of("key", key, "name", "Other"))
                .refused(201);
        Api other = handover.as("olivia", key, "owner");

        other.awaitThat(
                "the workspace",
                api -> java.util.Optional.of(api.get("/query/v1/views")).filter(answer -> answer.status() == 200));
        other.get("/query/v1/views")
                .ok()
                .path("views")
                .forEach(view -> assertThat(view.path("count").asLong()).isZero());
        assertThat(other.list("all")).isEmpty();
        other.get("/query/v1/tickets/" + ticket.ticketId()).refused(404);
        other.get("/query/v1/tickets/" + ticket.ticketId() + "/timeline").refused(404);
        other.get("/routing/v1/tickets/" + ticket.ticketId() + "/decisions").refused(404);
        other.put("/tickets/v1/tickets/" + ticket.ticketId() + "/status", Map.of("status", "solved"))
                .refused(404);
        other.post("/tickets/v1/tickets/" + ticket.ticketId() + "/notes", Map.of("text", "hi"))
                .refused(404);
        String messageId = owner.timeline(ticket.ticketId()).stream()
                .filter(item -> item.hasNonNull("messageId"))
                .findFirst()
                .orElseThrow()
                .path("messageId")
                .asString();
        other.post("/channels/v1/messages/" + messageId + "/link", Map.of()).refused(404);
        assertThat(owner.ticket(ticket.ticketId()).path("phase").asString()).isEqualTo("NEW");
    }
}
