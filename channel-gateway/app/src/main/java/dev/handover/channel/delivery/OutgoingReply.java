package dev.handover.channel.delivery;

import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAgentReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationOperatorReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationSystemReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.Outgoing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to a customer, whoever said it; kept as JSON until it is sent.
 *
 * @param ticketId the ticket that answers find back to; null where the conversation has none
 * @param autoSubmitted of a machine's words, what the mail says of itself (RFC 3834 §5): so that no machine answers it
 * @param attachments null where there are none
 * @param cc null where there are none
 * @param bcc null where there are none
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
        @Nullable String autoSubmitted,
        @Nullable List<AttachmentRef> attachments,
        @Nullable Long ticketNumber,
        @Nullable List<String> cc,
        @Nullable List<String> bcc) {

    /** The operator who said it, or null where a machine did. */
    @Nullable
    public String operatorId() {
        return by.kind() == Actor.Kind.OPERATOR ? by.id() : null;
    }

    /** The ids of its attachments. */
    List<UUID> attachmentIds() {
        return attachments == null
                ? List.of()
                : attachments.stream()
                        .flatMap(attachment -> id(attachment.attachmentId()).stream())
                        .toList();
    }

    private static Optional<UUID> id(String attachmentId) {
        try {
            return Optional.of(UUID.fromString(attachmentId));
        } catch (IllegalArgumentException notFromHere) {
            return Optional.empty();
        }
    }

    /** Others who get it, and all of them know. */
    public List<String> openCopies() {
        return cc == null ? List.of() : cc;
    }

    /** Others who get it, and nobody else knows. */
    public List<String> blindCopies() {
        return bcc == null ? List.of() : bcc;
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
                autoSubmitted(said),
                said instanceof ConversationOperatorReplied reply ? reply.attachments() : null,
                number(said),
                said instanceof ConversationOperatorReplied reply ? reply.cc() : null,
                said instanceof ConversationOperatorReplied reply ? reply.bcc() : null);
    }

    private static @Nullable String autoSubmitted(Outgoing said) {
        return switch (said) {
            case ConversationOperatorReplied _ -> null;
            case ConversationAgentReplied _ -> "auto-replied";
            case ConversationSystemReplied _ -> "auto-generated";
        };
    }

    private static @Nullable Long number(Outgoing said) {
        return switch (said) {
            case ConversationOperatorReplied reply -> reply.ticketNumber();
            case ConversationAgentReplied reply -> reply.ticketNumber();
            case ConversationSystemReplied reply -> reply.ticketNumber();
        };
    }
}
