package dev.handover.ticket.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to a requester. */
public sealed interface RequesterEvent extends StoredEvent {
    /** A customer became known. */
    record RequesterRegistered(
            RequesterId requesterId,
            WorkspaceKey workspace,
            @Nullable String name,
            @Nullable String email,
            Instant at) implements RequesterEvent {}
}
