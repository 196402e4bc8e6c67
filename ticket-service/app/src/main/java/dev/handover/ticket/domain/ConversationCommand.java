package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be recorded in a conversation. */
public sealed interface ConversationCommand {
    ConversationId conversationId();

    /** Begins a thread. */
    record Start(
            ConversationId conversationId,
            WorkspaceKey workspace,
            Optional<Recipient> requester,
            String channel,
            Optional<String> accountId,
            String subject)
            implements ConversationCommand {}

    /** Takes a message that came in; {@code occurredAt} orders it on the timeline. */
    record Receive(
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
            Instant occurredAt)
            implements ConversationCommand {}

    /** Takes a message that came in elsewhere; {@code message} names this conversation. */
    record TakeIn(ConversationEvent.MessageReceived message) implements ConversationCommand {
        @Override
        public ConversationId conversationId() {
            return message.conversationId();
        }
    }

    /**
     * Gives a message to another conversation.
     *
     * @param left what is said here without it
     */
    record MoveOff(
            ConversationId conversationId,
            MessageId messageId,
            ConversationId into,
            TicketId ticketId,
            long ticketNumber,
            @Nullable ThreadedBy threadedBy,
            int times,
            Conversation.Said left,
            Actor by)
            implements ConversationCommand {}

    /** Lets somebody else than the requester take part, who wrote in the thread. */
    record AddParticipant(
            ConversationId conversationId,
            String address,
            @Nullable String name) implements ConversationCommand {}

    /** Records an operator's answer. */
    record Answer(
            ConversationId conversationId,
            MessageId messageId,
            TicketId ticketId,
            long ticketNumber,
            String ticketSubject,
            Actor by,
            String text,
            @Nullable String html,
            List<Attachment> attachments,
            Copies copies)
            implements ConversationCommand {}

    /** Records what became of an outgoing message. */
    record UpdateDelivery(
            ConversationId conversationId,
            MessageId messageId,
            DeliveryState state,
            @Nullable String reason) implements ConversationCommand {}

    /** Takes what the customer wrote on a channel of the agent's. */
    record Relay(Receive received, Actor agent) implements ConversationCommand {
        @Override
        public ConversationId conversationId() {
            return received.conversationId();
        }
    }

    /** Has an AI agent answer. */
    record JoinAgent(ConversationId conversationId, Actor agent) implements ConversationCommand {}

    /** Records an AI agent's answer; the ticket is the conversation's, if it has one. */
    record AnswerAsAgent(
            ConversationId conversationId,
            MessageId messageId,
            Optional<TicketId> ticketId,
            Optional<Long> ticketNumber,
            Actor by,
            String text,
            @Nullable String html)
            implements ConversationCommand {}

    /** Has the system tell the customer something about a ticket. */
    record Announce(
            ConversationId conversationId,
            MessageId messageId,
            ConversationEvent.SystemKind kind,
            TicketId ticketId,
            long ticketNumber,
            String ticketSubject,
            String text)
            implements ConversationCommand {}

    /**
     * Hands it to people.
     *
     * @param ticketId the ticket that gets it, if one does
     * @param pausesAi whether the AI falls silent
     */
    record Escalate(
            ConversationId conversationId,
            Escalation escalation,
            Optional<TicketId> ticketId,
            boolean pausesAi,
            Actor by)
            implements ConversationCommand {}

    /** Has an operator answer instead of the AI. */
    record TakeOver(ConversationId conversationId, TicketId ticketId, Actor by) implements ConversationCommand {}

    /** Silences the AI. */
    record PauseAi(ConversationId conversationId, Actor by) implements ConversationCommand {}

    /** Has the AI answer again. */
    record ResumeAi(ConversationId conversationId, ConversationEvent.ResumeReason reason, Actor by)
            implements ConversationCommand {}

    /** Gives a conversation that was taken over back to the AI. */
    record Release(ConversationId conversationId, Actor by) implements ConversationCommand {}

    /** Tells a team of a message that a rule matched; {@code ticketId} is the ticket that has it, if one does. */
    record NotifyTeam(
            ConversationId conversationId,
            MessageId messageId,
            TeamId teamId,
            String trigger,
            String reason,
            Optional<TicketId> ticketId,
            Actor by)
            implements ConversationCommand {}

    /** Ends it. */
    record Close(ConversationId conversationId, Actor by) implements ConversationCommand {}

    /**
     * Removes for good what people wrote in these messages and who they are.
     *
     * @param whole whether they are all that the conversation has
     * @param ticketId the ticket that they are erased with
     */
    record Erase(
            ConversationId conversationId,
            List<MessageId> messages,
            boolean whole,
            Optional<TicketId> ticketId,
            Actor by)
            implements ConversationCommand {}

    /**
     * Takes a change of a message.
     *
     * @param reparsed whether its source was read again; else its sender changed it
     */
    record Edit(
            ConversationId conversationId,
            MessageId messageId,
            String text,
            @Nullable String html,
            boolean reparsed,
            Instant occurredAt)
            implements ConversationCommand {}

    /** Takes the news of what became of an attachment that was pending. */
    record UpdateAttachment(
            ConversationId conversationId,
            MessageId messageId,
            String attachmentId,
            Attachment.State state,
            @Nullable String reason,
            String contentType,
            long sizeBytes,
            Instant occurredAt)
            implements ConversationCommand {}

    /** Takes the news that its sender took a message back. */
    record Delete(ConversationId conversationId, MessageId messageId, Instant occurredAt)
            implements ConversationCommand {}
}
