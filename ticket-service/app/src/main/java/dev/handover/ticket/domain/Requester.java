package dev.handover.ticket.domain;

import java.util.List;
import java.util.Optional;

/** What deciding needs to know of a requester. */
public sealed interface Requester extends StreamState {
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

    /** A customer. */
    record Registered(
            RequesterId id, WorkspaceKey owner, Optional<String> name, List<ChannelIdentity> identities, long version)
            implements Requester {
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
                                Optional.ofNullable(e.name()),
                                List.copyOf(e.identities()),
                                1)
                        : unknown;
            case Registered known ->
                switch (event) {
                    case RequesterEvent.RequesterRegistered _ ->
                        new Registered(
                                known.id(), known.owner(), known.name(), known.identities(), known.version() + 1);
                };
        };
    }
}
