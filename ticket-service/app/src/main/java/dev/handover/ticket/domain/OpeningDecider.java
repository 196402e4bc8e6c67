package dev.handover.ticket.domain;

import dev.handover.ticket.domain.TicketCommand.OpenTicket;
import dev.handover.ticket.domain.TicketEvent.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a ticket begins. */
final class OpeningDecider {
    private OpeningDecider() {}

    static Decision<TicketEvent> open(OpenTicket c, Settings settings, Instant now) {
        return new Decision.Accepted<>(events(c, settings, now));
    }

    static List<TicketEvent> events(OpenTicket c, Settings settings, Instant now) {
        List<TicketEvent> events = new ArrayList<>();
        boolean pickedUp = c.assignee().filter(c.by()::is).isPresent();
        events.add(new TicketEvent.TicketOpened(
                c.ticketId(),
                c.workspace(),
                c.number(),
                c.source(),
                c.subject(),
                c.description(),
                c.channel(),
                c.requester().orElse(null),
                c.priority(),
                settings.scheme().defaultOf(Phase.NEW).key(),
                Phase.NEW,
                List.copyOf(c.tags()),
                c.by().kind() == Actor.Kind.AGENT ? c.by().id() : null,
                c.team().orElse(null),
                c.assignee().isEmpty(),
                c.followUpOf().orElse(null),
                c.by(),
                now));
        c.conversation()
                .ifPresent(conversation ->
                        events.add(new TicketEvent.ConversationLinked(c.ticketId(), conversation, true, now)));
        c.assignee()
                .ifPresent(operator -> events.add(new TicketEvent.TicketAssigned(
                        c.ticketId(), operator, c.team().orElse(null), null, c.by(), now)));
        if (pickedUp) {
            events.add(Moves.move(
                    c.ticketId(),
                    settings.scheme().defaultOf(Phase.NEW).key(),
                    Phase.NEW,
                    settings.scheme().defaultOf(Phase.WAITING_ON_TEAM),
                    Phase.WAITING_ON_TEAM,
                    Cause.PICKED_UP,
                    c.by(),
                    now));
        }
        return events;
    }
}
