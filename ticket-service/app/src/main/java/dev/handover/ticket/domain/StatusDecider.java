package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.CloseByTime;
import dev.handover.ticket.domain.TicketCommand.GoBack;
import dev.handover.ticket.domain.TicketCommand.Reopen;
import dev.handover.ticket.domain.TicketCommand.SetStatus;
import dev.handover.ticket.domain.TicketEvent.Cause;
import java.time.Instant;
import java.util.Optional;

/** Whose turn a ticket is, when a person says so. */
final class StatusDecider {
    private StatusDecider() {}

    static Decision<TicketEvent> set(SetStatus c, Opened ticket, Settings settings, Instant now) {
        Optional<StatusScheme.Status> wanted = settings.scheme().status(c.status());
        if (wanted.isEmpty()) {
            return Decision.reject(
                    new Rejection.UnknownStatus(c.status(), settings.scheme().keys()));
        }
        if (Moves.isAt(ticket, wanted.get())) {
            return Decision.acceptNothing();
        }
        return Decision.accept(Moves.move(ticket, wanted.get(), wanted.get().phase(), Cause.BY_HAND, c.by(), now));
    }

    /** Back to the team; a ticket that has not ended is there already. */
    static Decision<TicketEvent> reopen(Reopen c, Opened ticket, Settings settings, Instant now) {
        return ticket.phase().active()
                ? Decision.acceptNothing()
                : Decision.accept(
                        Moves.moved(ticket, settings.scheme(), Phase.WAITING_ON_TEAM, Cause.REOPENED, c.by(), now));
    }

    /** As it was before; the status may have gone from the scheme, the phase has not. */
    static Decision<TicketEvent> goBack(GoBack c, Opened ticket, Settings settings, Instant now) {
        StatusScheme.Status status = settings.scheme().shown(c.phase(), c.status());
        return ticket.phase() == c.phase() && ticket.status().equals(status.key())
                ? Decision.acceptNothing()
                : Decision.accept(Moves.move(ticket, status, c.phase(), Cause.BY_HAND, c.by(), now));
    }

    /** Only where it is still due: it may have been reopened, or solved anew, or the workspace lets it stay. */
    static Decision<TicketEvent> close(CloseByTime c, Opened ticket, Settings settings, Instant now) {
        Optional<StatusScheme.Status> to = settings.autoCloseTo();
        Optional<Instant> due = Optional.ofNullable(Due.of(ticket, settings).get(Due.CLOSE));
        return to.isEmpty() || due.filter(at -> !at.isAfter(now)).isEmpty()
                ? Decision.acceptNothing()
                : Decision.accept(Moves.move(ticket, to.get(), to.get().phase(), Cause.TIME, Actor.SYSTEM, now));
    }
}
