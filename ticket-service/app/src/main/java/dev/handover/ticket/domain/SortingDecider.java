package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.SetPriority;
import dev.handover.ticket.domain.TicketCommand.SetTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What sorts a ticket among others. */
final class SortingDecider {
    private SortingDecider() {}

    static Decision<TicketEvent> prioritise(SetPriority c, Opened ticket, Instant now) {
        int before = ticket.facts().sorting().priority();
        return c.priority() == before
                ? Decision.acceptNothing()
                : Decision.accept(new TicketEvent.PriorityChanged(c.ticketId(), before, c.priority(), c.by(), now));
    }

    static Decision<TicketEvent> tag(SetTags c, Opened ticket, Instant now) {
        List<String> added = c.tags().stream()
                .distinct()
                .filter(tag -> !ticket.facts().sorting().tags().contains(tag))
                .toList();
        List<String> removed = ticket.facts().sorting().tags().stream()
                .filter(tag -> !c.tags().contains(tag))
                .toList();
        List<TicketEvent> events = new ArrayList<>();
        if (!added.isEmpty()) {
            events.add(new TicketEvent.TicketTagged(c.ticketId(), added, c.by(), now));
        }
        if (!removed.isEmpty()) {
            events.add(new TicketEvent.TicketUntagged(c.ticketId(), removed, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }
}
