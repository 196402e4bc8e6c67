package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tickets that are put aside, brought back and reopened, through the API. */
class AsideApiTest {
    private static Workspace acme;

    @BeforeAll
    static void start() {
        acme = Workspace.in(RunningTickets.shared());
    }

    private static JournalEvent last(String ticket) {
        return acme.journal(ticket, (int) acme.version(ticket)).getLast();
    }

    private static Answer delete(String path) {
        return acme.service().call(acme.token("sub-amelie", "operator"), "DELETE", "/v1/tickets/" + path, null);
    }

    @Test
    void snoozesAndWakes() {
        String ticket = acme.open();
        Instant until = Instant.now().plus(Duration.ofDays(1));
        assertThat(acme.put("/tickets/" + ticket + "/snooze", "{'until': '" + until + "'}")
                        .number("version"))
                .isEqualTo(2);
        assertThat(last(ticket)).isInstanceOfSatisfying(TicketJournalEvent.TicketSnoozed.class, e -> {
            assertThat(e.wakeOnCustomerMessage()).isTrue();
            assertThat(e.by().id()).isEqualTo("amelie");
        });
        assertThat(acme.put(
                                "/tickets/" + ticket + "/snooze",
                                "{'until': '" + until + "', 'wakeOnCustomerMessage': false}")
                        .number("version"))
                .isEqualTo(3);
        assertThat(delete(ticket + "/snooze").number("version")).isEqualTo(4);
        assertThat(last(ticket))
                .isInstanceOfSatisfying(
                        TicketJournalEvent.TicketWoken.class,
                        e -> assertThat(e.cause()).isEqualTo("by_hand"));
        assertThat(delete(ticket + "/snooze").number("version")).isEqualTo(4);
    }

    @Test
    void refusesATimeThatIsOverAndATicketThatHasEnded() {
        String ticket = acme.open();
        assertThat(acme.put("/tickets/" + ticket + "/snooze", "{'until': '2020-01-01T00:00:00Z'}")
                        .pointers())
                .containsExactly("/until");
        assertThat(acme.put("/tickets/" + ticket + "/snooze", "{'until': '+99999-01-01T00:00:00Z'}")
                        .pointers())
                .containsExactly("/until");
        assertThat(acme.put("/tickets/" + ticket + "/snooze", "{}").pointers()).containsExactly("/until");
        acme.put("/tickets/" + ticket + "/status", "{'status': 'solved'}");
        assertThat(acme.put(
                                "/tickets/" + ticket + "/snooze",
                                "{'until': '" + Instant.now().plus(Duration.ofDays(1)) + "'}")
                        .problem())
                .isEqualTo("ticket-is-not-active");
    }

    @Test
    void archivesAndRestores() {
        String ticket = acme.open();
        assertThat(acme.put("/tickets/" + ticket + "/archive", "{}").number("version"))
                .isEqualTo(2);
        assertThat(acme.put("/tickets/" + ticket + "/archive", "{}").number("version"))
                .isEqualTo(2);
        assertThat(delete(ticket + "/archive").number("version")).isEqualTo(3);
        assertThat(last(ticket))
                .isInstanceOfSatisfying(
                        TicketJournalEvent.TicketRestored.class,
                        e -> assertThat(e.cause()).isEqualTo("by_hand"));
    }

    @Test
    void reopensOnceForARepeatedKey() {
        String ticket = acme.open();
        acme.put("/tickets/" + ticket + "/status", "{'status': 'closed'}");
        acme.put("/tickets/" + ticket + "/archive", "{}");
        Answer reopened = acme.post("/tickets/" + ticket + "/reopen", "{}", "Idempotency-Key", "reopen-" + ticket);
        assertThat(reopened.status()).isEqualTo(201);
        assertThat(reopened.number("version")).isEqualTo(5);
        assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_team");
        assertThat(last(ticket)).isInstanceOf(TicketJournalEvent.TicketRestored.class);
        acme.put("/tickets/" + ticket + "/status", "{'status': 'closed'}");
        assertThat(acme.post("/tickets/" + ticket + "/reopen", "{}", "Idempotency-Key", "reopen-" + ticket)
                        .number("version"))
                .isEqualTo(5);
        assertThat(acme.statusOf(ticket)).isEqualTo("closed");
    }

    @Test
    void doesNotReopenWhereTheConversationHasAnotherActiveTicket() {
        String ticket = acme.open();
        acme.post("/tickets/" + ticket + "/replies", "{'text': 'Hello'}");
        acme.put("/tickets/" + ticket + "/status", "{'status': 'closed'}");
        Answer followUp = acme.post("/tickets/" + ticket + "/follow-up", "{'description': 'again'}");
        assertThat(followUp.status()).as(followUp.toString()).isEqualTo(201);
        Answer refused = acme.post("/tickets/" + ticket + "/reopen", "{}");
        assertThat(refused.problem()).isEqualTo("conversation-has-active-ticket");
        assertThat(refused.text("ticketId")).isEqualTo(followUp.text("ticketId"));
    }
}
