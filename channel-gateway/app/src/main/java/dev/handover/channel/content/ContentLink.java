package dev.handover.channel.content;

import java.time.Instant;
import java.util.UUID;

/**
 * What a link leads to.
 *
 * @param id of the attachment or the message
 * @param expiresAt to the second
 * @param download whether it is offered as a file even where a browser could show it
 */
public record ContentLink(Kind kind, UUID id, String workspace, Instant expiresAt, boolean download) {

    /** What the id names. */
    public enum Kind {
        ATTACHMENT,
        /** The raw source of a message. */
        SOURCE
    }
}
