package dev.handover.ticket.domain;

import java.util.Optional;

/** What a stream of events has come to, as far as deciding needs it. */
public sealed interface StreamState permits Ticket, Conversation, Requester, Workspace {
    /** The number of events so far; 0 where nothing has happened. */
    long version();

    /** The workspace that it belongs to; empty where nothing has happened. */
    Optional<WorkspaceKey> workspace();
}
