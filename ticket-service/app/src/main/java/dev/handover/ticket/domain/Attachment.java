package dev.handover.ticket.domain;

import org.jspecify.annotations.Nullable;

/** An attachment by reference; channel-gateway keeps its content. */
public record Attachment(
        String attachmentId,
        String name,
        String contentType,
        long sizeBytes,
        boolean inline,
        @Nullable String contentId) {}
