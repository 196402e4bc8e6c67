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
        ESCALATION,
        TAKEOVER,
        ALERT,
        FOLLOW_UP
    }

    /** Why a status changed. */
    enum Cause {
        OPERATOR_REPLY,
        CUSTOMER_MESSAGE,
        PICKED_UP,
        BY_HAND,
        MERGED,
        UNMERGED,
        ESCALATED,
        TAKEN_OVER,
        REOPENED,
        TIME
    }

    /** Why a ticket is no longer snoozed. */
    enum WakeCause {
        TIME,
        CUSTOMER_MESSAGE,
        BY_HAND,
        ENDED
    }

    /** Why a ticket is no longer archived. */
    enum RestoreCause {
        CUSTOMER_MESSAGE,
        BY_HAND,
        REOPENED
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

    /** The ticket goes on in another one, until it is unmerged. */
    record MergedInto(TicketId ticketId, TicketId into, long intoNumber, Actor by, Instant at) implements TicketEvent {}

    /** Another ticket goes on in this one; {@code conversations} came with it. */
    record Absorbed(
            TicketId ticketId,
            TicketId source,
            long sourceNumber,
            List<ConversationId> conversations,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** The ticket stands for itself again. */
    record Unmerged(TicketId ticketId, TicketId from, long fromNumber, Actor by, Instant at) implements TicketEvent {}

    /** A ticket that was merged into this one stands for itself again; {@code conversations} left with it. */
    record GaveBack(
            TicketId ticketId,
            TicketId source,
            long sourceNumber,
            List<ConversationId> conversations,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** The ticket began with messages of another one. */
    record SplitFrom(TicketId ticketId, TicketId from, long fromNumber, Actor by, Instant at) implements TicketEvent {}

    /** A new ticket began with these messages of this one. */
    record SplitOff(TicketId ticketId, TicketId into, long intoNumber, List<MessageId> messages, Actor by, Instant at)
            implements TicketEvent {}

    /**
     * A message had been threaded wrongly, and is on another ticket now.
     *
     * @param conversationId that it was in
     * @param threadedBy what had led it there
     */
    record MessageMovedOff(
            TicketId ticketId,
            MessageId messageId,
            ConversationId conversationId,
            TicketId into,
            long intoNumber,
            @Nullable ThreadedBy threadedBy,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** An agent handed a conversation of the ticket to people. */
    record Escalated(TicketId ticketId, ConversationId conversationId, Escalation escalation, Actor by, Instant at)
            implements TicketEvent {}

    /** What people wrote on the ticket and who they are is gone from it; that it existed stays. */
    record TicketErased(TicketId ticketId, Actor by, Instant at) implements TicketEvent {}

    /** What the ticket told of these messages is gone: their writers are erased, and the ticket is somebody else's. */
    record MessagesErased(TicketId ticketId, List<MessageId> messages, Actor by, Instant at) implements TicketEvent {}

    /** A private note says something else; {@code revision} counts its versions from 1, the note as it was added. */
    record NoteEdited(
            TicketId ticketId,
            NoteId noteId,
            int revision,
            String text,
            List<OperatorId> mentions,
            List<OperatorId> newMentions,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** The subject line, the description or both are now these; null for what stays. */
    record TicketDescribed(
            TicketId ticketId,
            @Nullable String subject,
            @Nullable String description,
            Actor by,
            Instant at) implements TicketEvent {}

    /** What the ticket is about is now this; null for what is not said. */
    record TicketClassified(
            TicketId ticketId,
            @Nullable String topic,
            @Nullable String intent,
            @Nullable String label,
            @Nullable String subLabel,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** A record elsewhere belongs to the ticket. */
    record RecordLinked(
            TicketId ticketId,
            RecordId recordId,
            LinkedRecord.Type type,
            @Nullable String reference,
            String title,
            @Nullable String url,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** A linked record no longer belongs to the ticket. */
    record RecordUnlinked(TicketId ticketId, RecordId recordId, Actor by, Instant at) implements TicketEvent {}

    /** A counterpart on another platform was brought in step. */
    record ExternalSynced(
            TicketId ticketId,
            String platform,
            String remoteId,
            @Nullable String url,
            ExternalReference.Direction direction,
            Instant lastSyncAt,
            Actor by,
            Instant at)
            implements TicketEvent {}

    /** A conversation no longer belongs to the ticket. */
    record ConversationUnlinked(TicketId ticketId, ConversationId conversationId, Actor by, Instant at)
            implements TicketEvent {}

    /** The ticket is out of sight until then. */
    record TicketSnoozed(TicketId ticketId, Instant until, boolean wakeOnCustomerMessage, Actor by, Instant at)
            implements TicketEvent {}

    /** It is in sight again. */
    record TicketWoken(TicketId ticketId, WakeCause cause, Actor by, Instant at) implements TicketEvent {}

    /** The ticket is out of the active views, and kept. */
    record TicketArchived(TicketId ticketId, Actor by, Instant at) implements TicketEvent {}

    /** It is in the active views again. */
    record TicketRestored(TicketId ticketId, RestoreCause cause, Actor by, Instant at) implements TicketEvent {}
}
