package dev.handover.channel.delivery;

import java.time.Duration;

/**
 * How a channel's messages are sent.
 *
 * @param workers messages under way at once in an instance
 * @param window messages that may at once stand between the channel's acceptance and our record of it
 * @param claim how long a worker owns a message without a sign of life
 * @param giveUpAfter how long a message is tried, counted from when it was written or last queued again
 * @param maxDelay the longest time between two attempts, unless the channel asks for a longer one
 */
public record Pacing(int workers, int window, Duration claim, Duration giveUpAfter, Duration maxDelay) {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_ASKED = Duration.ofHours(6);

    /** How long to wait after so many attempts, doubled each time; what the channel asks for is kept up to 6 hours. */
    Duration delay(int attempts, Duration notBefore) {
        Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.clamp(attempts - 1L, 0, 20));
        Duration own = shorter(doubled, maxDelay);
        Duration asked = shorter(notBefore, LONGEST_ASKED);
        return own.compareTo(asked) < 0 ? asked : own;
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
