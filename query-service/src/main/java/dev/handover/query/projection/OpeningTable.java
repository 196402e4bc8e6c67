package dev.handover.query.projection;

import dev.handover.ticket.contract.TicketJournalEvent.TicketDescribed;
import dev.handover.ticket.contract.TicketJournalEvent.TicketOpened;
import java.util.List;

/** What a ticket says of itself and no list shows. */
final class OpeningTable {
    private static final String ADD = """
            insert into live.ticket_opening (workspace, ticket_id, description, source, follow_up_of, requester_id)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])""";
    private static final String DESCRIBE =
            "update live.ticket_opening set description = ? where workspace = ? and ticket_id = ?";

    private OpeningTable() {}

    static List<Sql> described(Entry entry, TicketDescribed e) {
        return e.description() == null
                ? List.of()
                : List.of(Sql.of(DESCRIBE, e.description(), entry.workspace(), e.ticketId()));
    }

    static Sql opened(Entry entry, TicketOpened e) {
        return Sql.of(
                ADD, entry.workspace(), e.ticketId(), e.description(), e.source(), e.followUpOf(), e.requesterId());
    }
}
