package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Merge, unmerge, split and follow-up as their callers see them. */
class RelationsTest {
    private static Workspace acme;
    private static Workspace other;

    @BeforeAll
    static void start() {
        acme = Workspace.in(RunningTickets.shared());
        other = Workspace.in(RunningTickets.shared());
    }

    private static Answer merge(String ticket, String into) {
        return acme.post("/tickets/" + ticket + "/merge", "{'into': '" + into + "'}");
    }

    private static Answer unmerge(String ticket) {
        return acme.post("/tickets/" + ticket + "/unmerge", "{}");
    }

    private static Answer reply(String ticket) {
        return acme.post("/tickets/" + ticket + "/replies", "{'text': 'An answer'}");
    }

    private static String conversationOf(String ticket) {
        return acme.service()
                .jdbc()
                .sql("select conversation_id from conversation_ticket where ticket_id = ?")
                .param(ticket)
                .query(String.class)
                .single();
    }

    private static List<String> activeTicketsOf(String conversation) {
        return acme.service()
                .jdbc()
                .sql("select ticket_id from conversation_ticket where conversation_id = ? and active")
                .param(conversation)
                .query(String.class)
                .list();
    }

    private static <E> E event(String ticket, Class<E> type) {
        List<JournalEvent> events = acme.journal(ticket, (int) acme.version(ticket));
        return events.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Nested
    class Merging {
        @Test
        void closesTheOneAndHandsItsConversationToTheOther() {
            String source = acme.open();
            reply(source);
            String conversation = conversationOf(source);
            String target = acme.open();
            Answer merged = merge(source, target);
            assertThat(merged.status()).as(merged.toString()).isEqualTo(201);
            assertThat(merged.number("version")).isEqualTo(acme.version(source));
            assertThat(merged.after().versions()).containsKeys(source, target);
            assertThat(acme.statusOf(source)).isEqualTo("closed");
            assertThat(activeTicketsOf(conversation)).containsExactly(target);
            assertThat(event(target, TicketJournalEvent.TicketAbsorbed.class).conversationIds())
                    .containsExactly(conversation);
        }

        @Test
        void isUndoneExactly() {
            String source = acme.open();
            reply(source);
            String conversation = conversationOf(source);
            String target = acme.open();
            merge(source, target);
            assertThat(unmerge(source).status()).isEqualTo(201);
            assertThat(acme.statusOf(source)).isEqualTo("waiting_on_customer");
            assertThat(activeTicketsOf(conversation)).containsExactly(source);
            assertThat(event(target, TicketJournalEvent.TicketGaveBack.class).conversationIds())
                    .containsExactly(conversation);
            assertThat(reply(source).status()).isEqualTo(201);
        }

        @Test
        void refusesAnswersAndASecondMerge() {
            String source = acme.open();
            String target = acme.open();
            merge(source, target);
            Answer refused = reply(source);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("ticket-is-merged");
            assertThat(refused.text("ticketId")).isEqualTo(target);
            assertThat(merge(source, acme.open()).problem()).isEqualTo("ticket-is-merged");
            assertThat(merge(acme.open(), source).problem()).isEqualTo("ticket-is-merged");
            long before = acme.version(target);
            assertThat(unmerge(target).problem()).isEqualTo("ticket-is-not-merged");
            assertThat(acme.version(target)).isEqualTo(before);
        }

        @Test
        void namesWhatIsWrongWithTheOther() {
            String ticket = acme.open();
            assertThat(merge(ticket, ticket).pointers()).contains("/into");
            assertThat(merge(ticket, UUID.randomUUID().toString()).pointers()).contains("/into");
            assertThat(merge(ticket, other.open()).pointers()).contains("/into");
            assertThat(merge(ticket, "").pointers()).contains("/into");
            assertThat(acme.version(ticket)).isEqualTo(1);
        }

        @Test
        void isRefusedAnUnmergeWhileTheConversationHasAnotherActiveTicket() {
            String source = acme.open();
            reply(source);
            String target = acme.open();
            merge(source, target);
            String last = acme.open();
            merge(target, last);
            Answer refused = unmerge(source);
            assertThat(refused.problem()).isEqualTo("conversation-has-active-ticket");
            assertThat(refused.text("ticketId")).isEqualTo(last);
            unmerge(target);
            assertThat(unmerge(source).status()).isEqualTo(201);
        }

        @Test
        void isRefusedWhereTheConversationHasAThirdTicketThatIsActive() {
            String old = acme.open();
            reply(old);
            acme.put("/tickets/" + old + "/status", "{'status': 'closed'}");
            String third = acme.post("/tickets/" + old + "/follow-up", "{'description': 'and then'}")
                    .text("ticketId");
            String other = acme.open();
            long before = acme.version(other);
            Answer refused = merge(old, other);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("conversation-has-active-ticket");
            assertThat(refused.text("ticketId")).isEqualTo(third);
            assertThat(acme.version(other)).isEqualTo(before);
            assertThat(activeTicketsOf(conversationOf(third))).containsExactly(third);
            assertThat(merge(old, third).status()).isEqualTo(201);
        }

        @Test
        void givesARepeatTheFirstAnswer() {
            String source = acme.open();
            String target = acme.open();
            String body = "{'into': '" + target + "'}";
            Answer first = acme.post("/tickets/" + source + "/merge", body, "Idempotency-Key", "m-1");
            Answer second = acme.post("/tickets/" + source + "/merge", body, "Idempotency-Key", "m-1");
            assertThat(second.status()).isEqualTo(201);
            assertThat(second.json()).isEqualTo(first.json());
        }
    }

    @Nested
    class Splitting {
        @Test
        void beginsATicketWithTheMessagesAndKeepsThemInTheOldOne() {
            String old = acme.open();
            String first = reply(old).text("messageId");
            String second = reply(old).text("messageId");
            Answer split = acme.post(
                    "/tickets/" + old + "/split", "{'messageIds': ['" + second + "'], 'subject': 'The other thing'}");
            assertThat(split.status()).as(split.toString()).isEqualTo(201);
            String begun = split.text("ticketId");
            assertThat(event(begun, TicketJournalEvent.TicketSplitFrom.class).from())
                    .isEqualTo(old);
            assertThat(event(begun, TicketJournalEvent.TicketMessageAdded.class).messageId())
                    .isEqualTo(second);
            TicketJournalEvent.TicketOpened opened = event(begun, TicketJournalEvent.TicketOpened.class);
            assertThat(opened.subject()).isEqualTo("The other thing");
            assertThat(opened.requesterEmail()).isEqualTo("carla@customer.test");
            TicketJournalEvent.TicketSplitOff off = event(old, TicketJournalEvent.TicketSplitOff.class);
            assertThat(off.messageIds()).containsExactly(second).doesNotContain(first);
            assertThat(off.intoNumber()).isEqualTo(split.number("number"));
            assertThat(reply(begun).status()).isEqualTo(201);
        }

        @Test
        void refusesMessagesThatAreNotTheTickets() {
            String old = acme.open();
            String mine = reply(old).text("messageId");
            String theirs = reply(acme.open()).text("messageId");
            long before = acme.version(old);
            Answer refused =
                    acme.post("/tickets/" + old + "/split", "{'messageIds': ['" + mine + "', '" + theirs + "']}");
            assertThat(refused.pointers()).contains("/messageIds/1");
            assertThat(acme.post("/tickets/" + old + "/split", "{'messageIds': []}")
                            .pointers())
                    .contains("/messageIds");
            assertThat(acme.version(old)).isEqualTo(before);
        }
    }

    @Nested
    class FollowingUp {
        private Answer followUp(String ticket) {
            return acme.post("/tickets/" + ticket + "/follow-up", "{'description': 'It came back'}");
        }

        @Test
        void goesOnOnTheSameConversation() {
            String old = acme.open();
            reply(old);
            acme.put("/tickets/" + old + "/status", "{'status': 'closed'}");
            Answer begun = followUp(old);
            assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
            TicketJournalEvent.TicketOpened opened =
                    event(begun.text("ticketId"), TicketJournalEvent.TicketOpened.class);
            assertThat(opened.followUpOf()).isEqualTo(old);
            assertThat(opened.source()).isEqualTo("follow_up");
            assertThat(opened.subject()).isEqualTo("It is broken");
            assertThat(activeTicketsOf(conversationOf(old))).containsExactly(begun.text("ticketId"));
            Answer second = followUp(old);
            assertThat(second.problem()).isEqualTo("conversation-has-active-ticket");
            assertThat(second.text("ticketId")).isEqualTo(begun.text("ticketId"));
        }

        @Test
        void isRefusedWhileTheTicketIsActive() {
            String ticket = acme.open();
            assertThat(followUp(ticket).problem()).isEqualTo("ticket-is-active");
            assertThat(acme.version(ticket)).isEqualTo(1);
        }
    }
}
