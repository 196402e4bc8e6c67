package dev.handover.channel.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a message has come.
 *
 * @param state queued, sending (a worker has it now), sent, delivered, read, failed or cancelled
 * @param attempts how often it was tried since it was queued
 * @param reason why it is not sent, or not yet, and what to do about it; absent where nothing is wrong
 * @param retryable whether the same message may succeed later; meaningful with failed only
 * @param nextAttemptAt when it is tried next, at the earliest; absent where it is not tried any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delivery(
        UUID messageId,
        String conversationId,
        String channel,
        @Nullable String accountId,
        String state,
        int attempts,
        @Nullable String reason,
        boolean retryable,
        @Nullable Instant nextAttemptAt,
        Instant changedAt) {}
