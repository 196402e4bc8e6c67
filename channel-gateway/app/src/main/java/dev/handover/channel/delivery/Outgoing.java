package dev.handover.channel.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a worker has claimed.
 *
 * @param accountId the account to send through; empty where the workspace has none
 * @param attempts how often it has been tried since it was queued, this time included
 * @param wantedSince when it was written, or last queued again by an operator
 * @param perhapsSent whether the channel may have accepted it in an attempt whose outcome is not recorded
 */
public record Outgoing(
        UUID messageId,
        String workspace,
        Optional<String> accountId,
        int attempts,
        Instant wantedSince,
        boolean perhapsSent,
        OutgoingReply reply,
        Reference reference) {

    /**
     * Where a message belongs.
     *
     * @param externalId the channel's id that it goes out with
     * @param traceparent where it stands in a trace, for what becomes of it
     */
    public record Reference(
            String conversationId,
            @Nullable String externalId,
            @Nullable String traceparent) {}
}
