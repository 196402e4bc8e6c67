package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.AddIncoming;
import dev.handover.ticket.domain.TicketCommand.AddOutgoing;
import dev.handover.ticket.domain.TicketCommand.Reply;
import dev.handover.ticket.domain.TicketEvent.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What messages do to a ticket. */
final class MessageDecider {
    private MessageDecider() {}

    static Decision<TicketEvent> incoming(AddIncoming c, Opened ticket, Settings settings, Instant now) {
        List<TicketEvent> events = new ArrayList<>();
        linkIfNew(ticket, c.conversationId(), events, now);
        events.add(new TicketEvent.MessageAdded(
                c.ticketId(),
                c.conversationId(),
                c.messageId(),
                c.conversationVersion(),
                c.author(),
                c.automatic(),
                c.preview(),
                now));
        boolean moves = !c.aiAnswers() || ticket.phase().active();
        if (!c.automatic().isAutomatic() && moves) {
            switch (ticket.phase()) {
                case NEW, WAITING_ON_TEAM -> {}
                case WAITING_ON_CUSTOMER, ON_HOLD, SOLVED ->
                    events.add(Moves.moved(
                            ticket, settings.scheme(), Phase.WAITING_ON_TEAM, Cause.CUSTOMER_MESSAGE, c.author(), now));
                case CLOSED -> {
                    return Decision.reject(new Rejection.TicketIsClosed(
                            c.ticketId(), ticket.facts().number()));
                }
            }
        }
        return new Decision.Accepted<>(events);
    }

    static Decision<TicketEvent> outgoing(AddOutgoing c, Opened ticket, Instant now) {
        List<TicketEvent> events = new ArrayList<>();
        linkIfNew(ticket, c.conversationId(), events, now);
        events.add(new TicketEvent.MessageAdded(
                c.ticketId(),
                c.conversationId(),
                c.messageId(),
                c.conversationVersion(),
                c.author(),
                c.automatic(),
                c.preview(),
                now));
        return new Decision.Accepted<>(events);
    }

    static Decision<TicketEvent> reply(Reply c, Opened ticket, Settings settings, Instant now) {
        if (ticket.phase() == Phase.CLOSED) {
            return Decision.reject(
                    new Rejection.TicketIsClosed(c.ticketId(), ticket.facts().number()));
        }
        if (c.seenVersion().isPresent() && !c.force()) {
            long seen = c.seenVersion().get();
            List<Ticket.Visible> since = ticket.facts().talk().visible().stream()
                    .filter(message -> message.version() > seen)
                    .toList();
            if (!since.isEmpty()) {
                return Decision.reject(new Rejection.AnsweredPast(seen, ticket.version(), since));
            }
        }
        List<TicketEvent> events = new ArrayList<>();
        linkIfNew(ticket, c.conversationId(), events, now);
        events.add(new TicketEvent.MessageAdded(
                c.ticketId(),
                c.conversationId(),
                c.messageId(),
                c.conversationVersion(),
                c.by(),
                Automatic.NONE,
                c.preview(),
                now));
        if (c.status().isPresent()) {
            Optional<StatusScheme.Status> wanted =
                    settings.scheme().status(c.status().get());
            if (wanted.isEmpty()) {
                return Decision.reject(new Rejection.UnknownStatus(
                        c.status().get(), settings.scheme().keys()));
            }
            if (!Moves.isAt(ticket, wanted.get())) {
                events.add(Moves.move(ticket, wanted.get(), wanted.get().phase(), Cause.OPERATOR_REPLY, c.by(), now));
            }
        } else if (ticket.phase() == Phase.NEW
                || ticket.phase() == Phase.WAITING_ON_TEAM
                || ticket.phase() == Phase.ON_HOLD) {
            events.add(Moves.moved(
                    ticket, settings.scheme(), Phase.WAITING_ON_CUSTOMER, Cause.OPERATOR_REPLY, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }

    static Decision<TicketEvent> moveOff(TicketCommand.MoveOff c, Instant now) {
        return Decision.accept(new TicketEvent.MessageMovedOff(
                c.ticketId(),
                c.messageId(),
                c.conversationId(),
                c.into(),
                c.intoNumber(),
                c.threadedBy().orElse(null),
                c.by(),
                now));
    }

    static void linkIfNew(Opened ticket, ConversationId conversation, List<TicketEvent> events, Instant now) {
        if (!ticket.facts().talk().conversations().contains(conversation)) {
            boolean first = ticket.facts().talk().conversations().isEmpty();
            events.add(new TicketEvent.ConversationLinked(ticket.facts().id(), conversation, first, now));
        }
    }
}
