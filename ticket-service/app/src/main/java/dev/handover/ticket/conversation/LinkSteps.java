package dev.handover.ticket.conversation;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.Streams;
import java.util.List;

/** Which conversations a ticket has; each method runs inside a step. */
public final class LinkSteps {
    /** Gives the ticket one more conversation; refused where that one has another active ticket. */
    public Ticket.Opened associate(Streams streams, TicketId ticket, ConversationId conversation, Actor by) {
        Conversation found = streams.conversation(conversation);
        Ticket.Opened before = streams.opened(ticket);
        if (!(found instanceof Conversation.Started)) {
            throw new RejectedException(new Rejection.NamesNoConversation(conversation, false));
        }
        boolean linked = before.facts().talk().conversations().contains(conversation);
        if (!linked && before.phase().active()) {
            streams.lookUps().refuseActive(conversation);
        }
        Ticket.Opened after = streams.take(new TicketCommand.LinkConversation(ticket, conversation, by));
        if (!linked) {
            streams.lookUps()
                    .link(
                            streams.workspace(),
                            conversation,
                            ticket,
                            before.phase().active());
        }
        return after;
    }

    /** Takes a conversation from the ticket; what was said stays where it is. */
    public Ticket.Opened unlink(Streams streams, TicketId ticket, ConversationId conversation, Actor by) {
        streams.conversation(conversation);
        Ticket.Opened after = streams.take(new TicketCommand.UnlinkConversation(ticket, conversation, by));
        streams.lookUps().unlink(List.of(conversation), ticket);
        return after;
    }
}
