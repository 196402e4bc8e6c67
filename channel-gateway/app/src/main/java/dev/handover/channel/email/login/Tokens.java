package dev.handover.channel.email.login;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an authorisation server gave.
 *
 * @param endsAt when the access token ends; null where it does not say
 * @param refreshToken what is shown for the next ones (RFC 6749 §6); null where it gave none
 */
record Tokens(
        String accessToken,
        @Nullable Instant endsAt,
        @Nullable String refreshToken,
        Instant givenAt) {

    private static final Duration EARLY = Duration.ofMinutes(2);

    boolean last() {
        return endsAt == null || endsAt.minus(EARLY).isAfter(Instant.now());
    }

    /** The same, with an access token that is not used any more. */
    Tokens ended() {
        return new Tokens(accessToken, Instant.EPOCH.plus(EARLY), refreshToken, givenAt);
    }

    /** Without the tokens. */
    @Override
    public String toString() {
        return "tokens of " + givenAt;
    }
}
