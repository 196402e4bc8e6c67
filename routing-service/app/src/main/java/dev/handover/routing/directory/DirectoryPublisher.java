package dev.handover.routing.directory;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.foundation.trace.LogContext;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.RoutingEvent;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.routing.directory.domain.Operator;
import dev.handover.routing.directory.domain.Team;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Publishes entries of the directory through the outbox, in the transaction that changes them. */
final class DirectoryPublisher {
    private static final EventCodec<DirectoryRecord> ENTRIES = new EventCodec<>(DirectoryRecord.TYPES);
    private static final EventCodec<RoutingEvent> EVENTS = new EventCodec<>(RoutingEvent.TYPES);
    private final Outbox outbox;
    private final Clock clock;

    DirectoryPublisher(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    void publish(Operator operator) {
        Operator.Profile profile = operator.profile();
        String key = DirectoryRecord.operatorKey(operator.workspace(), operator.operatorId());
        outbox.add(
                ENTRIES,
                RoutingTopics.DIRECTORY,
                key,
                envelope(key, operator.workspace(), operator.version(), clock.instant()),
                new DirectoryRecord.OperatorRecord(
                        operator.operatorId(),
                        profile.subject(),
                        profile.handle(),
                        profile.displayName(),
                        profile.email(),
                        profile.role(),
                        profile.sendingAddress(),
                        profile.signature(),
                        profile.teams(),
                        operator.availability()));
    }

    void publish(Team team) {
        String key = DirectoryRecord.teamKey(team.workspace(), team.teamId());
        outbox.add(
                ENTRIES,
                RoutingTopics.DIRECTORY,
                key,
                envelope(key, team.workspace(), team.version(), clock.instant()),
                new DirectoryRecord.TeamRecord(
                        team.teamId(), team.name(), team.method().key()));
    }

    /** The stream is the operator's key: operator ids are unique in a workspace only. */
    void publishAvailability(Operator operator) {
        String key = DirectoryRecord.operatorKey(operator.workspace(), operator.operatorId());
        Instant at = clock.instant();
        outbox.add(
                EVENTS,
                RoutingTopics.EVENTS,
                key,
                envelope(key, operator.workspace(), operator.availabilityCount(), at),
                new RoutingEvent.AvailabilityChanged(operator.operatorId(), operator.availability(), at));
    }

    private static Envelope envelope(String key, String workspace, long sequence, Instant at) {
        return new Envelope(
                UUID.randomUUID().toString(),
                key,
                workspace,
                sequence,
                at,
                null,
                LogContext.correlationId().orElse(null),
                LogContext.trace().text());
    }
}
