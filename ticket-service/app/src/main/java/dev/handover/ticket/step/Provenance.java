package dev.handover.ticket.step;

/** Names of the metadata that stands with each stored event. */
public final class Provenance {
    public static final String WORKSPACE = "workspace";
    public static final String CORRELATION = "correlationId";
    public static final String CAUSATION = "causationId";

    /** Where the event stands in a trace; events from before there was one have none. */
    public static final String TRACE = "traceparent";

    /** With ticket events: the ticket's number. */
    public static final String NUMBER = "ticketNumber";

    /** With ticket events: the ticket's subject line. */
    public static final String SUBJECT = "ticketSubject";

    private Provenance() {}
}
