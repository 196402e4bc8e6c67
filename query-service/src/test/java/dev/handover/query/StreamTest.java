package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.test.TestIssuer;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

/** The live stream: complete, resumable on any instance, of one's own workspace only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
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

    private String open(String workspace, long number) {
        String ticket = id();
        running.publish(workspace, ticket, Story.opened(ticket, number, "support", Story.now()));
        return ticket;
    }

    private Listener listen(String workspace) {
        Listener listener = new Listener(running.base() + "/query/v1/stream", Running.token(workspace, "amelie"), null);
        assertThat(listener.next().name()).isEqualTo("ready");
        return listener;
    }

    @Test
    void tellsWhatChangedAndThatCountsDid() {
        String workspace = id();
        try (Listener listener = listen(workspace)) {
            String ticket = open(workspace, 1);
            Listener.Event opened = listener.next("ticket");
            assertThat(opened.ticketId()).isEqualTo(ticket);
            assertThat(opened.data().path("version").asLong()).isEqualTo(1);
            assertThat(opened.data().path("what").asString()).isEqualTo("opened");
            assertThat(listener.next().name()).isEqualTo("counts");
            running.publish(
                    workspace,
                    ticket,
                    new TicketJournalEvent.TicketPriorityChanged(ticket, 3, 5, Story.operator("amelie"), Story.now()));
            assertThat(listener.next("ticket").data().path("what").asString()).isEqualTo("priority");
            running.publish(workspace, ticket, Story.status(ticket, Phase.NEW, Phase.SOLVED, Story.now()));
            assertThat(listener.next().data().path("what").asString()).isEqualTo("status");
            assertThat(listener.next().name()).isEqualTo("counts");
        }
    }

    @Test
    void tellsADeliveryByItsTicket() {
        String workspace = id();
        String conversation = id();
        String message = id();
        String ticket = open(workspace, 1);
        try (Listener listener = listen(workspace)) {
            running.publish(workspace, conversation, Story.replied(conversation, ticket, message, "Hi", Story.now()));
            running.publish(
                    workspace,
                    conversation,
                    new ConversationJournalEvent.ConversationDeliveryUpdated(
                            conversation, message, "sent", null, Story.now()));
            Listener.Event event = listener.next("ticket");
            while (!event.data().path("what").asString().equals("delivery")) {
                event = listener.next("ticket");
            }
            assertThat(event.ticketId()).isEqualTo(ticket);
            assertThat(event.data().path("version").asLong()).isEqualTo(1);
        }
    }

    @Test
    void resumesOnAnotherInstanceWithoutAGapOrARepeat() {
        String workspace = id();
        List<String> sent = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        try (ConfigurableApplicationContext other = running.another()) {
            String last;
            try (Listener listener = listen(workspace)) {
                sent.add(open(workspace, 1));
                Listener.Event event = listener.next("ticket");
                heard.add(event.ticketId());
                last = event.id();
            }
            for (int i = 2; i <= 40; i++) {
                sent.add(open(workspace, i));
            }
            try (Listener listener =
                    new Listener(Running.base(other) + "/query/v1/stream", Running.token(workspace, "amelie"), last)) {
                for (int i = 41; i <= 60; i++) {
                    sent.add(open(workspace, i));
                }
                while (heard.size() < sent.size()) {
                    heard.add(listener.next("ticket").ticketId());
                }
                assertThat(heard).containsExactlyInAnyOrderElementsOf(sent);
            }
        }
    }

    @Test
    void passesOverNothingThatAnOlderTransactionHoldsBack() throws SQLException {
        String workspace = id();
        try (Listener listener = listen(workspace);
                Connection older = running.database.asOwner()) {
            older.setAutoCommit(false);
            try (var statement = older.createStatement()) {
                statement.execute("select pg_current_xact_id()");
            }
            String ticket = open(workspace, 1);
            running.await(
                    Running.token(workspace, "amelie"),
                    "/query/v1/tickets",
                    answer -> answer.items().size() == 1);
            assertThat(listener.next(500)).isNull();
            older.rollback();
            assertThat(listener.next("ticket").ticketId()).isEqualTo(ticket);
        }
    }

    @Test
    void showsNothingOfAnotherWorkspace() {
        String workspace = id();
        try (Listener listener = listen(workspace)) {
            open(id(), 1);
            String own = open(workspace, 1);
            assertThat(listener.next().ticketId()).isEqualTo(own);
        }
    }

    @Test
    void aTicketOpensOneStreamOnce() {
        String workspace = id();
        String ticket = running.post(Running.token(workspace, "amelie"), "/query/v1/stream-tickets", "")
                .body()
                .path("ticket")
                .asString();
        String url = running.base() + "/query/v1/stream?ticket=" + ticket;
        try (Listener listener = new Listener(url, null, null)) {
            assertThat(listener.next().name()).isEqualTo("ready");
            String opened = open(workspace, 1);
            assertThat(listener.next("ticket").ticketId()).isEqualTo(opened);
        }
        assertThat(running.get("", "/query/v1/stream?ticket=" + ticket).status())
                .isEqualTo(401);
        assertThat(running.get("", "/query/v1/stream?ticket=nonsense").status()).isEqualTo(401);
        assertThat(running.get("", "/query/v1/stream").status()).isEqualTo(401);
        assertThat(running.get(TestIssuer.shared().token(workspace, "x", "agent"), "/query/v1/stream")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aTicketIsGoodForAMinute() throws SQLException {
        String ticket = running.post(Running.token(id(), "amelie"), "/query/v1/stream-tickets", "")
                .body()
                .path("ticket")
                .asString();
        try (Connection look = running.look();
                var statement = look.createStatement()) {
            statement.execute("update stream_ticket set expires_at = expires_at - interval '60 seconds'");
        }
        assertThat(running.get("", "/query/v1/stream?ticket=" + ticket).status())
                .isEqualTo(401);
    }

    @Test
    void asksToReadAnewWhenTheLastEventIsForgotten() {
        try (Listener listener =
                new Listener(running.base() + "/query/v1/stream", Running.token(id(), "amelie"), "MS4xLjE")) {
            Listener.Event event = listener.next();
            assertThat(event.name()).isEqualTo("resync");
            assertThat(event.data().path("reason").asString()).isEqualTo("too_old");
        }
    }
}
