package dev.handover.ticket.domain;

/** Whose turn a ticket is. */
public enum Phase {
    NEW,
    WAITING_ON_TEAM,
    WAITING_ON_CUSTOMER,
    ON_HOLD,
    SOLVED,
    CLOSED;

    /** Whether a ticket in this phase still needs somebody. */
    public boolean active() {
        return this != SOLVED && this != CLOSED;
    }
}
