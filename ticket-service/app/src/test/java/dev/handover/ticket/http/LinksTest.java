package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which conversations a ticket has, and by which one an answer goes. */
class LinksTest {
    private static Workspace acme;
    private static Workspace other;

    @BeforeAll
    static void start() {
        acme = Workspace.in(RunningTickets.shared());
        other = Workspace.in(RunningTickets.shared());
    }

    private static Answer associate(String ticket, String conversation) {
        return acme.post("/tickets/" + ticket + "/conversations", "{'conversationId': '" + conversation + "'}");
    }

    private static Answer unlink(String ticket, String conversation) {
        return acme.service()
                .call(
                        acme.token("sub-amelie", "operator"),
                        "DELETE",
                        "/v1/tickets/" + ticket + "/conversations/" + conversation,
                        null);
    }

    private static Answer reply(String ticket, String more) {
        return acme.post("/tickets/" + ticket + "/replies", "{'text': 'Hello'" + more + "}");
    }

    private static String escalated(String conversation) {
        return acme.agent("/" + conversation + "/escalation", "{'reason': 'r', 'trigger': 't'}")
                .text("ticketId");
    }

    private static List<String> kinds(String stream) {
        return acme.journal(stream).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    @Nested
    class AMessage {
        private String says(String conversation) {
            return acme.agent("/" + conversation + "/messages", "{'text': 'hi', 'from': 'customer'}")
                    .text("ticketId");
        }

        /** Nothing keeps it from being taken: it goes on in a follow-up. */
        @Test
        void isNotKeptOutByAnotherTicketThatIsActiveOnAnotherConversationOfItsOwn() {
            String mine = acme.conversation();
            String shared = acme.conversation();
            String solved = escalated(mine);
            associate(solved, shared);
            acme.put("/tickets/" + solved + "/status", "{'status': 'solved'}");
            String active = acme.open();
            assertThat(associate(active, shared).status()).isEqualTo(201);
            acme.post("/conversations/" + mine + "/pause", "{}");
            String ticket = says(mine);
            assertThat(ticket).isNotEqualTo(solved).isNotEqualTo(active);
            assertThat(((TicketJournalEvent.TicketOpened) acme.journal(ticket).getFirst()).followUpOf())
                    .isEqualTo(solved);
        }

        @Test
        void goesToTheTargetOfAMergeAlsoWhereThatHadTheConversationBefore() {
            String conversation = acme.conversation();
            String target = escalated(conversation);
            acme.put("/tickets/" + target + "/status", "{'status': 'closed'}");
            String source = escalated(conversation);
            acme.put("/tickets/" + target + "/status", "{'status': 'solved'}");
            acme.post("/tickets/" + source + "/merge", "{'into': '" + target + "'}");
            acme.post("/conversations/" + conversation + "/pause", "{}");
            assertThat(says(conversation)).isEqualTo(target);
        }
    }

    @Nested
    class Associating {
        @Test
        void letsMessagesOfTheConversationReachTheTicket() {
            String ticket = acme.open();
            String conversation = acme.conversation();
            assertThat(associate(ticket, conversation).status()).isEqualTo(201);
            assertThat(acme.agent("/" + conversation + "/messages", "{'text': 'hi'}")
                            .text("ticketId"))
                    .isEqualTo(ticket);
            assertThat(((TicketJournalEvent.TicketConversationLinked)
                                    acme.journal(ticket).get(1))
                            .primary())
                    .isTrue();
        }

        @Test
        void isNoNewsTheSecondTime() {
            String ticket = acme.open();
            String conversation = acme.conversation();
            associate(ticket, conversation);
            assertThat(associate(ticket, conversation).number("version")).isEqualTo(2);
        }

        @Test
        void isRefusedWhereTheConversationHasAnotherActiveTicket() {
            String conversation = acme.conversation();
            String active = escalated(conversation);
            Answer refused = associate(acme.open(), conversation);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("conversation-has-active-ticket");
            assertThat(refused.text("ticketId")).isEqualTo(active);
        }

        @Test
        void isRefusedOfAConversationThatIsNotThere() {
            assertThat(associate(acme.open(), "nothing").pointers()).containsExactly("/conversationId");
            assertThat(associate(acme.open(), other.conversation()).pointers()).containsExactly("/conversationId");
        }

        @Test
        void isRefusedOnAMergedTicket() {
            String ticket = acme.open();
            acme.post("/tickets/" + ticket + "/merge", "{'into': '" + acme.open() + "'}");
            assertThat(associate(ticket, acme.conversation()).problem()).isEqualTo("ticket-is-merged");
        }
    }

    @Nested
    class Unlinking {
        @Test
        void setsTheConversationFree() {
            String conversation = acme.conversation();
            String ticket = escalated(conversation);
            assertThat(unlink(ticket, conversation).status()).isEqualTo(200);
            assertThat(kinds(ticket)).endsWith("TicketConversationUnlinked");
            assertThat(associate(acme.open(), conversation).status()).isEqualTo(201);
        }

        @Test
        void isRefusedOfAConversationThatTheTicketDoesNotHave() {
            assertThat(unlink(acme.open(), acme.conversation()).problem()).isEqualTo("no-such-conversation");
        }
    }

    @Nested
    class AReply {
        @Test
        void beginsAConversationByEmailWhereThereIsNone() {
            Answer replied = reply(acme.open(), "");
            assertThat(replied.text("channel")).isEqualTo("email");
            assertThat(replied.text("channelReason")).isEqualTo("none_yet");
        }

        @Test
        void goesByThePrimaryConversation() {
            String ticket = acme.open();
            String begun = reply(ticket, "").text("conversationId");
            associate(ticket, acme.conversation());
            Answer replied = reply(ticket, "");
            assertThat(replied.text("conversationId")).isEqualTo(begun);
            assertThat(replied.text("channelReason")).isEqualTo("primary");
        }

        @Test
        void goesByTheOneThatItsAuthorNames() {
            String ticket = acme.open();
            reply(ticket, "");
            String chat = acme.conversation();
            associate(ticket, chat);
            Answer replied = reply(ticket, ", 'conversationId': '" + chat + "'");
            assertThat(replied.text("conversationId")).isEqualTo(chat);
            assertThat(replied.text("channel")).isEqualTo("chat");
            assertThat(replied.text("channelReason")).isEqualTo("named");
            assertThat(reply(ticket, ", 'conversationId': '" + acme.conversation() + "'")
                            .pointers())
                    .containsExactly("/conversationId");
        }

        @Test
        void goesByEmailWhereTheChatIsOver() {
            String chat = acme.conversation();
            String ticket = escalated(chat);
            acme.post("/conversations/" + chat + "/close", null);
            Answer replied = reply(ticket, "");
            assertThat(replied.text("channel")).isEqualTo("email");
            assertThat(replied.text("channelReason")).isEqualTo("email_instead");
            assertThat(reply(ticket, "").text("channelReason")).isEqualTo("still_open");
            assertThat(reply(ticket, ", 'conversationId': '" + chat + "'").problem())
                    .isEqualTo("conversation-is-closed");
        }

        @Test
        void takesALiveChatOver() {
            String chat = acme.conversation();
            String ticket = escalated(chat);
            assertThat(reply(ticket, "").status()).isEqualTo(201);
            assertThat(kinds(chat))
                    .endsWith("ConversationTakenOver", "ConversationAiPaused", "ConversationOperatorReplied");
            assertThat(kinds(ticket)).contains("TicketAssigned");
            assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_customer");
            assertThat(acme.agent("/" + chat + "/messages", "{'text': 'hi'}").problem())
                    .isEqualTo("ai-is-paused");
            assertThat(acme.journal(chat).getLast())
                    .isInstanceOfSatisfying(
                            ConversationJournalEvent.ConversationOperatorReplied.class,
                            e -> assertThat(e.channel()).isEqualTo("chat"));
        }

        @Test
        void leavesTheAiOfAMailThreadAlone() {
            String ticket = acme.open();
            String thread = reply(ticket, "").text("conversationId");
            acme.agent("/" + thread + "/agent", null);
            reply(ticket, "");
            assertThat(kinds(thread)).doesNotContain("ConversationAiPaused", "ConversationTakenOver");
        }
    }
}
