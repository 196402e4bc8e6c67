package dev.handover.query.projection;

import dev.handover.ticket.contract.TicketJournalEvent.TicketNoteAdded;
import java.util.List;

/** Which operators and teams are named in a ticket's notes. */
final class MentionTable {
    private static final String ADD = """
            insert into live.mention (workspace, target, ticket_id, sequence)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[])""";

    private MentionTable() {}

    static List<Sql> mentioned(Entry entry, TicketNoteAdded e) {
        return e.mentions().stream()
                .distinct()
                .map(target -> Sql.of(ADD, entry.workspace(), target, e.ticketId(), entry.sequence()))
                .toList();
    }
}
