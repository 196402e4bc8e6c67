package dev.handover.ticket.intake;

import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.AttachmentState;
import dev.handover.foundation.consuming.ParkNowException;
import dev.handover.ticket.domain.Attachment;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.step.Streams;
import org.jspecify.annotations.Nullable;

/** Attachments of customers' messages, and what becomes of those that are still with the channel. */
final class Attachments {
    private Attachments() {}

    /** As a message brings it. */
    static Attachment of(InboundEvent.Attachment attachment) {
        return new Attachment(
                attachment.attachmentId(),
                attachment.name(),
                attachment.contentType(),
                attachment.sizeBytes(),
                attachment.inline(),
                attachment.contentId(),
                state(attachment.state()),
                attachment.reason());
    }

    /** Takes the news of one, once; of an erased message, there is none to take. Waits for its message, as {@link Edits}. */
    static void take(Streams streams, InboundEvent.AttachmentUpdated updated) {
        streams.settings(); // refused where there is no such workspace
        MessageId message = new MessageId(updated.messageId());
        if (!streams.lookUps().hasMessage(message)) {
            throw new ParkNowException.Gap("message " + updated.messageId() + " has not come yet");
        }
        streams.lookUps()
                .conversationOf(streams.workspace(), message)
                .ifPresent(conversation -> streams.take(new ConversationCommand.UpdateAttachment(
                        conversation,
                        message,
                        updated.attachmentId(),
                        state(updated.state()),
                        updated.reason(),
                        updated.contentType(),
                        updated.sizeBytes(),
                        updated.occurredAt())));
    }

    private static Attachment.State state(@Nullable AttachmentState state) {
        return switch (state) {
            case null -> Attachment.State.STORED;
            case PENDING -> Attachment.State.PENDING;
            case STORED -> Attachment.State.STORED;
            case REJECTED -> Attachment.State.REJECTED;
        };
    }
}
