package dev.handover.query.projection;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.WorkspaceJournalEvent.WorkspaceCreated;
import dev.handover.ticket.contract.WorkspaceJournalEvent.WorkspacePriorityLabelsChanged;
import dev.handover.ticket.contract.WorkspaceJournalEvent.WorkspaceStatusSchemeChanged;

/** Workspaces by key, with what is shown in their names. */
final class WorkspaceTable {
    private static final String ADD =
            "insert into live.workspace (workspace, name) select * from unnest(?::text[], ?::text[]) on conflict do nothing";
    private static final String STATUSES =
            "update live.workspace set statuses = ?, auto_close_to = ? where workspace = ?";
    private static final String PRIORITIES = "update live.workspace set priority_labels = ? where workspace = ?";

    private WorkspaceTable() {}

    static Sql created(Entry entry, WorkspaceCreated e) {
        return Sql.of(ADD, entry.workspace(), e.name());
    }

    static Sql named(Entry entry, WorkspaceStatusSchemeChanged e) {
        return Sql.of(STATUSES, EventJson.MAPPER.writeValueAsString(e.statuses()), e.autoCloseTo(), entry.workspace());
    }

    static Sql labelled(Entry entry, WorkspacePriorityLabelsChanged e) {
        return Sql.of(PRIORITIES, EventJson.MAPPER.writeValueAsString(e.labels()), entry.workspace());
    }
}
