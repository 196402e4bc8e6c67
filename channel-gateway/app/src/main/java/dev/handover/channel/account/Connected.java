package dev.handover.channel.account;

import java.time.Instant;
import java.util.Optional;

/**
 * An account that was connected over HTTP.
 *
 * @param type the channel, such as {@code email}
 * @param settings JSON of what the channel needs of it, credentials included; empty where the key that they are
 *     encrypted with is not set any more
 */
public record Connected(
        String accountId,
        String workspace,
        String type,
        String name,
        boolean enabled,
        long version,
        Optional<byte[]> settings,
        Instant changedAt) {

    /** Without settings: they hold secrets. */
    @Override
    public String toString() {
        return type + " " + accountId;
    }
}
