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
            Instant occurredAt)
            implements ConversationCommand {}

    /** Records an operator's answer. */
    record Answer(
            ConversationId conversationId,
            MessageId messageId,
            TicketId ticketId,
            long ticketNumber,
            String ticketSubject,
            Actor by,
            String text,
            @Nullable String html)
            implements ConversationCommand {}

    /** Records what became of an outgoing message. */
    record UpdateDelivery(
            ConversationId conversationId,
            MessageId messageId,
            DeliveryState state,
            @Nullable String reason) implements ConversationCommand {}
}
