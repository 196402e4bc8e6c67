package dev.handover.ticket.contract;

/** What happened to a workspace, as the journal has it. */
public sealed interface WorkspaceJournalEvent extends JournalEvent {
    /** A workspace exists; its key is its id everywhere. */
    record WorkspaceCreated(String workspaceKey, String name) implements WorkspaceJournalEvent {}
}
