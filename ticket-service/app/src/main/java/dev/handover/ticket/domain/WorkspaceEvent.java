package dev.handover.ticket.domain;

import java.time.Instant;

/** What happened to a workspace. */
public sealed interface WorkspaceEvent extends StoredEvent {
    /** The workspace exists, with default settings. */
    record WorkspaceCreated(WorkspaceKey workspace, String name, Instant at) implements WorkspaceEvent {}
}
