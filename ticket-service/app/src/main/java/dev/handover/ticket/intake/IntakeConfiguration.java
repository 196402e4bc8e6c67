package dev.handover.ticket.intake;

import dev.handover.channel.contract.ChannelTopics;
import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.assistant.Assistant;
import dev.handover.ticket.contract.TicketTopics;
import dev.handover.ticket.conversation.AlertSteps;
import dev.handover.ticket.conversation.ConversationSteps;
import dev.handover.ticket.conversation.DryRun;
import dev.handover.ticket.conversation.EscalationSummaries;
import dev.handover.ticket.conversation.HandoverSteps;
import dev.handover.ticket.conversation.Joining;
import dev.handover.ticket.conversation.LinkSteps;
import dev.handover.ticket.directory.Directory;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.ticket.Ids;
import dev.handover.ticket.ticket.LinkingSteps;
import dev.handover.ticket.ticket.MoveSteps;
import dev.handover.ticket.ticket.RelationSteps;
import dev.handover.ticket.ticket.ReplySteps;
import dev.handover.ticket.ticket.RequesterSteps;
import dev.handover.ticket.ticket.TicketSteps;
import java.util.UUID;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the consumers. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    TicketSteps ticketSteps() {
        return new TicketSteps();
    }

    @Bean
    RelationSteps relationSteps(TicketSteps tickets) {
        return new RelationSteps(tickets);
    }

    @Bean
    MoveSteps moveSteps(TicketSteps tickets) {
        return new MoveSteps(tickets);
    }

    @Bean
    ReplySteps replySteps(TicketSteps tickets) {
        return new ReplySteps(tickets);
    }

    @Bean
    LinkSteps linkSteps() {
        return new LinkSteps();
    }

    @Bean
    Joining joining(TicketSteps tickets, HandoverSteps handovers, Assistant assistant) {
        return new Joining(tickets, handovers, assistant);
    }

    @Bean
    AlertSteps alertSteps() {
        return new AlertSteps();
    }

    @Bean
    EscalationSummaries escalationSummaries(Assistant assistant) {
        return new EscalationSummaries(assistant);
    }

    @Bean
    DryRun dryRun(Assistant assistant) {
        return new DryRun(assistant);
    }

    @Bean
    ConversationSteps conversationSteps(TicketSteps tickets, Joining joining) {
        return new ConversationSteps(tickets, joining);
    }

    @Bean
    HandoverSteps handoverSteps(TicketSteps tickets) {
        return new HandoverSteps(tickets);
    }

    @Bean
    LinkingSteps linkingSteps() {
        return new LinkingSteps();
    }

    @Bean
    RequesterSteps requesterSteps() {
        return new RequesterSteps();
    }

    @Bean
    Ids ids() {
        return new Ids(UUID::randomUUID);
    }

    @Bean
    InitializingBean consumers(
            KeyedConsumers consumers,
            Steps steps,
            Directory directory,
            TicketSteps tickets,
            Joining joining,
            AlertSteps alerts,
            Ids ids) {
        return () -> {
            consumers.consume(
                    "ticket-service.inbound",
                    1,
                    new InboundConsumer(steps, new Intake(new Belonging(directory), tickets, joining)),
                    ChannelTopics.INBOUND);
            consumers.consume("ticket-service.alerts", 1, new AlertConsumer(steps, alerts, ids), TicketTopics.ALERTS);
            consumers.consume("ticket-service.routing", 1, new RoutingConsumer(steps), RoutingTopics.EVENTS);
            consumers.consume("ticket-service.deliveries", 1, new DeliveryConsumer(steps), ChannelTopics.EVENTS);
        };
    }
}
