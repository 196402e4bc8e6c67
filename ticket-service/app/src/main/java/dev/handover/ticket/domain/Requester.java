package dev.handover.ticket.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What deciding needs to know of a requester. */
public sealed interface Requester extends StreamState {
    /** By how many identities a requester is known at most. */
    int MOST_IDENTITIES = 50;

    /** Nobody of that id is known. */
    record Unknown() implements Requester {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.empty();
        }
    }

    /**
     * A customer.
     *
     * @param kin others that this one is merged with
     */
    record Registered(
            RequesterId id,
            WorkspaceKey owner,
            Details details,
            List<ChannelIdentity> identities,
            Kin kin,
            long version)
            implements Requester {
        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.of(owner);
        }

        private Registered next(Details nowDetails, List<ChannelIdentity> nowIdentities, Kin nowKin) {
            return new Registered(id, owner, nowDetails, nowIdentities, nowKin, version + 1);
        }

        /** The identity of that kind and value, as far as the requester has it. */
        Optional<ChannelIdentity> identity(ChannelIdentity.Kind kind, String value) {
            return identities.stream()
                    .filter(known -> known.kind() == kind && known.value().equals(value))
                    .findFirst();
        }
    }

    /** What is known about a customer. */
    record Details(Optional<String> name, Map<String, String> attributes) {}

    /**
     * Merges that stand.
     *
     * @param into whom the requester goes on as
     * @param absorbed who goes on as this one
     */
    record Kin(Optional<RequesterId> into, Set<RequesterId> absorbed) {
        private Kin absorbing(RequesterId source) {
            Set<RequesterId> now = new LinkedHashSet<>(absorbed);
            now.add(source);
            return new Kin(into, now);
        }

        private Kin without(RequesterId source) {
            Set<RequesterId> now = new LinkedHashSet<>(absorbed);
            now.remove(source);
            return new Kin(into, now);
        }
    }

    /** Erased: nothing is left but that there was one. */
    record Erased(RequesterId id, WorkspaceKey owner, long version) implements Requester {
        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.of(owner);
        }
    }

    /** The requester after the event; total. */
    static Requester evolve(Requester requester, RequesterEvent event) {
        return switch (requester) {
            case Unknown unknown ->
                event instanceof RequesterEvent.RequesterRegistered e
                        ? new Registered(
                                e.requesterId(),
                                e.workspace(),
                                new Details(Optional.ofNullable(e.name()), Map.of()),
                                List.copyOf(e.identities()),
                                new Kin(Optional.empty(), Set.of()),
                                1)
                        : unknown;
            case Erased erased -> new Erased(erased.id(), erased.owner(), erased.version() + 1);
            case Registered known ->
                event instanceof RequesterEvent.RequesterErased
                        ? new Erased(known.id(), known.owner(), known.version() + 1)
                        : evolve(known, event);
        };
    }

    private static Registered evolve(Registered r, RequesterEvent event) {
        return switch (event) {
            case RequesterEvent.RequesterRegistered _, RequesterEvent.RequesterErased _ ->
                r.next(r.details(), r.identities(), r.kin());
            case RequesterEvent.DetailsChanged e ->
                r.next(new Details(Optional.ofNullable(e.name()), Map.copyOf(e.attributes())), r.identities(), r.kin());
            case RequesterEvent.IdentityAdded e -> r.next(r.details(), with(r.identities(), e.identity()), r.kin());
            case RequesterEvent.IdentityVerified e ->
                r.next(r.details(), with(r.identities(), new ChannelIdentity(e.kind(), e.value(), true)), r.kin());
            case RequesterEvent.RequesterMerged e ->
                r.next(
                        r.details(),
                        r.identities(),
                        new Kin(Optional.of(e.into()), r.kin().absorbed()));
            case RequesterEvent.RequesterUnmerged _ ->
                r.next(
                        r.details(),
                        r.identities(),
                        new Kin(Optional.empty(), r.kin().absorbed()));
            case RequesterEvent.RequesterAbsorbed e ->
                r.next(r.details(), r.identities(), r.kin().absorbing(e.source()));
            case RequesterEvent.RequesterGaveBack e ->
                r.next(r.details(), r.identities(), r.kin().without(e.source()));
        };
    }

    private static List<ChannelIdentity> with(List<ChannelIdentity> known, ChannelIdentity identity) {
        List<ChannelIdentity> now = new ArrayList<>();
        boolean found = false;
        for (ChannelIdentity each : known) {
            boolean same = each.kind() == identity.kind() && each.value().equals(identity.value());
            now.add(same ? identity : each);
            found |= same;
        }
        if (!found) {
            now.add(identity);
        }
        return List.copyOf(now);
    }
}
