package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.query.Running.Answer;
import dev.handover.ticket.contract.TicketJournalEvent.TicketArchived;
import dev.handover.ticket.contract.TicketJournalEvent.TicketClassified;
import dev.handover.ticket.contract.TicketJournalEvent.TicketDescribed;
import dev.handover.ticket.contract.TicketJournalEvent.TicketRecordUnlinked;
import dev.handover.ticket.contract.TicketJournalEvent.TicketRestored;
import dev.handover.ticket.contract.TicketJournalEvent.TicketSnoozed;
import dev.handover.ticket.contract.TicketJournalEvent.TicketWoken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What is done to tickets beside talking and assigning, as lists, tickets and timelines show it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkOnTicketsTest {
    private final String workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final String token = Running.token(workspace, "amelie");
    private Running running;

    @BeforeAll
    void start() {
        running = new Running();
        running.operator(workspace, "amelie", "support");
        running.operator(workspace, "ben", "support");
    }

    @AfterAll
    void stop() {
        running.close();
    }

    private String open(long number) {
        String ticket = UUID.randomUUID().toString();
        running.publish(workspace, ticket, Story.opened(ticket, number, "support", Story.now()));
        return ticket;
    }

    private JsonNode ticket(String ticket, long version) {
        Answer answer = running.get(token, "/query/v1/tickets/" + ticket + "?minVersion=" + version);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode timeline(String ticket, long version) {
        return running.get(token, "/query/v1/tickets/" + ticket + "/timeline?minVersion=" + version)
                .items();
    }

    @Test
    void aTicketShowsWhatItIsCalledAndAboutNow() {
        String ticket = open(1);
        running.publish(
                workspace, ticket, new TicketDescribed(ticket, "Other", "More", Story.operator("amelie"), Story.now()));
        long version = running.publish(
                workspace,
                ticket,
                new TicketClassified(
                        ticket, "Invoices", "refund", "Billing", "Refunds", Story.operator("amelie"), Story.now()));
        JsonNode shown = ticket(ticket, version);
        assertThat(shown.path("subject").asString()).isEqualTo("Other");
        assertThat(shown.path("description").asString()).isEqualTo("More");
        assertThat(shown.path("topic").asString()).isEqualTo("Invoices");
        assertThat(shown.path("subLabel").asString()).isEqualTo("Refunds");
        for (String filter : List.of("topic=Invoices", "intent=refund", "label=Billing", "subLabel=Refunds")) {
            Answer list = running.get(token, "/query/v1/tickets?" + filter);
            assertThat(list.body().path("count").asLong()).as(filter).isEqualTo(1);
            assertThat(list.items().get(0).path("ticketId").asString()).isEqualTo(ticket);
        }
        JsonNode items = timeline(ticket, version);
        assertThat(items.valueStream().map(item -> item.path("type").asString()))
                .containsExactly("opened", "described", "classified");
        assertThat(items.get(1).path("change").path("subject").asString()).isEqualTo("Other");
        assertThat(items.get(2).path("change").path("label").asString()).isEqualTo("Billing");
    }

    @Test
    void aNoteIsShownAsItIsNowWithWhatItSaidBefore() {
        String ticket = open(2);
        String note = UUID.randomUUID().toString();
        Instant at = Story.now();
        running.publish(workspace, ticket, Story.note(ticket, note, "first", List.of("amelie"), at));
        running.publish(workspace, ticket, Story.edited(ticket, note, 2, "second", List.of("ben"), List.of("ben"), at));
        long version = running.publish(
                workspace, ticket, Story.edited(ticket, note, 3, "third", List.of("ben"), List.of(), at));
        JsonNode items = timeline(ticket, version);
        JsonNode shown = items.get(1);
        assertThat(shown.path("kind").asString()).isEqualTo("note");
        assertThat(shown.path("text").asString()).isEqualTo("third");
        assertThat(shown.path("revision").asInt()).isEqualTo(3);
        assertThat(shown.path("mentions").get(0).path("name").asString()).isEqualTo("BEN");
        assertThat(shown.path("earlier")
                        .valueStream()
                        .map(one -> one.path("text").asString()))
                .containsExactly("first", "second");
        assertThat(items.get(3).path("change").path("revision").asInt()).isEqualTo(3);
        assertThat(running.get(token, "/query/v1/tickets?view=mentions").items())
                .isEmpty();
        assertThat(running.get(Running.token(workspace, "ben"), "/query/v1/tickets?view=mentions")
                        .items()
                        .get(0)
                        .path("ticketId")
                        .asString())
                .isEqualTo(ticket);
    }

    @Test
    void aTicketShowsWhatItHasElsewhere() {
        String ticket = open(3);
        running.publish(workspace, ticket, Story.record(ticket, "r1", Story.now()));
        running.publish(workspace, ticket, Story.record(ticket, "r2", Story.now()));
        running.publish(
                workspace, ticket, new TicketRecordUnlinked(ticket, "r1", Story.operator("amelie"), Story.now()));
        Instant first = Instant.parse("2026-05-04T08:00:00Z");
        running.publish(workspace, ticket, Story.synced(ticket, "4711", first, Story.now()));
        long version =
                running.publish(workspace, ticket, Story.synced(ticket, "4711", first.plusSeconds(5), Story.now()));
        JsonNode shown = ticket(ticket, version);
        assertThat(shown.path("records")
                        .valueStream()
                        .map(one -> one.path("recordId").asString()))
                .containsExactly("r2");
        assertThat(shown.path("records").get(0).path("url").asString()).isEqualTo("https://a.test/r2");
        assertThat(shown.path("externalReferences")).hasSize(1);
        assertThat(shown.path("externalReferences").get(0).path("lastSyncAt").asString())
                .isEqualTo("2026-05-04T08:00:05Z");
        assertThat(timeline(ticket, version)
                        .valueStream()
                        .map(item -> item.path("type").asString()))
                .containsExactly(
                        "opened",
                        "record_linked",
                        "record_linked",
                        "record_unlinked",
                        "external_synced",
                        "external_synced");
    }

    @Test
    void ticketsThatArePutAsideAreInViewsOfTheirOwn() {
        String other = "w" + UUID.randomUUID().toString().substring(0, 8);
        running.operator(other, "amelie", "support");
        String amelie = Running.token(other, "amelie");
        List<String> tickets = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            String ticket = UUID.randomUUID().toString();
            running.publish(other, ticket, Story.opened(ticket, number, "support", Story.now()));
            running.publish(other, ticket, Story.assigned(ticket, "amelie", "support", Story.now()));
            tickets.add(ticket);
        }
        Instant until = Instant.parse("2030-01-01T00:00:00Z");
        String snoozed = tickets.get(0);
        String archived = tickets.get(1);
        running.publish(other, snoozed, new TicketSnoozed(snoozed, until, false, Story.CUSTOMER, Story.now()));
        running.publish(other, archived, new TicketSnoozed(archived, until, true, Story.CUSTOMER, Story.now()));
        running.publish(other, archived, new TicketArchived(archived, Story.CUSTOMER, Story.now()));
        running.await(
                amelie,
                "/query/v1/tickets?view=archived",
                answer -> answer.items().size() == 1);
        shows(amelie, "inbox", tickets.get(2));
        shows(amelie, "mine", tickets.get(2));
        shows(amelie, "snoozed", snoozed);
        shows(amelie, "archived", archived);
        shows(amelie, "all", snoozed, tickets.get(2));
        JsonNode row =
                running.get(amelie, "/query/v1/tickets?view=snoozed").items().get(0);
        assertThat(row.path("snooze").path("until").asString()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(row.path("snooze").path("wakeOnCustomerMessage").asBoolean()).isFalse();
        running.publish(other, archived, new TicketRestored(archived, "by_hand", Story.CUSTOMER, Story.now()));
        running.publish(other, snoozed, new TicketWoken(snoozed, "time", Story.CUSTOMER, Story.now()));
        running.await(
                amelie, "/query/v1/tickets?view=inbox", answer -> answer.items().size() == 2);
        shows(amelie, "snoozed", archived);
        shows(amelie, "archived");
    }

    private void shows(String caller, String view, String... tickets) {
        Answer list = running.get(caller, "/query/v1/tickets?view=" + view);
        assertThat(list.items().valueStream().map(item -> item.path("ticketId").asString()))
                .as(view)
                .containsExactlyInAnyOrder(tickets);
        assertThat(list.body().path("count").asLong()).as(view).isEqualTo(tickets.length);
    }
}
