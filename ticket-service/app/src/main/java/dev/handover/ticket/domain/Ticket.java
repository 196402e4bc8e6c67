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
     * @param decisions the newest routing decisions that were followed or declined, oldest first, at most 20
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
            List<DecisionId> decisions) {
        private static final int KEPT = 20;

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
                    decisions);
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
                    decisions);
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
                    decisions);
        }

        Facts decided(DecisionId decision) {
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
                    newest(decisions, decision));
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
                    decisions);
        }

        Facts seen(Visible message) {
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
                    newest(visible, message),
                    decisions);
        }

        private static <T> List<T> newest(List<T> known, T next) {
            List<T> now = new ArrayList<>(known.size() < KEPT ? known : known.subList(1, known.size()));
            now.add(next);
            return List.copyOf(now);
        }
    }
}
