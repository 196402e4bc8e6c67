package dev.handover.ticket.contract;

/** Names of the topics that ticket-service writes. */
public final class TicketTopics {
    /** Every event of ticket-service, in full, keyed by stream id; for the system's own services only. */
    public static final String JOURNAL = "handover.ticket-journal.v1";

    /** The public contract, keyed by ticket id: what happened to tickets, without the text of internal notes. */
    public static final String EVENTS = "handover.ticket-events.v1";

    /** Prefix of the topics on which a replay of the journal is published; the replay's id follows. */
    public static final String REPLAY_PREFIX = "handover.ticket-replay.v1.";

    private TicketTopics() {}
}
