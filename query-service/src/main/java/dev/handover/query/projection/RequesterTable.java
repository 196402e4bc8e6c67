package dev.handover.query.projection;

import dev.handover.ticket.contract.RequesterJournalEvent.RequesterRegistered;

/** Customers by id; their names are joined at read. */
final class RequesterTable {
    private static final String ADD = """
            insert into live.requester (workspace, requester_id, name, email)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[]) on conflict do nothing""";

    private RequesterTable() {}

    static Sql registered(Entry entry, RequesterRegistered e) {
        return Sql.of(ADD, entry.workspace(), e.requesterId(), e.name(), e.email());
    }
}
