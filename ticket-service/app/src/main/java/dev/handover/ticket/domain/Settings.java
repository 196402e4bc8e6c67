package dev.handover.ticket.domain;

import java.time.Duration;

/** What a workspace has set; every value has a default that works. */
public record Settings(StatusScheme scheme, Labels labels) {
    /** As a workspace begins. */
    public static final Settings DEFAULT = new Settings(StatusScheme.CLASSIC, Labels.ANY);

    private static final Duration REOPEN_WITHIN = Duration.ofDays(7);

    /** How long after its solving a ticket is still what an escalation goes on with. */
    public Duration reopenWithin() {
        return REOPEN_WITHIN;
    }

    /** With these labels. */
    public Settings with(Labels now) {
        return new Settings(scheme, now);
    }
}
