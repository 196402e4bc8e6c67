package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a ticket. */
public sealed interface TicketEvent extends StoredEvent {
    TicketId ticketId();

    /** How a ticket came to be. */
    enum Source {
        MANUAL,
        EMAIL,
        API,
        FOLLOW_UP
    }

    /** Why a status changed. */
    enum Cause {
        OPERATOR_REPLY,
        CUSTOMER_MESSAGE,
        PICKED_UP,
        BY_HAND
    }

    /** The ticket exists. {@code routable} is false when the opener assigned it to an operator. */
    record TicketOpened(
            TicketId ticketId,
            WorkspaceKey workspace,
            long number,
            Source source,
            String subject,
            String description,
            String channel,
            @Nullable Recipient requester,
            int priority,
            String status,
            Phase phase,
            List<String> tags,
            @Nullable String sourceAgent,
            @Nullable TeamId teamId,
            boolean routable,
            @Nullable TicketId followUpOf,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** A conversation belongs to the ticket. */
    record ConversationLinked(TicketId ticketId, ConversationId conversationId, boolean primary, Instant at)
            implements TicketEvent {}

    /** Operator and team are now these; {@code decisionId} names the routing decision followed, if any. */
    record TicketAssigned(
            TicketId ticketId,
            @Nullable OperatorId operatorId,
            @Nullable TeamId teamId,
            @Nullable DecisionId decisionId,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** The ticket has neither operator nor team. */
    record TicketUnassigned(TicketId ticketId, Actor by, Instant at) implements TicketEvent {}

    /** A routing decision no longer fits. */
    record AssignmentDeclined(TicketId ticketId, DecisionId decisionId, String reason, Instant at)
            implements TicketEvent {}

    /** Whose turn it is changed. */
    record StatusChanged(
            TicketId ticketId,
            String fromStatus,
            Phase fromPhase,
            String status,
            Phase phase,
            Cause cause,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** 1 (lowest) to 5 (urgent). */
    record PriorityChanged(TicketId ticketId, int from, int to, Actor by, Instant at) implements TicketEvent {}

    /** Tags were added. */
    record TicketTagged(TicketId ticketId, List<String> tags, Actor by, Instant at) implements TicketEvent {}

    /** Tags were removed. */
    record TicketUntagged(TicketId ticketId, List<String> tags, Actor by, Instant at) implements TicketEvent {}

    /** A message of a linked conversation became part of the ticket. */
    record MessageAdded(
            TicketId ticketId,
            ConversationId conversationId,
            MessageId messageId,
            long conversationVersion,
            Actor author,
            Automatic automatic,
            String preview,
            Instant at)
            implements TicketEvent {}

    /** A private note. */
    record NoteAdded(TicketId ticketId, NoteId noteId, String text, List<OperatorId> mentions, Actor by, Instant at)
            implements TicketEvent {}
}
