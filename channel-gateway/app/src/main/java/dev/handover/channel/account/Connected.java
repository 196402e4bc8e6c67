package dev.handover.channel.account;

import java.time.Instant;

/**
 * An account that was connected over HTTP.
 *
 * @param type the channel, such as {@code email}
 * @param settings JSON of what the channel needs of it, credentials included
 */
public record Connected(
        String accountId,
        String workspace,
        String type,
        String name,
        boolean enabled,
        long version,
        byte[] settings,
        Instant changedAt) {

    /** Without settings: they hold secrets. */
    @Override
    public String toString() {
        return type + " " + accountId;
    }
}
