package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.LinkConversation;
import dev.handover.ticket.domain.TicketCommand.UnlinkConversation;
import java.time.Instant;
import java.util.List;

/** Which conversations a ticket has. */
final class LinkDecider {
    private LinkDecider() {}

    static Decision<TicketEvent> link(LinkConversation c, Opened ticket, Instant now) {
        List<ConversationId> linked = ticket.facts().talk().conversations();
        return linked.contains(c.conversationId())
                ? Decision.acceptNothing()
                : Decision.accept(
                        new TicketEvent.ConversationLinked(c.ticketId(), c.conversationId(), linked.isEmpty(), now));
    }

    static Decision<TicketEvent> unlink(UnlinkConversation c, Opened ticket, Instant now) {
        return ticket.facts().talk().conversations().contains(c.conversationId())
                ? Decision.accept(new TicketEvent.ConversationUnlinked(c.ticketId(), c.conversationId(), c.by(), now))
                : Decision.reject(new Rejection.NoSuchConversation(c.conversationId()));
    }
}
