package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.operation.After;
import dev.handover.query.Running.Answer;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationParticipantAdded;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationStarted;
import dev.handover.ticket.contract.RequesterJournalEvent.*;
import dev.handover.ticket.contract.TicketJournalEvent.TicketConversationLinked;
import dev.handover.ticket.contract.TicketJournalEvent.TicketOpened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Requesters over HTTP, and what their merges do to lists of tickets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestersTest {
    private static final Actor BY = Story.operator("amelie");
    private Running running;

    @BeforeAll
    void start() {
        running = new Running();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private String register(String workspace, String name) {
        String id = id();
        String email = name.toLowerCase(java.util.Locale.ROOT) + "@customer.test";
        running.publish(
                workspace,
                id,
                new RequesterRegistered(id, name, email, List.of(new Identity(Identity.Kind.EMAIL, email, false))));
        return id;
    }

    private String open(String workspace, long number, String requester) {
        String id = id();
        TicketOpened e = Story.opened(id, number, null, Story.now());
        running.publish(
                workspace,
                id,
                new TicketOpened(
                        id,
                        number,
                        e.source(),
                        e.subject(),
                        e.description(),
                        e.channel(),
                        requester,
                        "an old name",
                        "old@customer.test",
                        e.priority(),
                        e.status(),
                        e.phase(),
                        e.tags(),
                        e.sourceAgent(),
                        e.teamId(),
                        e.routable(),
                        e.followUpOf(),
                        e.by(),
                        e.occurredAt()));
        return id;
    }

    private Answer requester(String token, String id, long version) {
        return running.get(token, "/query/v1/requesters/" + id + "?minVersion=" + version);
    }

    private static List<String> tickets(JsonNode items) {
        return items.valueStream().map(item -> item.path("ticketId").asString()).toList();
    }

    @Test
    void showsWhatIsKnownOfOneWithItsTickets() {
        String workspace = "w" + id().substring(0, 8);
        String token = Running.token(workspace, "amelie");
        Instant at = Story.now();
        String carla = register(workspace, "Carla");
        running.publish(
                workspace,
                carla,
                new RequesterIdentityAdded(carla, new Identity(Identity.Kind.PHONE, "+4930123456", false), BY, at));
        running.publish(
                workspace,
                carla,
                new RequesterIdentityVerified(carla, new Identity(Identity.Kind.PHONE, "+4930123456", true), BY, at));
        long version = running.publish(
                workspace,
                carla,
                new RequesterDetailsChanged(carla, "Carla K.", List.of(new Attribute("plan", "gold")), BY, at));
        String ticket = open(workspace, 1, carla);
        running.get(token, "/query/v1/tickets/" + ticket + "?minVersion=1");
        Answer shown = requester(token, carla, version);
        assertThat(shown.raw().headers().firstValue("ETag")).hasValue("\"4\"");
        assertThat(shown.body().path("name").asString()).isEqualTo("Carla K.");
        assertThat(shown.body().path("attributes").toString()).isEqualTo("{\"plan\":\"gold\"}");
        assertThat(shown.body().path("identities").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"kind\":\"email\",\"value\":\"carla@customer.test\",\"verified\":false,\"requesterId\":\""
                                + carla + "\"}",
                        "{\"kind\":\"phone\",\"value\":\"+4930123456\",\"verified\":true,\"requesterId\":\"" + carla
                                + "\"}");
        assertThat(tickets(shown.body().path("tickets"))).containsExactly(ticket);
        assertThat(shown.body().path("ticketCount").asLong()).isEqualTo(1);
    }

    @Test
    void ticketsOfAMergedOneShowTheOtherUntilItIsUnmerged() {
        String workspace = "w" + id().substring(0, 8);
        String token = Running.token(workspace, "amelie");
        String source = register(workspace, "Twin");
        String middle = register(workspace, "Middle");
        String target = register(workspace, "Carla");
        String ticket = open(workspace, 1, source);
        String other = open(workspace, 2, target);
        running.publish(workspace, middle, new RequesterMerged(middle, target, BY, Story.now()));
        long merged = running.publish(workspace, source, new RequesterMerged(source, middle, BY, Story.now()));
        running.get(token, "/query/v1/tickets/" + other + "?minVersion=1");
        assertThat(requester(token, source, merged).body().path("mergedInto").asString())
                .isEqualTo(middle);
        requester(token, middle, 2);
        JsonNode row = running.get(token, "/query/v1/tickets/" + ticket + "?minVersion=1")
                .body();
        assertThat(row.path("requester").toString())
                .isEqualTo("{\"requesterId\":\"" + target + "\",\"name\":\"Carla\",\"email\":\"carla@customer.test\"}");
        assertThat(tickets(running.get(token, "/query/v1/tickets?requester=" + target)
                        .items()))
                .containsExactlyInAnyOrder(ticket, other);
        Answer both = requester(token, target, 1);
        assertThat(both.body().path("ticketCount").asLong()).isEqualTo(2);
        assertThat(both.body().path("identities")).hasSize(3);

        long unmerged = running.publish(workspace, source, new RequesterUnmerged(source, middle, BY, Story.now()));
        assertThat(tickets(requester(token, source, unmerged).body().path("tickets")))
                .containsExactly(ticket);
        assertThat(running.get(token, "/query/v1/tickets/" + ticket)
                        .body()
                        .path("requester")
                        .path("name")
                        .asString())
                .isEqualTo("Twin");
        assertThat(tickets(running.get(token, "/query/v1/tickets?requester=" + target)
                        .items()))
                .containsExactly(other);
    }

    @Test
    void othersWhoTakePartAreShownWithTheConversation() {
        String workspace = "w" + id().substring(0, 8);
        String token = Running.token(workspace, "amelie");
        Instant at = Story.now();
        String conversation = id();
        String ticket = open(workspace, 1, register(workspace, "Carla"));
        running.publish(workspace, conversation, new ConversationStarted(conversation, null, "email", null, "Subject"));
        running.publish(
                workspace,
                conversation,
                new ConversationParticipantAdded(conversation, "colin@customer.test", "Colin", at));
        running.publish(workspace, ticket, new TicketConversationLinked(ticket, conversation, true, at));
        String after = new After(Map.of(ticket, 2L, conversation, 2L)).token();
        assertThat(running.get(token, "/query/v1/tickets/" + ticket + "?after=" + after)
                        .body()
                        .path("conversations")
                        .get(0)
                        .path("participants")
                        .toString())
                .isEqualTo("[{\"address\":\"colin@customer.test\",\"name\":\"Colin\"}]");
    }

    @Test
    void whoIsErasedTakesPartNowhere() {
        String workspace = "w" + id().substring(0, 8);
        String token = Running.token(workspace, "amelie");
        Instant at = Story.now();
        String conversation = id();
        String carla = register(workspace, "Carla");
        String ticket = open(workspace, 1, carla);
        String colin = register(workspace, "Colin");
        running.publish(
                workspace, conversation, new ConversationStarted(conversation, carla, "email", null, "Subject"));
        for (String address : List.of("Colin@customer.test", "dana@customer.test")) {
            running.publish(workspace, conversation, new ConversationParticipantAdded(conversation, address, null, at));
        }
        running.publish(workspace, ticket, new TicketConversationLinked(ticket, conversation, true, at));
        String before = new After(Map.of(ticket, 2L, conversation, 3L)).token();
        assertThat(running.get(token, "/query/v1/tickets/" + ticket + "?after=" + before)
                        .status())
                .isEqualTo(200);
        running.publish(workspace, colin, new RequesterErased(colin, Story.operator("amelie"), at));
        assertThat(requester(token, colin, 2).status()).isEqualTo(404);
        assertThat(running.column("select address from generation_a.conversation_participant where conversation_id = '"
                        + conversation + "'"))
                .containsExactly("dana@customer.test");
        assertThat(running.column("select count(*) from generation_a.conversation_item where conversation_id = '"
                        + conversation + "' and type like '%participant_added%'"))
                .containsExactly("1");
    }

    @Test
    void nobodyElsesAreShown() {
        String mine = "w" + id().substring(0, 8);
        String carla = register(mine, "Carla");
        assertThat(requester(Running.token(mine, "amelie"), carla, 1).status()).isEqualTo(200);
        assertThat(running.get(Running.token("w-other", "amelie"), "/query/v1/requesters/" + carla)
                        .status())
                .isEqualTo(404);
    }
}
