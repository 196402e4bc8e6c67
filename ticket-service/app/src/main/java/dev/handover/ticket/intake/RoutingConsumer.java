package dev.handover.ticket.intake;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.routing.contract.RoutingEvent;
import dev.handover.ticket.domain.DecisionId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.Steps;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows routing's decisions, or declines them; a decision that comes again changes nothing. */
final class RoutingConsumer implements Consumption.Each {
    private final EventCodec<RoutingEvent> codec = new EventCodec<>(RoutingEvent.TYPES);
    private final Steps steps;

    RoutingConsumer(Steps steps) {
        this.steps = steps;
    }

    @Override
    public void handle(ConsumerRecord<String, byte[]> record, Runnable progress) {
        codec.decode(record).ifPresent(published -> {
            switch (published.event()) {
                case RoutingEvent.AssignmentDecided decided ->
                    steps.run(
                            "follow_decision",
                            new WorkspaceKey(published.envelope().workspace()),
                            InboundConsumer.context(published.envelope()),
                            streams -> {
                                progress.run();
                                return streams.take(new TicketCommand.FollowDecision(
                                        new TicketId(decided.ticketId()),
                                        new DecisionId(decided.decisionId()),
                                        new OperatorId(decided.operatorId()),
                                        new TeamId(decided.teamId()),
                                        Optional.ofNullable(decided.replaces()).map(OperatorId::new)));
                            });
                case RoutingEvent.AssignmentDeferred _, RoutingEvent.AvailabilityChanged _ -> {}
            }
        });
    }
}
