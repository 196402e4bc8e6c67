package dev.handover.ticket.contract;

import dev.handover.foundation.kafka.EventTypes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of ticket-service as its journal has it: everything, private notes included, for the system's own services.
 * The record's stream and its dense sequence (from 1) stand in the envelope.
 */
public sealed interface JournalEvent {
    /** Type names on the wire and their records. */
    EventTypes<JournalEvent> TYPES = EventTypes.of(
            JournalEvent.class,
            "handover/ticket-service",
            EventTypes.type("dev.handover.workspace.created.v1", WorkspaceCreated.class),
            EventTypes.type("dev.handover.requester.registered.v1", RequesterRegistered.class),
            EventTypes.type("dev.handover.conversation.started.v1", ConversationStarted.class),
            EventTypes.type("dev.handover.conversation.message_received.v1", ConversationMessageReceived.class),
            EventTypes.type("dev.handover.conversation.operator_replied.v1", ConversationOperatorReplied.class),
            EventTypes.type("dev.handover.conversation.delivery_updated.v1", ConversationDeliveryUpdated.class),
            EventTypes.type("dev.handover.journal.ticket.opened.v1", TicketOpened.class),
            EventTypes.type("dev.handover.journal.ticket.conversation_linked.v1", TicketConversationLinked.class),
            EventTypes.type("dev.handover.journal.ticket.assigned.v1", TicketAssigned.class),
            EventTypes.type("dev.handover.journal.ticket.unassigned.v1", TicketUnassigned.class),
            EventTypes.type("dev.handover.journal.ticket.assignment_declined.v1", TicketAssignmentDeclined.class),
            EventTypes.type("dev.handover.journal.ticket.status_changed.v1", TicketStatusChanged.class),
            EventTypes.type("dev.handover.journal.ticket.priority_changed.v1", TicketPriorityChanged.class),
            EventTypes.type("dev.handover.journal.ticket.tagged.v1", TicketTagged.class),
            EventTypes.type("dev.handover.journal.ticket.untagged.v1", TicketUntagged.class),
            EventTypes.type("dev.handover.journal.ticket.message_added.v1", TicketMessageAdded.class),
            EventTypes.type("dev.handover.journal.ticket.note_added.v1", TicketNoteAdded.class));

    /** A workspace exists; its key is its id everywhere. */
    record WorkspaceCreated(String workspaceKey, String name) implements JournalEvent {}

    /** A customer became known. */
    record RequesterRegistered(
            String requesterId,
            @Nullable String name,
            @Nullable String email) implements JournalEvent {}

    /**
     * A thread with a requester on a channel began.
     *
     * @param accountId the channel account it runs on; null when it was not started by a channel
     */
    record ConversationStarted(
            String conversationId,
            @Nullable String requesterId,
            String channel,
            @Nullable String accountId,
            @Nullable String subject)
            implements JournalEvent {}

    /**
     * A message came in.
     *
     * @param externalId the channel's id of it (the Message-ID of a mail), or null
     * @param rawAvailable whether channel-gateway keeps the raw source under the message's id
     * @param issues what could not be read in full, as short codes
     */
    record ConversationMessageReceived(
            String conversationId,
            String messageId,
            Actor from,
            @Nullable String subject,
            String text,
            @Nullable String html,
            List<TextSpan> spans,
            List<AttachmentRef> attachments,
            @Nullable String externalId,
            AutomaticKind automatic,
            boolean rawAvailable,
            List<String> issues,
            Instant occurredAt)
            implements JournalEvent {}

    /**
     * An operator answered; channel-gateway sends it.
     *
     * @param toAddress where the requester can be reached on the channel; null when no address is known
     * @param accountId the channel account to send through; null for the workspace's first account of the channel
     * @param inReplyTo the channel's id of the message answered, or null
     * @param references the thread's ids, oldest first
     */
    record ConversationOperatorReplied(
            String conversationId,
            String ticketId,
            long ticketNumber,
            String messageId,
            Actor by,
            String text,
            @Nullable String html,
            String channel,
            @Nullable String accountId,
            @Nullable String toAddress,
            @Nullable String toName,
            String subject,
            @Nullable String inReplyTo,
            List<String> references,
            Instant occurredAt)
            implements JournalEvent {}

    /** What became of an outgoing message: queued, sent, delivered, read or failed, with the reason. */
    record ConversationDeliveryUpdated(
            String conversationId,
            String messageId,
            String state,
            @Nullable String reason,
            Instant occurredAt) implements JournalEvent {}

    /**
     * A ticket was opened.
     *
     * @param source how: manual, email, api, follow_up
     * @param routable whether routing-service is to assign it; false when the opener did
     * @param followUpOf the closed ticket that this one goes on from, or null
     */
    record TicketOpened(
            String ticketId,
            long number,
            String source,
            String subject,
            String description,
            String channel,
            @Nullable String requesterId,
            @Nullable String requesterName,
            @Nullable String requesterEmail,
            int priority,
            String status,
            Phase phase,
            List<String> tags,
            @Nullable String sourceAgent,
            @Nullable String teamId,
            boolean routable,
            @Nullable String followUpOf,
            Actor by,
            Instant occurredAt)
            implements JournalEvent {}

    /** A conversation belongs to the ticket. */
    record TicketConversationLinked(String ticketId, String conversationId, boolean primary, Instant occurredAt)
            implements JournalEvent {}

    /**
     * The ticket's operator and team are now these.
     *
     * @param decisionId the routing decision it follows; null when a person assigned
     */
    record TicketAssigned(
            String ticketId,
            @Nullable String operatorId,
            @Nullable String teamId,
            @Nullable String decisionId,
            Actor by,
            Instant occurredAt)
            implements JournalEvent {}

    /** The ticket has neither operator nor team. */
    record TicketUnassigned(String ticketId, Actor by, Instant occurredAt) implements JournalEvent {}

    /** A routing decision came too late or no longer fits. */
    record TicketAssignmentDeclined(String ticketId, String decisionId, String reason, Instant occurredAt)
            implements JournalEvent {}

    /**
     * Whose turn it is changed.
     *
     * @param cause operator_reply, customer_message, picked_up or by_hand
     */
    record TicketStatusChanged(
            String ticketId,
            String fromStatus,
            Phase fromPhase,
            String status,
            Phase phase,
            String cause,
            Actor by,
            Instant occurredAt)
            implements JournalEvent {}

    /** 1 (lowest) to 5 (urgent). */
    record TicketPriorityChanged(String ticketId, int from, int to, Actor by, Instant occurredAt)
            implements JournalEvent {}

    /** Tags were added. */
    record TicketTagged(String ticketId, List<String> tags, Actor by, Instant occurredAt) implements JournalEvent {}

    /** Tags were removed. */
    record TicketUntagged(String ticketId, List<String> tags, Actor by, Instant occurredAt) implements JournalEvent {}

    /**
     * A message of a linked conversation became part of the ticket; its content is in the conversation's stream.
     *
     * @param conversationVersion the conversation's version with that message
     * @param preview the first characters of its text, on one line
     */
    record TicketMessageAdded(
            String ticketId,
            String conversationId,
            String messageId,
            long conversationVersion,
            Actor author,
            AutomaticKind automatic,
            String preview,
            Instant occurredAt)
            implements JournalEvent {}

    /** A private note; its text never leaves the journal. */
    record TicketNoteAdded(
            String ticketId, String noteId, String text, List<String> mentions, Actor by, Instant occurredAt)
            implements JournalEvent {}
}
