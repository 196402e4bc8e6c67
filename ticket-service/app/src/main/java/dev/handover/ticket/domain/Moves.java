package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketEvent.Cause;
import java.time.Instant;

/** Changes of whose turn a ticket is. */
final class Moves {
    private Moves() {}

    /** Whether setting the status by hand changes nothing; one of several phases means the latest of them. */
    static boolean isAt(Opened ticket, StatusScheme.Status status) {
        return status.key().equals(ticket.status()) && status.phase() == ticket.phase();
    }

    static TicketEvent moved(Opened ticket, StatusScheme scheme, Phase phase, Cause cause, Actor by, Instant now) {
        return move(ticket, scheme.defaultOf(phase), phase, cause, by, now);
    }

    /** Back to where it was before a merge, under the name that the phase has now. */
    static TicketEvent back(Opened ticket, StatusScheme scheme, Ticket.Merge merge, Actor by, Instant now) {
        StatusScheme.Status status = scheme.shown(merge.phase(), merge.status());
        return move(ticket, status, merge.phase(), Cause.UNMERGED, by, now);
    }

    static TicketEvent move(
            Opened ticket, StatusScheme.Status status, Phase phase, Cause cause, Actor by, Instant now) {
        return move(ticket.facts().id(), ticket.status(), ticket.phase(), status, phase, cause, by, now);
    }

    static TicketEvent move(
            TicketId id,
            String fromStatus,
            Phase fromPhase,
            StatusScheme.Status status,
            Phase phase,
            Cause cause,
            Actor by,
            Instant now) {
        return new TicketEvent.StatusChanged(id, fromStatus, fromPhase, status.key(), phase, cause, by, now);
    }
}
