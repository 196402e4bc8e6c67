package dev.handover.routing.assignment;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.foundation.trace.LogContext;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.routing.assignment.storage.DecisionRows.Kept;
import dev.handover.routing.assignment.storage.DecisionRows.Outcome;
import dev.handover.routing.contract.RoutingEvent;
import dev.handover.routing.contract.RoutingTopics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Publishes decisions through the outbox and counts them once they are committed. */
final class Announcer {
    private static final EventCodec<RoutingEvent> CODEC = new EventCodec<>(RoutingEvent.TYPES);
    private final Outbox outbox;
    private final RoutingMeters meters;

    Announcer(Outbox outbox, RoutingMeters meters) {
        this.outbox = outbox;
        this.meters = meters;
    }

    void announce(Round round, List<Kept> decisions) {
        outbox.addAll(
                CODEC,
                RoutingTopics.EVENTS,
                decisions.stream()
                        .map(kept -> new Published<>(envelope(round, kept), event(kept)))
                        .toList());
        if (decisions.isEmpty() && round.outcomes().isEmpty()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                decisions.forEach(kept -> count(round, kept));
                round.outcomes().stream().map(Outcome::outcome).forEach(meters::outcome);
            }
        });
    }

    private static Envelope envelope(Round round, Kept kept) {
        Optional<Envelope> cause = round.cause(kept.ticketId());
        return new Envelope(
                kept.decisionId(),
                kept.ticketId(),
                kept.workspace(),
                kept.sequence(),
                kept.at(),
                cause.map(Envelope::id).orElse(null),
                cause.map(Envelope::correlationId).orElse(null),
                cause.map(Envelope::traceparent)
                        .map(TraceParent::following)
                        .orElseGet(LogContext::trace)
                        .text());
    }

    private void count(Round round, Kept kept) {
        if (kept.winner() == null) {
            meters.outcome("deferred");
            return;
        }
        meters.outcome("decided");
        round.ticket(kept.ticketId())
                .filter(ticket -> ticket.queue().declines() == 0)
                .ifPresent(ticket -> meters.openedToDecided(Duration.between(ticket.openedAt(), kept.at())));
    }

    private static RoutingEvent event(Kept kept) {
        if (kept.winner() == null || kept.teamId() == null) {
            return new RoutingEvent.AssignmentDeferred(
                    kept.decisionId(),
                    kept.ticketId(),
                    kept.teamId(),
                    String.valueOf(kept.reason()),
                    kept.leftOut(),
                    kept.at());
        }
        return new RoutingEvent.AssignmentDecided(
                kept.decisionId(),
                kept.ticketId(),
                kept.teamId(),
                kept.winner(),
                kept.situation().method().key(),
                kept.candidates(),
                kept.leftOut(),
                kept.replaces(),
                kept.at());
    }
}
