package dev.handover.ticket.contract;

import dev.handover.foundation.kafka.EventTypes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public contract: what happened to a ticket, for downstream services. Each stored ticket event has exactly one
 * record here, so the envelope's sequence is dense and a loss shows. What a requester must not see is left out: an
 * internal note is present without its text.
 */
public sealed interface TicketEvent {
    /** The ticket concerned. */
    Subject ticket();

    /** Type names on the wire and their records. */
    EventTypes<TicketEvent> TYPES = EventTypes.of(
            TicketEvent.class,
            "handover/ticket-service",
            EventTypes.type("dev.handover.ticket.opened.v1", Opened.class),
            EventTypes.type("dev.handover.ticket.conversation_linked.v1", ConversationLinked.class),
            EventTypes.type("dev.handover.ticket.assigned.v1", Assigned.class),
            EventTypes.type("dev.handover.ticket.unassigned.v1", Unassigned.class),
            EventTypes.type("dev.handover.ticket.assignment_declined.v1", AssignmentDeclined.class),
            EventTypes.type("dev.handover.ticket.status_changed.v1", StatusChanged.class),
            EventTypes.type("dev.handover.ticket.priority_changed.v1", PriorityChanged.class),
            EventTypes.type("dev.handover.ticket.tagged.v1", Tagged.class),
            EventTypes.type("dev.handover.ticket.untagged.v1", Untagged.class),
            EventTypes.type("dev.handover.ticket.message_added.v1", MessageAdded.class),
            EventTypes.type("dev.handover.ticket.note_added.v1", NoteAdded.class),
            EventTypes.type("dev.handover.ticket.merged_into.v1", MergedInto.class),
            EventTypes.type("dev.handover.ticket.absorbed.v1", Absorbed.class),
            EventTypes.type("dev.handover.ticket.unmerged.v1", Unmerged.class),
            EventTypes.type("dev.handover.ticket.gave_back.v1", GaveBack.class),
            EventTypes.type("dev.handover.ticket.split_from.v1", SplitFrom.class),
            EventTypes.type("dev.handover.ticket.split_off.v1", SplitOff.class),
            EventTypes.type("dev.handover.ticket.message_moved_off.v1", MessageMovedOff.class),
            EventTypes.type("dev.handover.ticket.escalated.v1", Escalated.class),
            EventTypes.type("dev.handover.ticket.erased.v1", Erased.class),
            EventTypes.type("dev.handover.ticket.messages_erased.v1", MessagesErased.class),
            EventTypes.type("dev.handover.ticket.note_edited.v1", NoteEdited.class),
            EventTypes.type("dev.handover.ticket.described.v1", Described.class),
            EventTypes.type("dev.handover.ticket.classified.v1", Classified.class),
            EventTypes.type("dev.handover.ticket.record_linked.v1", RecordLinked.class),
            EventTypes.type("dev.handover.ticket.record_unlinked.v1", RecordUnlinked.class),
            EventTypes.type("dev.handover.ticket.external_synced.v1", ExternalSynced.class),
            EventTypes.type("dev.handover.ticket.conversation_unlinked.v1", ConversationUnlinked.class),
            EventTypes.type("dev.handover.ticket.snoozed.v1", Snoozed.class),
            EventTypes.type("dev.handover.ticket.woken.v1", Woken.class),
            EventTypes.type("dev.handover.ticket.archived.v1", Archived.class),
            EventTypes.type("dev.handover.ticket.restored.v1", Restored.class));

    /** The ticket's id, its number in the workspace and its subject line. */
    record Subject(String ticketId, long number, String subject) {}

    /** A ticket was opened. */
    record Opened(
            Subject ticket,
            String source,
            String channel,
            @Nullable String requesterId,
            int priority,
            String status,
            Phase phase,
            List<String> tags,
            @Nullable String followUpOf,
            Instant occurredAt)
            implements TicketEvent {}

    /** A conversation belongs to the ticket. */
    record ConversationLinked(Subject ticket, String conversationId, boolean primary, Instant occurredAt)
            implements TicketEvent {}

    /** The ticket's operator and team are now these. */
    record Assigned(
            Subject ticket,
            @Nullable String operatorId,
            @Nullable String teamId,
            Instant occurredAt) implements TicketEvent {}

    /** The ticket has neither operator nor team. */
    record Unassigned(Subject ticket, Instant occurredAt) implements TicketEvent {}

    /** A routing decision came too late or no longer fits. */
    record AssignmentDeclined(Subject ticket, String decisionId, String reason, Instant occurredAt)
            implements TicketEvent {}

    /** Whose turn it is changed. */
    record StatusChanged(
            Subject ticket,
            String fromStatus,
            Phase fromPhase,
            String status,
            Phase phase,
            String cause,
            Instant occurredAt)
            implements TicketEvent {}

    /** 1 (lowest) to 5 (urgent). */
    record PriorityChanged(Subject ticket, int from, int to, Instant occurredAt) implements TicketEvent {}

    /** Tags were added. */
    record Tagged(Subject ticket, List<String> tags, Instant occurredAt) implements TicketEvent {}

    /** Tags were removed. */
    record Untagged(Subject ticket, List<String> tags, Instant occurredAt) implements TicketEvent {}

    /**
     * A message of the conversation with the customer became part of the ticket.
     *
     * @param from customer, operator, agent or system
     */
    record MessageAdded(
            Subject ticket,
            String conversationId,
            String messageId,
            Actor.Kind from,
            AutomaticKind automatic,
            String preview,
            Instant occurredAt)
            implements TicketEvent {}

    /** A private note was added; neither its text nor its mentions are published. */
    record NoteAdded(Subject ticket, String noteId, Instant occurredAt) implements TicketEvent {}

    /** The ticket goes on in another one, until it is unmerged. */
    record MergedInto(Subject ticket, String into, long intoNumber, Instant occurredAt) implements TicketEvent {}

    /** Another ticket goes on in this one; the conversations came with it. */
    record Absorbed(Subject ticket, String source, long sourceNumber, List<String> conversationIds, Instant occurredAt)
            implements TicketEvent {}

    /** The ticket stands for itself again. */
    record Unmerged(Subject ticket, String from, long fromNumber, Instant occurredAt) implements TicketEvent {}

    /** A ticket that was merged into this one stands for itself again; the conversations left with it. */
    record GaveBack(Subject ticket, String source, long sourceNumber, List<String> conversationIds, Instant occurredAt)
            implements TicketEvent {}

    /** The ticket began with messages of another one. */
    record SplitFrom(Subject ticket, String from, long fromNumber, Instant occurredAt) implements TicketEvent {}

    /** A new ticket began with these messages of this one. */
    record SplitOff(Subject ticket, String into, long intoNumber, List<String> messageIds, Instant occurredAt)
            implements TicketEvent {}

    /** A message had been threaded wrongly, and is on another ticket now, to which it was added. */
    record MessageMovedOff(Subject ticket, String messageId, String into, long intoNumber, Instant occurredAt)
            implements TicketEvent {}

    /**
     * An AI agent handed a conversation of the ticket to people; what it said about it is not published.
     *
     * @param agentId client id of the agent
     * @param trigger what made it do so, such as {@code customer_request}
     */
    record Escalated(
            Subject ticket, String conversationId, @Nullable String agentId, String trigger, Instant occurredAt)
            implements TicketEvent {}

    /** Their writers are erased: whoever keeps what was told of these messages removes it. */
    record MessagesErased(Subject ticket, List<String> messageIds, Instant occurredAt) implements TicketEvent {}

    /** What people wrote on the ticket and who they are is gone: whoever has copies should remove them. */
    record Erased(Subject ticket, Instant occurredAt) implements TicketEvent {}

    /** A private note was edited; neither its text nor its mentions are published. {@code revision} counts from 1. */
    record NoteEdited(Subject ticket, String noteId, int revision, Instant occurredAt) implements TicketEvent {}

    /** The subject line, which {@code ticket} has as it is now, the description or both changed. */
    record Described(Subject ticket, boolean subjectChanged, boolean descriptionChanged, Instant occurredAt)
            implements TicketEvent {}

    /** What the ticket is about is now this; null for what is not said. */
    record Classified(
            Subject ticket,
            @Nullable String topic,
            @Nullable String intent,
            @Nullable String label,
            @Nullable String subLabel,
            Instant occurredAt)
            implements TicketEvent {}

    /**
     * A record elsewhere belongs to the ticket; its title and address are the team's own.
     *
     * @param type activity_case, alert or url
     */
    record RecordLinked(Subject ticket, String recordId, String type, Instant occurredAt) implements TicketEvent {}

    /** A linked record no longer belongs to the ticket. */
    record RecordUnlinked(Subject ticket, String recordId, Instant occurredAt) implements TicketEvent {}

    /**
     * The ticket's counterpart on another platform was brought in step with it.
     *
     * @param direction in, out or both, as seen from here
     */
    record ExternalSynced(
            Subject ticket,
            String platform,
            String remoteId,
            @Nullable String url,
            String direction,
            Instant lastSyncAt,
            Instant occurredAt)
            implements TicketEvent {}

    /** A conversation no longer belongs to the ticket. */
    record ConversationUnlinked(Subject ticket, String conversationId, Instant occurredAt) implements TicketEvent {}

    /** The ticket waits for a time; a customer's message wakes it earlier, where {@code wakeOnCustomerMessage}. */
    record Snoozed(Subject ticket, Instant until, boolean wakeOnCustomerMessage, Instant occurredAt)
            implements TicketEvent {}

    /**
     * The ticket no longer waits for a time.
     *
     * @param cause time, customer_message, by_hand or ended
     */
    record Woken(Subject ticket, String cause, Instant occurredAt) implements TicketEvent {}

    /** The ticket is out of the team's active views, and kept. */
    record Archived(Subject ticket, Instant occurredAt) implements TicketEvent {}

    /**
     * An archived ticket is in the active views again.
     *
     * @param cause customer_message, by_hand or reopened
     */
    record Restored(Subject ticket, String cause, Instant occurredAt) implements TicketEvent {}
}
