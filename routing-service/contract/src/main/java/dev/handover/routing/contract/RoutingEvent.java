package dev.handover.routing.contract;

import dev.handover.foundation.kafka.EventTypes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What routing decided. The envelope's subject is the ticket id or the operator id. */
public sealed interface RoutingEvent {
    /** Type names on the wire and their records. */
    EventTypes<RoutingEvent> TYPES = EventTypes.of(
            RoutingEvent.class,
            "handover/routing-service",
            EventTypes.type("dev.handover.routing.assignment_decided.v1", AssignmentDecided.class),
            EventTypes.type("dev.handover.routing.assignment_deferred.v1", AssignmentDeferred.class),
            EventTypes.type("dev.handover.routing.availability_changed.v1", AvailabilityChanged.class));

    /**
     * An operator who could have got the ticket.
     *
     * @param load the operator's active tickets that are neither snoozed nor on hold, decisions under way included
     * @param lastAssignedAt when a ticket was last given to the operator; null for never
     */
    record Candidate(String operatorId, int load, @Nullable Instant lastAssignedAt) {}

    /** An operator of the team who could not get the ticket, and why: away, busy, offline, not_yet_active. */
    record LeftOut(String operatorId, String reason) {}

    /**
     * A ticket is to go to this operator; ticket-service answers with assigned or assignment_declined.
     *
     * @param replaces the operator who has the ticket and can't go on with it; null when nobody has it. The decision
     *     holds only as long as that is so: whoever else has the ticket by now keeps it
     */
    record AssignmentDecided(
            String decisionId,
            String ticketId,
            String teamId,
            String operatorId,
            String method,
            List<Candidate> candidates,
            List<LeftOut> leftOut,
            @Nullable String replaces,
            Instant occurredAt)
            implements RoutingEvent {}

    /**
     * Nobody can take the ticket now; it waits in the team's queue.
     *
     * @param reason no_one_available, manual_method or no_team
     */
    record AssignmentDeferred(
            String decisionId,
            String ticketId,
            @Nullable String teamId,
            String reason,
            List<LeftOut> leftOut,
            Instant occurredAt)
            implements RoutingEvent {}

    /** An operator's availability changed. */
    record AvailabilityChanged(String operatorId, DirectoryRecord.Availability availability, Instant occurredAt)
            implements RoutingEvent {}
}
