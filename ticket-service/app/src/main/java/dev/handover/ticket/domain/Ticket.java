package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** What deciding about a ticket needs to know of it. */
public sealed interface Ticket {
    /** The number of events so far. */
    long version();

    /** Nothing has happened yet. */
    record Unopened() implements Ticket {
        @Override
        public long version() {
            return 0;
        }
    }

    /** Opened: active, solved or closed, as its phase says. */
    record Opened(Facts facts, Phase phase, String status, long version) implements Ticket {}

    /**
     * A message that the customer has written or can see.
     *
     * @param version of the ticket with it
     */
    record Visible(long version, MessageId messageId, Actor from, String preview, Instant at) {}

    /**
     * What an opened ticket is, apart from its phase.
     *
     * @param visible the newest messages that the customer has written or can see, oldest first, at most 20
     * @param lastDecision the newest routing decision that was followed or declined
     */
    record Facts(
            TicketId id,
            WorkspaceKey workspace,
            long number,
            String subject,
            Optional<Recipient> requester,
            int priority,
            SequencedSet<String> tags,
            Optional<OperatorId> operator,
            Optional<TeamId> team,
            List<ConversationId> conversations,
            List<Visible> visible,
            Optional<DecisionId> lastDecision) {
        private static final int VISIBLE_KEPT = 20;

        Facts prioritised(int newPriority) {
            return new Facts(
                    id,
                    workspace,
                    number,
                    subject,
                    requester,
                    newPriority,
                    tags,
                    operator,
                    team,
                    conversations,
                    visible,
                    lastDecision);
        }

        Facts tagged(List<String> added, List<String> removed) {
            SequencedSet<String> now = new LinkedHashSet<>(tags);
            now.addAll(added);
            removed.forEach(now::remove);
            return new Facts(
                    id,
                    workspace,
                    number,
                    subject,
                    requester,
                    priority,
                    now,
                    operator,
                    team,
                    conversations,
                    visible,
                    lastDecision);
        }

        Facts assigned(Optional<OperatorId> newOperator, Optional<TeamId> newTeam) {
            return new Facts(
                    id,
                    workspace,
                    number,
                    subject,
                    requester,
                    priority,
                    tags,
                    newOperator,
                    newTeam,
                    conversations,
                    visible,
                    lastDecision);
        }

        Facts decided(Optional<DecisionId> decision) {
            return new Facts(
                    id,
                    workspace,
                    number,
                    subject,
                    requester,
                    priority,
                    tags,
                    operator,
                    team,
                    conversations,
                    visible,
                    decision.or(() -> lastDecision));
        }

        Facts linked(ConversationId conversation, boolean primary) {
            List<ConversationId> now = new ArrayList<>(conversations);
            now.remove(conversation);
            now.add(primary ? 0 : now.size(), conversation);
            return new Facts(
                    id,
                    workspace,
                    number,
                    subject,
                    requester,
                    priority,
                    tags,
                    operator,
                    team,
                    List.copyOf(now),
                    visible,
                    lastDecision);
        }

        Facts seen(Visible message) {
            List<Visible> now = new ArrayList<>(visible);
            now.add(message);
            List<Visible> kept = now.size() > VISIBLE_KEPT ? now.subList(now.size() - VISIBLE_KEPT, now.size()) : now;
            return new Facts(
                    id,
                    workspace,
                    number,
                    subject,
                    requester,
                    priority,
                    tags,
                    operator,
                    team,
                    conversations,
                    List.copyOf(kept),
                    lastDecision);
        }

        /** The conversation that replies go to unless they name another. */
        public Optional<ConversationId> primaryConversation() {
            return conversations.isEmpty() ? Optional.empty() : Optional.of(conversations.getFirst());
        }
    }
}
