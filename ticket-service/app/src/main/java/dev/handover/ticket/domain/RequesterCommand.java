package dev.handover.ticket.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be done to a requester. */
public sealed interface RequesterCommand {
    RequesterId requesterId();

    /** Makes a customer known. */
    record Register(
            RequesterId requesterId, WorkspaceKey workspace, Optional<String> name, List<ChannelIdentity> identities)
            implements RequesterCommand {}

    /** Makes name and attributes these. */
    record ChangeDetails(RequesterId requesterId, Optional<String> name, Map<String, String> attributes, Actor by)
            implements RequesterCommand {}

    /** Makes the customer known by something more, or an identity that it has a verified one. */
    record AddIdentity(RequesterId requesterId, ChannelIdentity identity, Actor by) implements RequesterCommand {}

    /** Lets the requester go on as another one. */
    record MergeInto(RequesterId requesterId, RequesterId into, Actor by) implements RequesterCommand {}

    /** The other half of {@link MergeInto}. */
    record Absorb(RequesterId requesterId, RequesterId source, Actor by) implements RequesterCommand {}

    /** Lets the requester stand for itself again. */
    record Unmerge(RequesterId requesterId, Actor by) implements RequesterCommand {}

    /** The other half of {@link Unmerge}. */
    record GiveBack(RequesterId requesterId, RequesterId source, Actor by) implements RequesterCommand {}

    /** Removes for good who the customer is. */
    record Erase(RequesterId requesterId, Actor by) implements RequesterCommand {}
}
