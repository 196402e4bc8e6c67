package dev.handover.channel.contract;

import dev.handover.foundation.kafka.EventTypes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of outgoing messages, and of the accounts of channels. Key and envelope subject are the conversation id,
 * or {@link #accountKey} where it is about an account.
 */
public sealed interface ChannelEvent {
    /** Type names on the wire and their records. */
    EventTypes<ChannelEvent> TYPES = EventTypes.of(
            ChannelEvent.class,
            "handover/channel-gateway",
            EventTypes.type("dev.handover.channel.delivery_changed.v1", DeliveryChanged.class),
            EventTypes.type("dev.handover.channel.account_connected.v1", AccountConnected.class),
            EventTypes.type("dev.handover.channel.account_changed.v1", AccountChanged.class),
            EventTypes.type("dev.handover.channel.account_failing.v1", AccountFailing.class),
            EventTypes.type("dev.handover.channel.account_recovered.v1", AccountRecovered.class),
            EventTypes.type("dev.handover.channel.account_removed.v1", AccountRemoved.class));

    /** Key of an account's records. */
    static String accountKey(String accountId) {
        return "account:" + accountId;
    }

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
     * @param reason why it failed, is not sent yet or not to all, and what to do about it, in words for an operator; with
     *     DELIVERED what the recipient says of it; else null
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

    /** The two ways of an account. */
    enum Way {
        /** Messages of customers are taken in. */
        IN,
        /** Replies are sent. */
        OUT
    }

    /**
     * An account was connected over HTTP.
     *
     * @param type the channel, such as {@code email}
     * @param address what customers write to, such as an email address
     */
    record AccountConnected(
            String accountId, String type, String name, String address, boolean enabled, Instant occurredAt)
            implements ChannelEvent {}

    /**
     * An account was changed: it is as this says now.
     *
     * @param enabled whether it is worked at all
     */
    record AccountChanged(
            String accountId, String type, String name, String address, boolean enabled, Instant occurredAt)
            implements ChannelEvent {}

    /**
     * An account does not work, and is tried again until it does.
     *
     * @param reason in words for those who can mend it
     */
    record AccountFailing(String accountId, Way way, String reason, Instant occurredAt) implements ChannelEvent {}

    /** An account that failed works again. */
    record AccountRecovered(String accountId, Way way, Instant occurredAt) implements ChannelEvent {}

    /** An account was removed, for good: nothing is read or sent by it any more; what was stays. */
    record AccountRemoved(String accountId, String type, String name, Instant occurredAt) implements ChannelEvent {}
}
