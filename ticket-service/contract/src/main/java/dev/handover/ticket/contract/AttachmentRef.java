package dev.handover.ticket.contract;

import org.jspecify.annotations.Nullable;

/**
 * An attachment by reference; its content is at channel-gateway under {@code /channels/v1/attachments/{attachmentId}}.
 *
 * @param sizeBytes length of the content
 * @param inline whether the HTML body shows it in place
 * @param contentId the MIME Content-ID without angle brackets, or null
 */
public record AttachmentRef(
        String attachmentId,
        String name,
        String contentType,
        long sizeBytes,
        boolean inline,
        @Nullable String contentId) {}
