package dev.handover.ticket.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageMovedOff;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageReceived;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationOperatorReplied;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.ThreadedBy;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessageAdded;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessageMovedOff;
import dev.handover.ticket.contract.TicketJournalEvent.TicketOpened;
import dev.handover.ticket.contract.TicketJournalEvent.TicketStatusChanged;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail of somebody else's that came into a thread by its references, and is moved out of it by a person. */
class MovedMessagesTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private final Mail first = Mail.first();
    private final Mail wrong = Mail.first()
            .referring(first.externalId())
            .from("bert@customer.test")
            .saying("mine " + UUID.randomUUID());
    private Workspace acme;
    private String source;
    private String ticket;
    private String ours;

    @BeforeEach
    void begin() {
        acme = Workspace.in(SERVICE);
        source = acme.arrived(first);
        ticket = acme.ticketsOf(source).getFirst();
        ours = acme.post("/tickets/" + ticket + "/replies", "{'text': 'Try this'}")
                .text("messageId");
        assertThat(acme.arrived(wrong)).isEqualTo(source);
    }

    private Answer move(String from, String body, String... headers) {
        return acme.post("/conversations/" + from + "/messages/" + wrong.id() + "/move", body, headers);
    }

    private <E> List<E> events(String stream, Class<E> type) {
        return acme.journal(stream).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private <E> E last(String stream, Class<E> type) {
        return events(stream, type).getLast();
    }

    @Test
    void isOnANewTicketOfItsSenderAndTheOldOneIsAsItWas() {
        Answer moved = move(source, "{}");
        assertThat(moved.status()).as(moved.toString()).isEqualTo(201);
        String into = moved.text("conversationId");
        assertThat(acme.ticketsOf(into)).containsExactly(moved.text("ticketId"));
        TicketOpened opened = last(moved.text("ticketId"), TicketOpened.class);
        assertThat(opened.requesterEmail()).isEqualTo("bert@customer.test");
        ConversationMessageReceived there = last(into, ConversationMessageReceived.class);
        assertThat(there.messageId()).isEqualTo(wrong.id());
        assertThat(there.text()).isEqualTo(wrong.text());
        assertThat(there.from().id()).isEqualTo(opened.requesterId());
        assertThat(there.moved()).satisfies(by -> {
            assertThat(by.ticketId()).isEqualTo(ticket);
            assertThat(by.threadedBy()).isEqualTo(ThreadedBy.REFERENCES);
            assertThat(by.by().name()).isNotEmpty();
        });
        assertThat(last(source, ConversationMessageMovedOff.class).into()).isEqualTo(into);
        TicketMessageMovedOff off = last(ticket, TicketMessageMovedOff.class);
        assertThat(off.into()).isEqualTo(moved.text("ticketId"));
        assertThat(off.intoNumber()).isEqualTo(moved.number("number"));
        TicketStatusChanged back = last(ticket, TicketStatusChanged.class);
        assertThat(back.fromPhase()).isEqualTo(Phase.WAITING_ON_TEAM);
        assertThat(back.phase()).isEqualTo(Phase.WAITING_ON_CUSTOMER);
    }

    @Test
    void takesItsThreadAlongAndLeavesTheOtherOne() {
        Answer moved = move(source, "{}");
        String into = moved.text("conversationId");
        String own = "<handover." + ours + "@acme.test>";
        Mail more = Mail.first().from("bert@customer.test").answering(ours).referring(own, wrong.externalId());
        assertThat(acme.arrived(more)).isEqualTo(into);
        Mail old = Mail.first().answering(ours).referring(first.externalId(), wrong.externalId(), own);
        assertThat(acme.arrived(old)).isEqualTo(source);
        acme.post("/tickets/" + moved.text("ticketId") + "/replies", "{'text': 'Yours'}");
        assertThat(last(into, ConversationOperatorReplied.class)).satisfies(reply -> {
            assertThat(reply.toAddress()).isEqualTo("bert@customer.test");
            assertThat(reply.inReplyTo()).isEqualTo(more.externalId());
            assertThat(reply.references()).contains(wrong.externalId());
        });
        acme.post("/tickets/" + ticket + "/replies", "{'text': 'Theirs'}");
        assertThat(last(source, ConversationOperatorReplied.class).toAddress()).isEqualTo("carla@customer.test");
    }

    @Test
    void joinsTheTicketThatIsNamedAndComesBack() {
        Mail earlier = Mail.first().from("bert@customer.test");
        String theirs = acme.arrived(earlier);
        String target = acme.ticketsOf(theirs).getFirst();
        Answer moved = move(source, "{'ticketId': '" + target + "'}");
        assertThat(moved.text("conversationId")).isEqualTo(theirs);
        assertThat(last(target, TicketMessageAdded.class).messageId()).isEqualTo(wrong.id());
        Answer back = move(theirs, "{'ticketId': '" + ticket + "'}");
        assertThat(back.status()).as(back.toString()).isEqualTo(201);
        assertThat(acme.ticketsOf(back.text("conversationId"))).containsExactly(ticket);
        assertThat(last(back.text("conversationId"), ConversationMessageReceived.class)
                        .moved())
                .satisfies(again -> assertThat(again.times()).isEqualTo(2));
    }

    @Test
    void isMovedOnce() {
        Answer moved = move(source, "{}", "Idempotency-Key", "k1");
        Answer repeated = move(source, "{}", "Idempotency-Key", "k1");
        assertThat(repeated.json()).isEqualTo(moved.json());
        Answer other = move(source, "{}", "Idempotency-Key", "k2");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("message-is-moved");
        assertThat(other.text("ticketId")).isEqualTo(moved.text("ticketId"));
    }

    @Test
    void isRefusedWithItsReason() {
        assertThat(move(source, "{'ticketId': '" + UUID.randomUUID() + "'}").pointers())
                .containsExactly("/ticketId");
        assertThat(move(source, "{'ticketId': '" + ticket + "'}").pointers()).containsExactly("/ticketId");
        String closed = acme.open();
        acme.put("/tickets/" + closed + "/status", "{'status': 'closed'}");
        assertThat(move(source, "{'ticketId': '" + closed + "'}").problem()).isEqualTo("ticket-is-closed");
        assertThat(move(UUID.randomUUID().toString(), "{}").problem()).isEqualTo("no-such-conversation");
        assertThat(acme.post("/conversations/" + source + "/messages/" + ours + "/move", "{}")
                        .problem())
                .isEqualTo("message-stays");
        assertThat(acme.post("/conversations/" + source + "/messages/" + UUID.randomUUID() + "/move", "{}")
                        .problem())
                .isEqualTo("no-such-message");
        Answer stranger =
                Workspace.in(SERVICE).post("/conversations/" + source + "/messages/" + wrong.id() + "/move", "{}");
        assertThat(stranger.status()).isEqualTo(404);
    }

    @Test
    void ofNobodyIsOnlyGivenToATicketThatHasMail() {
        Mail bounce = Mail.first().referring(first.externalId()).from("").automatic("BOUNCE");
        acme.arrived(bounce);
        String path = "/conversations/" + source + "/messages/" + bounce.id() + "/move";
        assertThat(acme.post(path, "{}").problem()).isEqualTo("message-stays");
        String theirs = acme.ticketsOf(acme.arrived(Mail.first().from("bert@customer.test")))
                .getFirst();
        long changes = events(theirs, TicketStatusChanged.class).size();
        assertThat(acme.post(path, "{'ticketId': '" + theirs + "'}").status()).isEqualTo(201);
        assertThat(events(theirs, TicketStatusChanged.class)).hasSize((int) changes);
    }

    @Test
    void isErasedWithItsSenderWhereverItWas() {
        Answer moved = move(source, "{}");
        String requester = last(moved.text("ticketId"), TicketOpened.class).requesterId();
        String manager = acme.token("sub-amelie", "manager");
        Answer begun = SERVICE.call(manager, "POST", "/v1/requesters/" + requester + "/erasure", "{}");
        assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> SERVICE.call(manager, "GET", "/v1/erasures/" + begun.text("erasureId"), null)
                        .json()
                        .has("erasedAt"));
        assertThat(SERVICE.jdbc()
                        .sql("select count(*) from stored_event where position(convert_to(?, 'UTF8') in payload) > 0")
                        .param(wrong.text())
                        .query(Long.class)
                        .single())
                .isZero();
        List<JournalEvent> left = acme.journal(source);
        assertThat(left.getFirst()).isNotNull();
        assertThat(events(source, ConversationMessageReceived.class).getFirst().text())
                .isEqualTo(first.text());
    }
}
