package dev.handover.ticket.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a conversation, as the journal has it: messages in full. */
public sealed interface ConversationJournalEvent extends JournalEvent {
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
            implements ConversationJournalEvent {}

    /**
     * A message came in.
     *
     * @param externalId the channel's id of it (the Message-ID of a mail), or null
     * @param rawAvailable whether channel-gateway keeps the raw source under the message's id
     * @param issues what could not be read in full, as short codes
     * @param authentication whether the sender's domain is genuine; null where its channel does not tell
     * @param threadedBy what led it to this conversation; null where its channel does not tell; more values may come
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
            @Nullable Authentication authentication,
            @Nullable ThreadedBy threadedBy,
            Instant occurredAt,
            @Nullable Moved moved)
            implements ConversationJournalEvent {}

    /**
     * A message had been threaded wrongly, and goes on in another conversation, which has all of it.
     *
     * @param into the conversation that has it now
     * @param ticketId the ticket that has it now
     * @param threadedBy what had led it here; null where its channel does not tell
     * @param times how often it was moved, with this time
     */
    record ConversationMessageMovedOff(
            String conversationId,
            String messageId,
            String into,
            String ticketId,
            long ticketNumber,
            @Nullable ThreadedBy threadedBy,
            int times,
            Actor by,
            Instant occurredAt)
            implements ConversationJournalEvent {}

    /** Somebody else than the requester wrote in the thread: whoever has that address, which proves nothing. */
    record ConversationParticipantAdded(
            String conversationId, String address, @Nullable String name, Instant occurredAt)
            implements ConversationJournalEvent {}

    /** Something was said to the customer: by an operator, an AI agent or the system. */
    sealed interface Outgoing extends ConversationJournalEvent {
        String conversationId();

        /** The ticket that answers find back to; null where the conversation has none. */
        @Nullable
        String ticketId();

        String messageId();

        /** Who said it. */
        Actor by();

        String text();

        @Nullable
        String html();

        String channel();

        @Nullable
        String accountId();

        @Nullable
        String toAddress();

        @Nullable
        String toName();

        String subject();

        @Nullable
        String inReplyTo();

        List<String> references();

        Instant occurredAt();
    }

    /**
     * An operator answered; channel-gateway sends it.
     *
     * @param toAddress where the requester can be reached on the channel; null when no address is known
     * @param accountId the channel account to send through; null for the workspace's first account of the channel
     * @param inReplyTo the channel's id of the message answered, or null
     * @param references the thread's ids, oldest first
     * @param attachments that go with it; null where there are none
     * @param cc addresses of others who get it, as all who get it see; null where there are none
     * @param bcc addresses of others who get it, as nobody else sees; null where there are none
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
            Instant occurredAt,
            @Nullable List<AttachmentRef> attachments,
            @Nullable List<String> cc,
            @Nullable List<String> bcc)
            implements Outgoing {}

    /**
     * What became of an outgoing message.
     *
     * @param state queued, sending, sent, delivered, read, failed or cancelled; more may come
     * @param reason why it failed or waits for another attempt, and what to do about it; else null
     */
    record ConversationDeliveryUpdated(
            String conversationId,
            String messageId,
            String state,
            @Nullable String reason,
            Instant occurredAt) implements ConversationJournalEvent {}

    /** An AI agent is there to answer; {@code agentId} is its client id. */
    record ConversationAgentJoined(String conversationId, String agentId, Actor by, Instant occurredAt)
            implements ConversationJournalEvent {}

    /**
     * The AI answered. On email channel-gateway sends it; on any other channel the agent has said it itself.
     *
     * @param ticketId the conversation's ticket, active or latest; null where it has none
     * @param toAddress where the requester can be reached on the channel; null when no address is known
     * @param accountId the channel account to send through; null for the workspace's first account of the channel
     * @param inReplyTo the channel's id of the message answered, or null
     * @param references the thread's ids, oldest first
     */
    record ConversationAgentReplied(
            String conversationId,
            @Nullable String ticketId,
            @Nullable Long ticketNumber,
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
            implements Outgoing {}

    /**
     * The system told the customer something about the ticket; on email channel-gateway sends it, as mail that no machine
     * answers.
     *
     * @param kind what it is: {@code closing_message}
     */
    record ConversationSystemReplied(
            String conversationId,
            String ticketId,
            long ticketNumber,
            String messageId,
            String kind,
            String text,
            String channel,
            @Nullable String accountId,
            @Nullable String toAddress,
            @Nullable String toName,
            String subject,
            @Nullable String inReplyTo,
            List<String> references,
            Instant occurredAt)
            implements Outgoing {
        @Override
        public Actor by() {
            return Actor.system();
        }

        @Override
        public @Nullable String html() {
            return null;
        }
    }

    /**
     * The agent handed the conversation to people.
     *
     * @param ticketId the ticket that has it now, or null where there is none
     * @param trigger what made the agent do so, such as {@code customer_request}
     * @param priority 1 (lowest) to 5 (urgent), of the ticket if it opened one
     */
    record ConversationEscalated(
            String conversationId,
            @Nullable String ticketId,
            String reason,
            String trigger,
            String subject,
            String summary,
            int priority,
            @Nullable String topic,
            @Nullable String intent,
            Actor by,
            Instant occurredAt)
            implements ConversationJournalEvent {}

    /** An operator answers from now on. */
    record ConversationTakenOver(String conversationId, String ticketId, Actor by, Instant occurredAt)
            implements ConversationJournalEvent {}

    /**
     * The AI says nothing from now on.
     *
     * @param reason by_hand, takeover or escalation; more may come
     */
    record ConversationAiPaused(String conversationId, String reason, Actor by, Instant occurredAt)
            implements ConversationJournalEvent {}

    /**
     * The AI answers again, and no operator instead of it.
     *
     * @param reason by_hand, released or solved; more may come
     */
    record ConversationAiResumed(String conversationId, String reason, Actor by, Instant occurredAt)
            implements ConversationJournalEvent {}

    /** The conversation is over; a later message of the customer's goes on with it. */
    record ConversationClosed(String conversationId, Actor by, Instant occurredAt)
            implements ConversationJournalEvent {}

    /**
     * What people wrote in these messages and who they are is gone: whoever has copies removes them.
     *
     * @param whole whether nothing is left of the conversation
     * @param ticketId the ticket that they were erased with; what its escalation said is gone too
     */
    record ConversationErased(
            String conversationId,
            List<String> messageIds,
            boolean whole,
            @Nullable String ticketId,
            Actor by,
            Instant occurredAt)
            implements ConversationJournalEvent {}

    /** Its sender changed a message on the channel; the earlier words stay in the history. */
    record ConversationMessageEdited(
            String conversationId,
            String messageId,
            String text,
            @Nullable String html,
            Actor by,
            Instant occurredAt) implements ConversationJournalEvent {}

    /**
     * What became of an attachment that was pending.
     *
     * @param state STORED or REJECTED
     * @param reason why it was rejected, for people; else null
     * @param sizeBytes length of the content; 0 where it was rejected
     */
    record ConversationAttachmentUpdated(
            String conversationId,
            String messageId,
            String attachmentId,
            AttachmentRef.State state,
            @Nullable String reason,
            String contentType,
            long sizeBytes,
            Instant occurredAt)
            implements ConversationJournalEvent {}

    /** Its sender took a message back on the channel. */
    record ConversationMessageDeleted(String conversationId, String messageId, Actor by, Instant occurredAt)
            implements ConversationJournalEvent {}

    /**
     * A team is to look at a message.
     *
     * @param ticketId the ticket that has it; null where none does
     * @param trigger {@code rule:} and the id of the escalation event that matched
     * @param reason what matched, in words
     */
    record ConversationTeamNotified(
            String conversationId,
            @Nullable String ticketId,
            String messageId,
            String teamId,
            String trigger,
            String reason,
            Actor by,
            Instant occurredAt)
            implements ConversationJournalEvent {}
}
