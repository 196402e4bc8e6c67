package dev.handover.channel.contract;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names of the topics that channel-gateway writes. */
public final class ChannelTopics {
    /** Normalised inbound messages, keyed by account and thread; read by ticket-service. */
    public static final String INBOUND = "handover.channel-inbound.v1";

    /** Deliveries, keyed by conversation id. */
    public static final String EVENTS = "handover.channel-events.v1";

    private static final int MAX_THREAD = 250;

    private ChannelTopics() {}

    /** The key of everything that belongs to a thread on an account; a thread's id that is long is told by its hash. */
    public static String inboundKey(String accountId, String thread) {
        String name = thread.length() <= MAX_THREAD
                ? thread
                : UUID.nameUUIDFromBytes(thread.getBytes(StandardCharsets.UTF_8))
                        .toString();
        return accountId + ":" + name;
    }
}
