package dev.handover.channel.content;

import java.util.Optional;
import java.util.UUID;

/**
 * Contents as replies carry them. What may be uploaded is checked there; a channel's own limits are checked here too,
 * since any attachment of the workspace can be named.
 */
public final class ReplyContents {

    private final StoredContents contents;
    private final ChannelLimits limits;

    ReplyContents(StoredContents contents, ChannelLimits limits) {
        this.contents = contents;
        this.limits = limits;
    }

    /** An attachment of this workspace. */
    public Optional<Found> attachment(UUID attachmentId, String workspace) {
        return contents.attachment(attachmentId, workspace);
    }

    /** Whether the channel takes it. */
    public boolean takes(Found.Stored found, String channel) {
        return limits.own(channel)
                .flatMap(own -> own.refusal(found.name(), found.contentType(), found.sizeBytes()))
                .isEmpty();
    }
}
