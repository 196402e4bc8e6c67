package dev.handover.channel.delivery;

import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAgentReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationOperatorReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationSystemReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.Outgoing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to a customer, whoever said it; kept as JSON until it is sent.
 *
 * @param ticketId the ticket that answers find back to; null where the conversation has none
 * @param autoSubmitted of a machine's words, what the mail says of itself (RFC 3834 §5): so that no machine answers it
 */
public record OutgoingReply(
        String conversationId,
        @Nullable String ticketId,
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
        @Nullable String autoSubmitted) {

    /** The operator who said it, or null where a machine did. */
    @Nullable
    public String operatorId() {
        return by.kind() == Actor.Kind.OPERATOR ? by.id() : null;
    }

    /** What was said to the customer. */
    static OutgoingReply of(Outgoing said) {
        return new OutgoingReply(
                said.conversationId(),
                said.ticketId(),
                said.messageId(),
                said.by(),
                said.text(),
                said.html(),
                said.channel(),
                said.accountId(),
                said.toAddress(),
                said.toName(),
                said.subject(),
                said.inReplyTo(),
                said.references(),
                said.occurredAt(),
                autoSubmitted(said));
    }

    private static @Nullable String autoSubmitted(Outgoing said) {
        return switch (said) {
            case ConversationOperatorReplied _ -> null;
            case ConversationAgentReplied _ -> "auto-replied";
            case ConversationSystemReplied _ -> "auto-generated";
        };
    }
}
