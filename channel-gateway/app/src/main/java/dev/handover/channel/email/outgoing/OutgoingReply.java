package dev.handover.channel.email.outgoing;

import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAgentReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationOperatorReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationSystemReplied;
import dev.handover.ticket.contract.JournalEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to a customer, whoever said it; kept as JSON until it is sent.
 *
 * @param ticketId the ticket that answers find back to; null where the conversation has none
 * @param autoSubmitted of a machine's words, what the mail says of itself (RFC 3834 §5): so that no machine answers it
 */
record OutgoingReply(
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
    String operatorId() {
        return by.kind() == Actor.Kind.OPERATOR ? by.id() : null;
    }

    /** What the event says to the customer, if anything. */
    static Optional<OutgoingReply> of(JournalEvent event) {
        return switch (event) {
            case ConversationOperatorReplied e -> Optional.of(of(e));
            case ConversationAgentReplied e -> Optional.of(of(e));
            case ConversationSystemReplied e -> Optional.of(of(e));
            case JournalEvent _ -> Optional.empty();
        };
    }

    private static OutgoingReply of(ConversationOperatorReplied e) {
        return new OutgoingReply(
                e.conversationId(),
                e.ticketId(),
                e.messageId(),
                e.by(),
                e.text(),
                e.html(),
                e.channel(),
                e.accountId(),
                e.toAddress(),
                e.toName(),
                e.subject(),
                e.inReplyTo(),
                e.references(),
                e.occurredAt(),
                null);
    }

    private static OutgoingReply of(ConversationAgentReplied e) {
        return new OutgoingReply(
                e.conversationId(),
                e.ticketId(),
                e.messageId(),
                e.by(),
                e.text(),
                e.html(),
                e.channel(),
                e.accountId(),
                e.toAddress(),
                e.toName(),
                e.subject(),
                e.inReplyTo(),
                e.references(),
                e.occurredAt(),
                "auto-replied");
    }

    private static OutgoingReply of(ConversationSystemReplied e) {
        return new OutgoingReply(
                e.conversationId(),
                e.ticketId(),
                e.messageId(),
                Actor.system(),
                e.text(),
                null,
                e.channel(),
                e.accountId(),
                e.toAddress(),
                e.toName(),
                e.subject(),
                e.inReplyTo(),
                e.references(),
                e.occurredAt(),
                "auto-generated");
    }
}
