package dev.handover.channel.contract;

import dev.handover.foundation.kafka.EventTypes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of outgoing messages. The envelope's subject is the conversation id. */
public sealed interface ChannelEvent {
    /** Type names on the wire and their records. */
    EventTypes<ChannelEvent> TYPES = EventTypes.of(
            ChannelEvent.class,
            "handover/channel-gateway",
            EventTypes.type("dev.handover.channel.delivery_changed.v1", DeliveryChanged.class));

    /** How far a message has come; more states may come. */
    enum DeliveryState {
        /** It waits to be sent; with a reason where an attempt has failed and another one follows. */
        QUEUED,
        /** An attempt is under way that takes longer than usual. */
        SENDING,
        /** The channel has accepted it. */
        SENT,
        DELIVERED,
        READ,
        /** It is not sent, and not tried any more. */
        FAILED,
        /** An operator has kept it from being sent. */
        CANCELLED
    }

    /**
     * The state of one message's delivery changed.
     *
     * @param reason why it failed, or is not sent yet, and what to do about it, in words for an operator; else null
     * @param retryable whether sending it again may succeed; meaningful with FAILED only
     * @param externalId the channel's id of the message, once it has one
     */
    record DeliveryChanged(
            String conversationId,
            String messageId,
            DeliveryState state,
            @Nullable String reason,
            boolean retryable,
            @Nullable String externalId,
            Instant occurredAt)
            implements ChannelEvent {}
}
