package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a requester. */
public sealed interface RequesterEvent extends StoredEvent {
    /** A customer became known. */
    record RequesterRegistered(
            RequesterId requesterId,
            WorkspaceKey workspace,
            @Nullable String name,
            List<ChannelIdentity> identities,
            Instant at)
            implements RequesterEvent {}
}
