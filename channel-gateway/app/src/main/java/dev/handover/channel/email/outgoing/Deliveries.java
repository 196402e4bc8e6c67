package dev.handover.channel.email.outgoing;

import dev.handover.channel.contract.ChannelEvent;
import dev.handover.channel.contract.ChannelEvent.DeliveryChanged;
import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.email.EmailMeters;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.foundation.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells what became of replies: each change of state is published in the transaction that stores it. */
public final class Deliveries {

    private static final EventCodec<ChannelEvent> CODEC = new EventCodec<>(ChannelEvent.TYPES);

    private final OutgoingStore store;
    private final Outbox outbox;
    private final EmailMeters meters;
    private final Clock clock;

    public Deliveries(JdbcClient jdbc, Outbox outbox, EmailMeters meters, Clock clock) {
        this.store = new OutgoingStore(jdbc);
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    OutgoingStore store() {
        return store;
    }

    /** A report says that this reply could not be delivered; needs a transaction. */
    public void bounced(UUID messageId, String workspace) {
        store.reference(messageId, workspace).ifPresent(reference -> {
            String reason = "the recipient's mail server returned it";
            if (store.change(messageId, DeliveryState.SENT, DeliveryState.FAILED, reason)) {
                publish(messageId, workspace, reference, DeliveryState.FAILED, reason, false);
            }
        });
    }

    void publish(
            UUID messageId,
            String workspace,
            OutgoingStore.Reference reply,
            DeliveryState state,
            @Nullable String reason,
            boolean retryable) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = UUID.nameUUIDFromBytes((messageId + "/" + state).getBytes(StandardCharsets.UTF_8));
        outbox.add(
                CODEC,
                ChannelTopics.EVENTS,
                reply.conversationId(),
                new Envelope(
                        id.toString(),
                        reply.conversationId(),
                        workspace,
                        0,
                        now,
                        messageId.toString(),
                        messageId.toString(),
                        TraceParent.following(reply.traceparent()).text()),
                new DeliveryChanged(
                        reply.conversationId(),
                        messageId.toString(),
                        state,
                        reason,
                        retryable,
                        reply.externalId(),
                        now));
        meters.delivery(state);
    }
}
