package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** What deciding about a ticket needs to know of it. */
public sealed interface Ticket extends StreamState {
    /** How many of the newest messages and decisions a ticket knows. */
    int KEPT = 20;

    /** Nothing has happened yet. */
    record Unopened() implements Ticket {
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
     * Opened: active, solved or closed, as its phase says.
     *
     * @param since when it came into its phase
     */
    record Opened(Facts facts, Phase phase, String status, Instant since, long version) implements Ticket {
        /** With the status that the scheme says of its phase now. */
        Opened shown(StatusScheme scheme) {
            String now = scheme.shown(phase, status).key();
            return now.equals(status) ? this : new Opened(facts, phase, now, since, version);
        }

        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.of(facts.identity().workspace());
        }
    }

    /** Erased: nothing is left but that it existed. */
    record Erased(TicketId id, WorkspaceKey owner, long number, long version) implements Ticket {
        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.of(owner);
        }
    }

    /**
     * A message that the customer has written or can see.
     *
     * @param version of the ticket with it
     */
    record Visible(long version, MessageId messageId, Actor from, String preview, Instant at) {}

    /** What never changes. */
    record Identity(TicketId id, WorkspaceKey workspace, long number, Optional<Recipient> requester) {}

    /** What it is called; {@code descriptionDigest} stands for a description that may be long. */
    record Wording(String subject, String descriptionDigest) {
        Wording described(TicketEvent.TicketDescribed e) {
            return new Wording(
                    e.subject() == null ? subject : e.subject(),
                    e.description() == null ? descriptionDigest : Digest.of(e.description()));
        }
    }

    /** How it is sorted among others. */
    record Sorting(int priority, SequencedSet<String> tags, Classification classification) {
        Sorting prioritised(int newPriority) {
            return new Sorting(newPriority, tags, classification);
        }

        Sorting classified(Classification now) {
            return new Sorting(priority, tags, now);
        }

        Sorting tagged(List<String> added, List<String> removed) {
            SequencedSet<String> now = new LinkedHashSet<>(tags);
            now.addAll(added);
            removed.forEach(now::remove);
            return new Sorting(priority, now, classification);
        }
    }

    /**
     * Who has it.
     *
     * @param decisions the newest routing decisions that were followed or declined, oldest first, at most 20
     */
    record Holder(Optional<OperatorId> operator, Optional<TeamId> team, List<DecisionId> decisions) {
        Holder assigned(Optional<OperatorId> newOperator, Optional<TeamId> newTeam) {
            return new Holder(newOperator, newTeam, decisions);
        }

        Holder decided(DecisionId decision) {
            return new Holder(operator, team, newest(decisions, decision));
        }
    }

    /**
     * What is said on it.
     *
     * @param conversations the primary one first
     * @param visible the newest messages that the customer has written or can see, oldest first, at most 20
     */
    record Talk(List<ConversationId> conversations, List<Visible> visible) {
        Talk linked(ConversationId conversation, boolean primary) {
            List<ConversationId> now = new ArrayList<>(conversations);
            now.remove(conversation);
            now.add(primary ? 0 : now.size(), conversation);
            return new Talk(List.copyOf(now), visible);
        }

        Talk linked(List<ConversationId> more) {
            Set<ConversationId> now = new LinkedHashSet<>(conversations);
            now.addAll(more);
            return new Talk(List.copyOf(now), visible);
        }

        Talk unlinked(List<ConversationId> fewer) {
            List<ConversationId> now = new ArrayList<>(conversations);
            now.removeAll(fewer);
            return new Talk(List.copyOf(now), visible);
        }

        Talk without(Collection<MessageId> messages) {
            return new Talk(
                    conversations,
                    visible.stream()
                            .filter(message -> !messages.contains(message.messageId()))
                            .toList());
        }

        Talk seen(Visible message) {
            return new Talk(conversations, newest(visible, message));
        }
    }

    /**
     * A merge that stands.
     *
     * @param status what it had before
     * @param aside whether it was put aside before
     */
    record Merge(TicketId into, long intoNumber, String status, Phase phase, Aside aside) {}

    /**
     * Tickets that it belongs together with.
     *
     * @param absorbed tickets merged into it, each with the conversations that came with it
     */
    record Kin(Optional<Merge> merged, Map<TicketId, List<ConversationId>> absorbed) {
        static final Kin NONE = new Kin(Optional.empty(), Map.of());

        Kin merged(Optional<Merge> merge) {
            return new Kin(merge, absorbed);
        }

        Kin absorbed(TicketId source, List<ConversationId> conversations) {
            Map<TicketId, List<ConversationId>> now = new LinkedHashMap<>(absorbed);
            now.put(source, conversations);
            return new Kin(merged, Collections.unmodifiableMap(now));
        }

        Kin gaveBack(TicketId source) {
            Map<TicketId, List<ConversationId>> now = new LinkedHashMap<>(absorbed);
            now.remove(source);
            return new Kin(merged, Collections.unmodifiableMap(now));
        }
    }

    /** What an opened ticket is, apart from its phase. */
    record Facts(
            Identity identity,
            Wording wording,
            Sorting sorting,
            Holder holder,
            Talk talk,
            Attached attached,
            Aside aside,
            Kin kin) {
        public TicketId id() {
            return identity.id();
        }

        public long number() {
            return identity.number();
        }

        public Optional<Recipient> requester() {
            return identity.requester();
        }

        public String subject() {
            return wording.subject();
        }

        Facts worded(Wording now) {
            return new Facts(identity, now, sorting, holder, talk, attached, aside, kin);
        }

        Facts sorted(Sorting now) {
            return new Facts(identity, wording, now, holder, talk, attached, aside, kin);
        }

        Facts held(Holder now) {
            return new Facts(identity, wording, sorting, now, talk, attached, aside, kin);
        }

        Facts said(Talk now) {
            return new Facts(identity, wording, sorting, holder, now, attached, aside, kin);
        }

        Facts with(Attached now) {
            return new Facts(identity, wording, sorting, holder, talk, now, aside, kin);
        }

        Facts with(Aside now) {
            return new Facts(identity, wording, sorting, holder, talk, attached, now, kin);
        }

        Facts related(Kin now) {
            return new Facts(identity, wording, sorting, holder, talk, attached, aside, now);
        }
    }

    private static <T> List<T> newest(List<T> known, T next) {
        List<T> now = new ArrayList<>(known.size() < KEPT ? known : known.subList(1, known.size()));
        now.add(next);
        return List.copyOf(now);
    }
}
