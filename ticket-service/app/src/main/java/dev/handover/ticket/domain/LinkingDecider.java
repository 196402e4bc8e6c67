package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.LinkRecord;
import dev.handover.ticket.domain.TicketCommand.SyncExternal;
import dev.handover.ticket.domain.TicketCommand.UnlinkRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a ticket has elsewhere. */
final class LinkingDecider {
    private LinkingDecider() {}

    /** The same thing elsewhere is linked once; to link it again changes nothing. */
    static Decision<TicketEvent> link(LinkRecord c, Opened ticket, Instant now) {
        Attached attached = ticket.facts().attached();
        if (attached.like(c.record()).isPresent()) {
            return Decision.acceptNothing();
        }
        if (attached.records().size() >= Attached.MOST) {
            return Decision.reject(new Rejection.TooManyLinks(c.ticketId(), Attached.MOST));
        }
        LinkedRecord record = c.record();
        return Decision.accept(new TicketEvent.RecordLinked(
                c.ticketId(),
                record.id(),
                record.type(),
                record.reference(),
                record.title(),
                record.url(),
                c.by(),
                now));
    }

    static Decision<TicketEvent> unlink(UnlinkRecord c, Opened ticket, Instant now) {
        return ticket.facts().attached().record(c.recordId()).isEmpty()
                ? Decision.reject(new Rejection.NoSuchRecord(c.recordId()))
                : Decision.accept(new TicketEvent.RecordUnlinked(c.ticketId(), c.recordId(), c.by(), now));
    }

    /** What is told late, after something newer, changes nothing. */
    static Decision<TicketEvent> sync(SyncExternal c, Opened ticket, Instant now) {
        ExternalReference told = c.reference();
        List<ExternalReference> all = ticket.facts().attached().references();
        Optional<ExternalReference> known = all.stream().filter(told::same).findFirst();
        if (known.isPresent()
                && (known.get().equals(told) || known.get().lastSyncAt().isAfter(told.lastSyncAt()))) {
            return Decision.acceptNothing();
        }
        if (known.isEmpty() && all.size() >= Attached.MOST) {
            return Decision.reject(new Rejection.TooManyLinks(c.ticketId(), Attached.MOST));
        }
        return Decision.accept(new TicketEvent.ExternalSynced(
                c.ticketId(),
                told.platform(),
                told.remoteId(),
                told.url(),
                told.direction(),
                told.lastSyncAt(),
                c.by(),
                now));
    }
}
