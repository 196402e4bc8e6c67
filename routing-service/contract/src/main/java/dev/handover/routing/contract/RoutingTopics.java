package dev.handover.routing.contract;

/** Names of the topics that routing-service writes. */
public final class RoutingTopics {
    /** Decisions and availability, keyed by ticket id or operator id. */
    public static final String EVENTS = "handover.routing-events.v1";

    /** Full current state of operators and teams, compacted, keyed by workspace and id. */
    public static final String DIRECTORY = "handover.directory.v1";

    private RoutingTopics() {}
}
