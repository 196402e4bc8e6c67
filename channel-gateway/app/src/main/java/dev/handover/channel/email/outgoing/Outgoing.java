package dev.handover.channel.email.outgoing;

import java.util.Optional;
import java.util.UUID;

/**
 * A reply that a worker has claimed.
 *
 * @param accountId the account to send through; empty where the workspace has none
 * @param attempts how often it has been tried, this time included
 */
record Outgoing(
        UUID messageId,
        String workspace,
        Optional<String> accountId,
        int attempts,
        OutgoingReply reply,
        OutgoingStore.Reference reference) {}
