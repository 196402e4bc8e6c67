package dev.handover.channel.delivery;

import dev.handover.channel.contract.ChannelEvent;
import dev.handover.channel.contract.ChannelEvent.DeliveryChanged;
import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.foundation.trace.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells what became of messages: each change is published in the transaction that stores it. Of a message that is sent
 * at once only that is told; that it is under way or still waits is told where that takes long, and not at each attempt:
 * each is a step of ticket-service.
 */
public final class Deliveries {

    private static final EventCodec<ChannelEvent> CODEC = new EventCodec<>(ChannelEvent.TYPES);

    /** A message that was accepted was sent, also where it had been given up or cancelled meanwhile. */
    private static final Set<DeliveryState> NOT_SENT =
            Set.of(DeliveryState.QUEUED, DeliveryState.FAILED, DeliveryState.CANCELLED);

    /** One mail can go to several, and arrive at one of them first. */
    private static final Set<DeliveryState> DELIVERABLE = Set.of(DeliveryState.SENT, DeliveryState.DELIVERED);

    private final OutgoingStore store;
    private final Rates rates;
    private final Outbox outbox;
    private final DeliveryMeters meters;
    private final Clock clock;

    public Deliveries(JdbcClient jdbc, Outbox outbox, DeliveryMeters meters, Clock clock) {
        this.store = new OutgoingStore(jdbc);
        this.rates = new Rates(jdbc, clock);
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
        meters.queue(store::queued);
    }

    OutgoingStore store() {
        return store;
    }

    Rates rates() {
        return rates;
    }

    /** A message of ours that another mail server or a channel reports on. */
    public record Reported(UUID messageId, String workspace, String channel) {}

    /**
     * A report says that this message could not be delivered; needs a transaction.
     *
     * @param reason for an operator
     * @param retryable whether the same message may arrive later
     */
    public void bounced(Reported about, String reason, boolean retryable) {
        report(about, DELIVERABLE, DeliveryState.FAILED, reason, retryable);
    }

    /**
     * A report says that this message has arrived; needs a transaction.
     *
     * @param remark what else it says, for an operator, or null
     */
    public void arrived(Reported about, @Nullable String remark) {
        report(about, Set.of(DeliveryState.SENT), DeliveryState.DELIVERED, remark, false);
    }

    private void report(
            Reported about, Set<DeliveryState> from, DeliveryState to, @Nullable String words, boolean retryable) {
        store.reference(about.messageId(), about.workspace()).ifPresent(reference -> {
            if (store.change(about.messageId(), from, to, words, retryable)) {
                Told told = new Told(about.messageId(), about.workspace(), about.channel(), reference);
                tell(told, to, words, retryable);
            }
        });
    }

    /** The channel has accepted it, though something may be wrong; needs a transaction. */
    void sent(Outgoing outgoing, @Nullable Problem but) {
        String reason = but == null ? null : but.sentence();
        if (store.change(outgoing.messageId(), NOT_SENT, DeliveryState.SENT, reason, false)) {
            tell(Told.of(outgoing), DeliveryState.SENT, reason, false);
        }
    }

    /** It is not tried any more; needs a transaction. */
    void failed(Outgoing outgoing, String reason, boolean retryable) {
        if (store.change(outgoing.messageId(), Set.of(DeliveryState.QUEUED), DeliveryState.FAILED, reason, retryable)) {
            tell(Told.of(outgoing), DeliveryState.FAILED, reason, retryable);
        }
    }

    /** What waits to go out through this account is not sent any more; needs a transaction. */
    public void accountRemoved(String accountId) {
        Problem problem = Problem.ACCOUNT_REMOVED;
        for (Told told : store.queuedThrough(accountId)) {
            Set<DeliveryState> queued = Set.of(DeliveryState.QUEUED);
            if (store.change(told.messageId(), queued, DeliveryState.FAILED, problem.sentence(), problem.retryable())) {
                tell(told, DeliveryState.FAILED, problem.sentence(), problem.retryable());
            }
        }
    }

    /** It takes its time; needs a transaction. */
    void slow(Outgoing outgoing) {
        if (store.stillQueued(outgoing.messageId())) {
            tell(Told.of(outgoing), DeliveryState.SENDING, null, false);
        }
    }

    /** It is tried again later; needs a transaction. */
    void putOff(Outgoing outgoing, Duration delay, Problem.Reason reason) {
        if (store.putOff(outgoing.messageId(), delay, reason)) {
            tell(Told.of(outgoing), DeliveryState.QUEUED, reason.text(), true);
        }
        meters.putOff(outgoing.reply().channel(), reason.problem());
    }

    /** What news is about. */
    record Told(UUID messageId, String workspace, String channel, Outgoing.Reference reference) {
        static Told of(Outgoing outgoing) {
            return new Told(
                    outgoing.messageId(), outgoing.workspace(), outgoing.reply().channel(), outgoing.reference());
        }
    }

    /** Publishes a state; needs the transaction that stored it. */
    void tell(Told about, DeliveryState state, @Nullable String reason, boolean retryable) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String messageId = about.messageId().toString();
        String conversation = about.reference().conversationId();
        String name = messageId + "/" + state + "/" + store.told(about.messageId());
        outbox.add(
                CODEC,
                ChannelTopics.EVENTS,
                conversation,
                new Envelope(
                        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                .toString(),
                        conversation,
                        about.workspace(),
                        0,
                        now,
                        messageId,
                        messageId,
                        TraceParent.following(about.reference().traceparent()).text()),
                new DeliveryChanged(
                        conversation,
                        messageId,
                        state,
                        reason,
                        retryable,
                        about.reference().externalId(),
                        now));
        meters.delivery(about.channel(), state);
    }
}
