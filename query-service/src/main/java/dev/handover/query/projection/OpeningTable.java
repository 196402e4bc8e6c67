package dev.handover.query.projection;

import dev.handover.ticket.contract.TicketJournalEvent.TicketOpened;

/** What a ticket keeps from its opening and no list shows. */
final class OpeningTable {
    private static final String ADD = """
            insert into live.ticket_opening (workspace, ticket_id, description, source, follow_up_of, requester_id)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])""";

    private OpeningTable() {}

    static Sql opened(Entry entry, TicketOpened e) {
        return Sql.of(
                ADD, entry.workspace(), e.ticketId(), e.description(), e.source(), e.followUpOf(), e.requesterId());
    }
}
