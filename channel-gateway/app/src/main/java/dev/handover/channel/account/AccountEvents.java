package dev.handover.channel.account;

import dev.handover.channel.contract.ChannelEvent;
import dev.handover.channel.contract.ChannelEvent.AccountChanged;
import dev.handover.channel.contract.ChannelEvent.AccountConnected;
import dev.handover.channel.contract.ChannelEvent.AccountRemoved;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.foundation.trace.LogContext;
import java.time.Instant;
import java.util.UUID;

/** Publishes what becomes of accounts, in the transaction that stores it. */
public final class AccountEvents {

    private static final EventCodec<ChannelEvent> CODEC = new EventCodec<>(ChannelEvent.TYPES);

    private final Outbox outbox;

    public AccountEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Needs a transaction. */
    public void tell(String workspace, AccountConnected event) {
        tell(event.accountId(), workspace, event, event.occurredAt());
    }

    /** Needs a transaction. */
    public void tell(String workspace, AccountChanged event) {
        tell(event.accountId(), workspace, event, event.occurredAt());
    }

    /** Needs a transaction. */
    public void tell(String workspace, AccountRemoved event) {
        tell(event.accountId(), workspace, event, event.occurredAt());
    }

    /** Needs a transaction. */
    void tell(String accountId, String workspace, ChannelEvent event, Instant at) {
        String key = ChannelEvent.accountKey(accountId);
        String id = UUID.randomUUID().toString();
        outbox.add(
                CODEC,
                ChannelTopics.EVENTS,
                key,
                new Envelope(
                        id, key, workspace, 0, at, null, id, LogContext.trace().text()),
                event);
    }
}
