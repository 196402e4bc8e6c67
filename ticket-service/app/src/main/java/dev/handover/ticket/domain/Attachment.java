package dev.handover.ticket.domain;

import org.jspecify.annotations.Nullable;

/**
 * An attachment by reference; channel-gateway keeps its content.
 *
 * @param contentType as far as it is known while its content is pending
 * @param sizeBytes as far as it is known while its content is pending
 * @param state null where its content is stored, as it is of all that were kept before there were others
 * @param reason why its content was rejected, for people
 */
public record Attachment(
        String attachmentId,
        String name,
        String contentType,
        long sizeBytes,
        boolean inline,
        @Nullable String contentId,
        @Nullable State state,
        @Nullable String reason) {
    /** Where the content is. */
    public enum State {
        /** Still with the channel. */
        PENDING,
        STORED,
        /** Nowhere. */
        REJECTED
    }

    /** With what became of its content. */
    Attachment updated(ConversationEvent.AttachmentUpdated e) {
        return new Attachment(
                attachmentId, name, e.contentType(), e.sizeBytes(), inline, contentId, e.state(), e.reason());
    }

    public Attachment {
        state = state == State.STORED ? null : state;
    }
}
