package dev.handover.ticket.contract;

/** Names of the topics that ticket-service writes, and of the one that others write for it. */
public final class TicketTopics {
    /** Every event of ticket-service, in full, keyed by stream id; for the system's own services only. */
    public static final String JOURNAL = "handover.ticket-journal.v1";

    /** The public contract, keyed by ticket id: what happened to tickets, without the text of internal notes. */
    public static final String EVENTS = "handover.ticket-events.v1";

    /** Alerts of systems outside ({@link AlertEvent}), keyed by alert; written by them, read by ticket-service. */
    public static final String ALERTS = "handover.alerts.v1";

    /**
     * Prefix of the topics on which a replay of the journal is published; the replay's id follows. Each partition begins
     * with a {@link #REPLAY_STARTED} record and ends with a {@link #REPLAY_ENDED} record; between them are the journal's
     * records, in order per key, with the ids and sequences that they had. A reader goes on in {@link #JOURNAL} at the
     * offsets that the started record names, which were noted before the replay began; the sequences tell what overlaps.
     */
    public static final String REPLAY_PREFIX = "handover.ticket-replay.v1.";

    /** {@code ce_type} of a replay's first record in each partition; value: {@code {"journalOffsets": {"0": 17, ...}}}. */
    public static final String REPLAY_STARTED = "dev.handover.replay.started.v1";

    /** {@code ce_type} of a replay's last record in each partition; no value. */
    public static final String REPLAY_ENDED = "dev.handover.replay.ended.v1";

    private TicketTopics() {}
}
