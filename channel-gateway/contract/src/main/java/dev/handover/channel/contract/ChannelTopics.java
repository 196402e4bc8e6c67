package dev.handover.channel.contract;

/** Names of the topics that channel-gateway writes. */
public final class ChannelTopics {
    /** Normalised inbound messages, keyed by account and thread; read by ticket-service. */
    public static final String INBOUND = "handover.channel-inbound.v1";

    /** Deliveries, keyed by conversation id. */
    public static final String EVENTS = "handover.channel-events.v1";

    private ChannelTopics() {}
}
