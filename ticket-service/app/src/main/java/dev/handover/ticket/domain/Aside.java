package dev.handover.ticket.domain;

import java.time.Instant;
import java.util.Optional;

/** Whether a ticket is put aside: until a time, or for good. */
public record Aside(Optional<Snooze> snooze, boolean archived) {
    static final Aside NOT = new Aside(Optional.empty(), false);

    /** Out of sight until then, or until the customer writes, where that wakes it. */
    public record Snooze(Instant until, boolean wakeOnCustomerMessage) {}

    Aside snoozed(Snooze now) {
        return new Aside(Optional.of(now), archived);
    }

    Aside woken() {
        return new Aside(Optional.empty(), archived);
    }

    Aside archived(boolean now) {
        return new Aside(snooze, now);
    }
}
