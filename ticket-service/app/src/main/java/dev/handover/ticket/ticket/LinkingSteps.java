package dev.handover.ticket.ticket;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.LinkedRecord;
import dev.handover.ticket.domain.RecordId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Streams;

/** What belongs to tickets elsewhere; each method runs inside a step. */
public final class LinkingSteps {
    /**
     * A record that is linked.
     *
     * @param record the id that it has on the ticket
     * @param version of the ticket
     */
    public record Linked(RecordId record, long version) {}

    /** Links a record; where the same thing is linked already, under the id that it has. */
    public Linked link(Streams streams, TicketId ticket, LinkedRecord record, Actor by) {
        Ticket.Opened after = streams.take(new TicketCommand.LinkRecord(ticket, record, by));
        RecordId id =
                after.facts().attached().like(record).map(LinkedRecord::id).orElse(record.id());
        return new Linked(id, after.version());
    }
}
