package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.Assign;
import dev.handover.ticket.domain.TicketCommand.FollowDecision;
import dev.handover.ticket.domain.TicketEvent.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who gets a ticket. */
final class AssignmentDecider {
    private AssignmentDecider() {}

    static Decision<TicketEvent> assign(Assign c, Opened ticket, Settings settings, Instant now) {
        List<TicketEvent> events = new ArrayList<>();
        boolean asWanted = ticket.facts().holder().operator().equals(c.operator())
                && ticket.facts().holder().team().equals(c.team());
        if (!asWanted) {
            events.add(
                    c.operator().isEmpty() && c.team().isEmpty()
                            ? new TicketEvent.TicketUnassigned(c.ticketId(), c.by(), now)
                            : new TicketEvent.TicketAssigned(
                                    c.ticketId(),
                                    c.operator().orElse(null),
                                    c.team().orElse(null),
                                    null,
                                    c.by(),
                                    now));
        }
        if (ticket.phase() == Phase.NEW && c.operator().filter(c.by()::is).isPresent()) {
            events.add(Moves.moved(ticket, settings.scheme(), Phase.WAITING_ON_TEAM, Cause.PICKED_UP, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }

    static Decision<TicketEvent> follow(FollowDecision c, Opened ticket, Instant now) {
        if (ticket.facts().holder().decisions().contains(c.decisionId())) {
            return Decision.acceptNothing();
        }
        if (!ticket.phase().active()) {
            return Decision.accept(
                    new TicketEvent.AssignmentDeclined(c.ticketId(), c.decisionId(), "no_longer_active", now));
        }
        Optional<OperatorId> has = ticket.facts().holder().operator();
        if (has.isPresent() && !has.equals(c.replaces())) {
            return Decision.accept(
                    new TicketEvent.AssignmentDeclined(c.ticketId(), c.decisionId(), "already_assigned", now));
        }
        if (ticket.facts().holder().team().isPresent()
                && !ticket.facts().holder().team().get().equals(c.team())) {
            return Decision.accept(
                    new TicketEvent.AssignmentDeclined(c.ticketId(), c.decisionId(), "team_changed", now));
        }
        return Decision.accept(new TicketEvent.TicketAssigned(
                c.ticketId(), c.operator(), c.team(), c.decisionId(), Actor.SYSTEM, now));
    }
}
