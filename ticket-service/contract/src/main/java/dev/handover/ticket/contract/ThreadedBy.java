package dev.handover.ticket.contract;

/** What led a message to its conversation; more may come. */
public enum ThreadedBy {
    /** It answers a message of ours. */
    OWN_MESSAGE,
    /** It answers or refers to another message of the thread. */
    REFERENCES,
    /** It came to an address that names the ticket. */
    REPLY_TOKEN,
    /** Its subject has the number of a ticket on which its sender is known. */
    SUBJECT_NUMBER,
    /** Nothing: it began the conversation. */
    NEW
}
