package dev.handover.ticket.domain;

import java.time.Instant;

/** A fact as the event store keeps it, for ever: private, with a logical name and a revision. */
public sealed interface StoredEvent permits TicketEvent, ConversationEvent, RequesterEvent, WorkspaceEvent {
    /** When it happened. */
    Instant at();
}
