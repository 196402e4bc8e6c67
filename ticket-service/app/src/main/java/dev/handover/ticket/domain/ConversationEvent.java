package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a conversation. */
public sealed interface ConversationEvent extends StoredEvent {
    ConversationId conversationId();

    /** The thread began. {@code accountId} is null when no channel started it. */
    record ConversationStarted(
            ConversationId conversationId,
            WorkspaceKey workspace,
            @Nullable Recipient requester,
            String channel,
            @Nullable String accountId,
            String subject,
            Instant at)
            implements ConversationEvent {}

    /**
     * A message came in. {@code authentication} and {@code threadedBy} are null where its channel does not tell.
     *
     * @param moved what tells that it came in elsewhere first; null where it did not
     */
    record MessageReceived(
            ConversationId conversationId,
            MessageId messageId,
            Actor from,
            String subject,
            String text,
            @Nullable String html,
            List<TextPart> parts,
            List<Attachment> attachments,
            @Nullable String externalId,
            List<String> references,
            Automatic automatic,
            List<String> issues,
            @Nullable Authentication authentication,
            @Nullable ThreadedBy threadedBy,
            Instant at,
            @Nullable Moved moved)
            implements ConversationEvent {}

    /**
     * A message had been threaded wrongly, and goes on in another conversation, which has all of it.
     *
     * @param ticketId the ticket that has it now
     * @param threadedBy what had led it here
     * @param times how often it was moved, with this time
     * @param lastIncoming the channel's id of the newest message that is left; null where there is none
     * @param references ids of the thread that is left
     * @param incoming how many messages of the customer's are left
     */
    record MessageMovedOff(
            ConversationId conversationId,
            MessageId messageId,
            ConversationId into,
            TicketId ticketId,
            long ticketNumber,
            @Nullable ThreadedBy threadedBy,
            int times,
            @Nullable String lastIncoming,
            List<String> references,
            int incoming,
            Actor by,
            Instant at)
            implements ConversationEvent {}

    /** Somebody else than the requester wrote in the thread: whoever has that address, which proves nothing. */
    record ParticipantAdded(
            ConversationId conversationId,
            String address,
            @Nullable String name,
            Instant at) implements ConversationEvent {}

    /** An operator answered; attachments, {@code cc} and {@code bcc} are null where there are none. */
    record OperatorReplied(
            ConversationId conversationId,
            MessageId messageId,
            TicketId ticketId,
            long ticketNumber,
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
            Instant at,
            @Nullable List<Attachment> attachments,
            @Nullable List<String> cc,
            @Nullable List<String> bcc)
            implements ConversationEvent {}

    /** What became of an outgoing message. */
    record DeliveryUpdated(
            ConversationId conversationId,
            MessageId messageId,
            DeliveryState state,
            @Nullable String reason,
            Instant at)
            implements ConversationEvent {}

    /** Who answers changed, or is to change. */
    sealed interface OfAttendance extends ConversationEvent {
        Actor by();
    }

    /** An AI agent is there to answer; {@code agentId} is its client id. */
    record AgentJoined(ConversationId conversationId, String agentId, Actor by, Instant at) implements OfAttendance {}

    /** The AI answered; the ticket is the conversation's, if it has one. */
    record AgentReplied(
            ConversationId conversationId,
            MessageId messageId,
            @Nullable TicketId ticketId,
            @Nullable Long ticketNumber,
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
            Instant at)
            implements ConversationEvent {}

    /** What the system says to customers by itself. */
    enum SystemKind {
        CLOSING_MESSAGE
    }

    /** The system told the customer something about the ticket. */
    record SystemReplied(
            ConversationId conversationId,
            MessageId messageId,
            SystemKind kind,
            TicketId ticketId,
            long ticketNumber,
            String text,
            String channel,
            @Nullable String accountId,
            @Nullable String toAddress,
            @Nullable String toName,
            String subject,
            @Nullable String inReplyTo,
            List<String> references,
            Instant at)
            implements ConversationEvent {}

    /** The agent handed it to people; {@code ticketId} is the ticket that has it now, if there is one. */
    record Escalated(
            ConversationId conversationId,
            Escalation escalation,
            @Nullable TicketId ticketId,
            Actor by,
            Instant at) implements OfAttendance {}

    /** An operator answers from now on. */
    record TakenOver(ConversationId conversationId, TicketId ticketId, Actor by, Instant at) implements OfAttendance {}

    /** A team is to look at a message; {@code ticketId} is the ticket that has it, if one does. */
    record TeamNotified(
            ConversationId conversationId,
            MessageId messageId,
            TeamId teamId,
            String trigger,
            String reason,
            @Nullable TicketId ticketId,
            Actor by,
            Instant at)
            implements ConversationEvent {}

    /** Why an AI is silent. */
    enum PauseReason {
        BY_HAND,
        TAKEOVER,
        ESCALATION
    }

    /** The AI says nothing from now on. */
    record AiPaused(ConversationId conversationId, PauseReason reason, Actor by, Instant at) implements OfAttendance {}

    /** Why an AI answers again. */
    enum ResumeReason {
        BY_HAND,
        RELEASED,
        SOLVED
    }

    /** The AI answers again, and no operator instead of it. */
    record AiResumed(ConversationId conversationId, ResumeReason reason, Actor by, Instant at)
            implements OfAttendance {}

    /** The conversation is over. */
    record ConversationClosed(ConversationId conversationId, Actor by, Instant at) implements OfAttendance {}

    /**
     * What people wrote in these messages and who they are is gone.
     *
     * @param whole whether nothing is left of the conversation
     * @param ticketId the ticket that they were erased with, and what is told of its escalation; null where there is none
     */
    record ConversationErased(
            ConversationId conversationId,
            List<MessageId> messages,
            boolean whole,
            @Nullable TicketId ticketId,
            Actor by,
            Instant at)
            implements ConversationEvent {}

    /** Its sender changed a message on the channel. */
    record MessageEdited(
            ConversationId conversationId,
            MessageId messageId,
            String text,
            @Nullable String html,
            Actor by,
            Instant at)
            implements ConversationEvent {}

    /** What became of an attachment that was pending. */
    record AttachmentUpdated(
            ConversationId conversationId,
            MessageId messageId,
            String attachmentId,
            Attachment.State state,
            @Nullable String reason,
            String contentType,
            long sizeBytes,
            Instant at)
            implements ConversationEvent {}

    /** Its sender took a message back on the channel. */
    record MessageDeleted(ConversationId conversationId, MessageId messageId, Actor by, Instant at)
            implements ConversationEvent {}
}
