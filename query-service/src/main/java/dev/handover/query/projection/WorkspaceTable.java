package dev.handover.query.projection;

import dev.handover.ticket.contract.WorkspaceJournalEvent.WorkspaceCreated;

/** Workspaces by key. */
final class WorkspaceTable {
    private static final String ADD =
            "insert into live.workspace (workspace, name) select * from unnest(?::text[], ?::text[]) on conflict do nothing";

    private WorkspaceTable() {}

    static Sql created(Entry entry, WorkspaceCreated e) {
        return Sql.of(ADD, entry.workspace(), e.name());
    }
}
