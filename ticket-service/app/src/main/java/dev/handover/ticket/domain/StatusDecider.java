package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
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
        if (wanted.get().key().equals(ticket.status())) {
            return Decision.acceptNothing();
        }
        return Decision.accept(Moves.move(ticket, wanted.get(), wanted.get().phase(), Cause.BY_HAND, c.by(), now));
    }
}
