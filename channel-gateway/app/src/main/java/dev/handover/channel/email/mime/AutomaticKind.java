package dev.handover.channel.email.mime;

/**
 * Whether a machine wrote a mail, after RFC 3834, RFC 3464 and what mail programs really do. Mailing lists and bulk
 * mail are named so that nothing is ever answered to them automatically, yet count as written by a person: many
 * support addresses are lists.
 */
public enum AutomaticKind {
    NONE(false),
    OUT_OF_OFFICE(true),
    BOUNCE(true),
    DELIVERY_REPORT(true),
    /** A provider tells that a recipient called a mail of ours unwanted. */
    COMPLAINT(true),
    AUTO_REPLY(true),
    AUTO_GENERATED(true),
    /** A mail that this system sent, come back. */
    OWN_ECHO(true),
    LIST(false);

    private final boolean automatic;

    AutomaticKind(boolean automatic) {
        this.automatic = automatic;
    }

    /** Whether the mail must not change a status, open a ticket or cause an answer. */
    public boolean automatic() {
        return automatic;
    }
}
