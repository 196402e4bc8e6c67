package dev.handover.ticket.intake;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.routing.contract.RoutingEvent;
import dev.handover.ticket.domain.DecisionId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Steps;
import java.util.Optional;

/** Follows routing's decisions, or declines them; a decision that comes again changes nothing. */
final class RoutingConsumer extends StepsConsumption<RoutingEvent> {

    RoutingConsumer(Steps steps) {
        super(new EventCodec<>(RoutingEvent.TYPES), steps, "follow_decision");
    }

    @Override
    Optional<Steps.Step<?>> step(RoutingEvent event) {
        return switch (event) {
            case RoutingEvent.AssignmentDecided decided ->
                Optional.of(streams -> streams.take(new TicketCommand.FollowDecision(
                        new TicketId(decided.ticketId()),
                        new DecisionId(decided.decisionId()),
                        new OperatorId(decided.operatorId()),
                        new TeamId(decided.teamId()),
                        Optional.ofNullable(decided.replaces()).map(OperatorId::new))));
            case RoutingEvent.AssignmentDeferred _, RoutingEvent.AvailabilityChanged _ -> Optional.empty();
        };
    }
}
