package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.Escalate;
import dev.handover.ticket.domain.TicketCommand.TakeOver;
import dev.handover.ticket.domain.TicketEvent.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What it means to a ticket that its conversation goes from an AI agent to people. */
public final class HandoverDecider {
    private HandoverDecider() {}

    /** Whether a conversation that needs people goes on with this ticket: it is active, or not long solved. */
    public static boolean goesOn(Opened ticket, Settings settings, Instant now) {
        return ticket.phase().active()
                || (ticket.phase() == Phase.SOLVED
                        && !now.isAfter(
                                ticket.since().plus(settings.ticketRules().reopenWithin())));
    }

    static Decision<TicketEvent> escalate(Escalate c, Opened ticket, Settings settings, Instant now) {
        if (!goesOn(ticket, settings, now)) {
            return Decision.reject(
                    new Rejection.TicketIsClosed(c.ticketId(), ticket.facts().number()));
        }
        List<TicketEvent> events = new ArrayList<>();
        MessageDecider.linkIfNew(ticket, c.conversationId(), events, now);
        events.add(new TicketEvent.Escalated(c.ticketId(), c.conversationId(), c.escalation(), c.by(), now));
        if (ticket.phase() != Phase.NEW && ticket.phase() != Phase.WAITING_ON_TEAM) {
            events.add(Moves.moved(ticket, settings.scheme(), Phase.WAITING_ON_TEAM, Cause.ESCALATED, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }

    static Decision<TicketEvent> takeOver(TakeOver c, Opened ticket, Settings settings, Instant now) {
        if (!goesOn(ticket, settings, now)) {
            return Decision.reject(
                    new Rejection.TicketIsClosed(c.ticketId(), ticket.facts().number()));
        }
        List<TicketEvent> events = new ArrayList<>();
        MessageDecider.linkIfNew(ticket, c.conversationId(), events, now);
        Ticket.Holder holder = ticket.facts().holder();
        if (!holder.operator().equals(Optional.of(c.operator()))) {
            events.add(new TicketEvent.TicketAssigned(
                    c.ticketId(), c.operator(), holder.team().orElse(null), null, c.by(), now));
        }
        if (ticket.phase() == Phase.NEW || !ticket.phase().active()) {
            events.add(Moves.moved(ticket, settings.scheme(), Phase.WAITING_ON_TEAM, Cause.TAKEN_OVER, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }
}
