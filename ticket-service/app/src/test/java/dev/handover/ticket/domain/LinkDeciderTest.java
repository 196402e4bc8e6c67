package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.CONVERSATION;
import static dev.handover.ticket.domain.Tickets.ID;
import static dev.handover.ticket.domain.Tickets.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which conversations a ticket has. */
class LinkDeciderTest {
    private static final ConversationId OTHER = new ConversationId("c2");

    private static TicketCommand link(ConversationId conversation) {
        return new TicketCommand.LinkConversation(ID, conversation, BY_AMELIE);
    }

    private static TicketCommand unlink(ConversationId conversation) {
        return new TicketCommand.UnlinkConversation(ID, conversation, BY_AMELIE);
    }

    @Test
    void aSecondOneIsNotThePrimary() {
        assertThat(given(Tickets.open()).when(link(OTHER)).events())
                .singleElement()
                .isInstanceOfSatisfying(
                        TicketEvent.ConversationLinked.class,
                        e -> assertThat(e.primary()).isFalse());
    }

    @Test
    void oneThatItHasIsNoNews() {
        given(Tickets.open()).when(link(CONVERSATION)).happened();
    }

    @Test
    void oneLeavesAndTheNextIsThePrimary() {
        assertThat(given(Tickets.open(), link(OTHER), unlink(CONVERSATION))
                        .opened()
                        .facts()
                        .talk()
                        .conversations())
                .containsExactly(OTHER);
    }

    @Test
    void oneThatItDoesNotHaveCanNotLeave() {
        given(Tickets.open()).when(unlink(OTHER)).rejected(Rejection.NoSuchConversation.class);
    }
}
