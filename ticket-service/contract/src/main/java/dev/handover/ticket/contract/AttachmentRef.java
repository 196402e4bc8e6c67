package dev.handover.ticket.contract;

import org.jspecify.annotations.Nullable;

/**
 * An attachment by reference; channel-gateway gives its content out through a link, which is asked for at
 * {@code /channels/v1/attachments/{attachmentId}/link}, once it is stored.
 *
 * @param sizeBytes length of the content
 * @param inline whether the HTML body shows it in place
 * @param contentId the MIME Content-ID without angle brackets, or null
 * @param state where its content is, as the event tells it; an event from before states were told has stored ones
 * @param reason why it was rejected, for people; else null
 */
public record AttachmentRef(
        String attachmentId,
        String name,
        String contentType,
        long sizeBytes,
        boolean inline,
        @Nullable String contentId,
        @Nullable State state,
        @Nullable String reason) {
    /** Where the content of an attachment is. */
    public enum State {
        /** Still with the channel. */
        PENDING,
        STORED,
        /** Nowhere. */
        REJECTED
    }
}
