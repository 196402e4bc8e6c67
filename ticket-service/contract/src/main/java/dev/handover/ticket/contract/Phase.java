package dev.handover.ticket.contract;

/** Whose turn a ticket is; the one meaning that every workspace's statuses map to. */
public enum Phase {
    NEW,
    WAITING_ON_TEAM,
    WAITING_ON_CUSTOMER,
    ON_HOLD,
    SOLVED,
    CLOSED;

    /** Whether a ticket in this phase still needs somebody: every phase but SOLVED and CLOSED. */
    public boolean active() {
        return this != SOLVED && this != CLOSED;
    }
}
