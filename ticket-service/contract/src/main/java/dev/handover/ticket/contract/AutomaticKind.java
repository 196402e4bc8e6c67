package dev.handover.ticket.contract;

/** Why a message counts as automatic; an automatic message changes no status and causes no message. */
public enum AutomaticKind {
    NONE,
    OUT_OF_OFFICE,
    AUTO_REPLY,
    BOUNCE,
    DELIVERY_REPORT,
    MAILING_LIST,
    OWN_ECHO;

    /** Whether the message was written by a machine. */
    public boolean automatic() {
        return this != NONE;
    }
}
