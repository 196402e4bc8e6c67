package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to a requester. */
public sealed interface RequesterEvent extends StoredEvent {
    RequesterId requesterId();

    /** A customer became known. */
    record RequesterRegistered(
            RequesterId requesterId,
            WorkspaceKey workspace,
            @Nullable String name,
            List<ChannelIdentity> identities,
            Instant at)
            implements RequesterEvent {}

    /** Who the requester is, is gone; that there was one stays. */
    record RequesterErased(RequesterId requesterId, Actor by, Instant at) implements RequesterEvent {}

    /** Name and attributes are these. */
    record DetailsChanged(
            RequesterId requesterId, @Nullable String name, Map<String, String> attributes, Actor by, Instant at)
            implements RequesterEvent {}

    /** The customer is known by something more. */
    record IdentityAdded(RequesterId requesterId, ChannelIdentity identity, Actor by, Instant at)
            implements RequesterEvent {}

    /** It is proven that the customer holds the identity. */
    record IdentityVerified(RequesterId requesterId, ChannelIdentity.Kind kind, String value, Actor by, Instant at)
            implements RequesterEvent {}

    /** The requester goes on as another one: whoever asks for it gets that one. */
    record RequesterMerged(RequesterId requesterId, RequesterId into, Actor by, Instant at) implements RequesterEvent {}

    /** Another one goes on as this requester. */
    record RequesterAbsorbed(RequesterId requesterId, RequesterId source, Actor by, Instant at)
            implements RequesterEvent {}

    /** The requester stands for itself again. */
    record RequesterUnmerged(RequesterId requesterId, RequesterId from, Actor by, Instant at)
            implements RequesterEvent {}

    /** The other one stands for itself again. */
    record RequesterGaveBack(RequesterId requesterId, RequesterId source, Actor by, Instant at)
            implements RequesterEvent {}
}
