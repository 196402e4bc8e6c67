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

    /** A message came in. */
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
            Instant at)
            implements ConversationEvent {}

    /** An operator answered. */
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
            Instant at)
            implements ConversationEvent {}

    /** What became of an outgoing message. */
    record DeliveryUpdated(
            ConversationId conversationId,
            MessageId messageId,
            DeliveryState state,
            @Nullable String reason,
            Instant at)
            implements ConversationEvent {}
}
