package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Conversation.Started;
import dev.handover.ticket.domain.ConversationCommand.Delete;
import dev.handover.ticket.domain.ConversationCommand.Edit;
import dev.handover.ticket.domain.ConversationCommand.UpdateAttachment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of messages afterwards. What was taken back changes no more. */
final class EditDecider {
    private EditDecider() {}

    static Decision<ConversationEvent> edit(Edit c, Started conversation) {
        return conversation.said().deleted().contains(c.messageId())
                ? Decision.acceptNothing()
                : Decision.accept(new ConversationEvent.MessageEdited(
                        c.conversationId(),
                        c.messageId(),
                        c.text(),
                        c.html(),
                        c.reparsed() ? Actor.SYSTEM : customer(conversation),
                        c.occurredAt()));
    }

    static Decision<ConversationEvent> delete(Delete c, Started conversation) {
        return conversation.said().deleted().contains(c.messageId())
                ? Decision.acceptNothing()
                : Decision.accept(new ConversationEvent.MessageDeleted(
                        c.conversationId(), c.messageId(), customer(conversation), c.occurredAt()));
    }

    /** An attachment is settled once. */
    static Decision<ConversationEvent> attachment(UpdateAttachment c, Started conversation) {
        return c.state() != Attachment.State.PENDING
                        && c.messageId().equals(conversation.said().pending().get(c.attachmentId()))
                ? Decision.accept(new ConversationEvent.AttachmentUpdated(
                        c.conversationId(),
                        c.messageId(),
                        c.attachmentId(),
                        c.state(),
                        c.reason(),
                        c.contentType(),
                        c.sizeBytes(),
                        c.occurredAt()))
                : Decision.acceptNothing();
    }

    private static Actor customer(Started conversation) {
        Optional<Recipient> requester = conversation.requester();
        @Nullable String id = requester.map(known -> known.id().value()).orElse(null);
        return new Actor(
                Actor.Kind.CUSTOMER,
                id,
                requester.map(Recipient::name).orElse(null),
                requester.map(Recipient::email).orElse(null));
    }
}
