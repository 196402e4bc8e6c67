package dev.handover.ticket.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The counterpart of a ticket on another platform.
 *
 * @param direction as seen from here
 * @param lastSyncAt when the two were last brought in step
 */
public record ExternalReference(
        String platform, String remoteId, @Nullable String url, Direction direction, Instant lastSyncAt) {
    /** Which way changes go. */
    public enum Direction {
        IN,
        OUT,
        BOTH
    }

    /** Whether the other one names the same counterpart. */
    boolean same(ExternalReference other) {
        return platform.equals(other.platform) && remoteId.equals(other.remoteId);
    }
}
