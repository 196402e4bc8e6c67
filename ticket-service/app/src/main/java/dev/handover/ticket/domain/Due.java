package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What happens on a ticket by itself, and when. */
public enum Due {
    /** It is snoozed until then. */
    WAKE,
    /** It was solved long enough ago. */
    CLOSE;

    /** What is due on the ticket, in a workspace with these settings. */
    public static Map<Due, Instant> of(Ticket ticket, Settings settings) {
        Map<Due, Instant> due = new EnumMap<>(Due.class);
        if (ticket instanceof Ticket.Opened opened) {
            opened.facts().aside().snooze().ifPresent(snooze -> due.put(WAKE, snooze.until()));
            if (opened.phase() == Phase.SOLVED && settings.autoCloseTo().isPresent()) {
                due.put(CLOSE, opened.since().plus(settings.solvedTicketsCloseAfter()));
            }
        }
        return due;
    }

    /** What is to be done when its time has come; the ticket's state decides whether it has. */
    public TicketCommand command(TicketId ticket) {
        return switch (this) {
            case WAKE -> new TicketCommand.Wake(ticket, TicketEvent.WakeCause.TIME, Actor.SYSTEM);
            case CLOSE -> new TicketCommand.CloseByTime(ticket);
        };
    }
}
