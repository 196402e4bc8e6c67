package dev.handover.ticket.domain;

/** Why a message counts as automatic; NONE for what a person wrote. */
public enum Automatic {
    NONE,
    OUT_OF_OFFICE,
    AUTO_REPLY,
    BOUNCE,
    DELIVERY_REPORT,
    MAILING_LIST,
    OWN_ECHO;

    /** An automatic message changes no status and causes no message. */
    public boolean isAutomatic() {
        return this != NONE;
    }
}
