package dev.handover.routing.assignment;

import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.routing.RoutingSettings;
import dev.handover.routing.assignment.kafka.JournalConsumption;
import dev.handover.routing.assignment.storage.DecisionRows;
import dev.handover.routing.assignment.storage.TeamLocks;
import dev.handover.routing.assignment.storage.TicketRows;
import dev.handover.routing.assignment.storage.Workloads;
import dev.handover.ticket.contract.TicketTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires assignment. */
@Configuration(proxyBeanMethods = false)
class AssignmentConfiguration {

    @Bean
    TicketRows ticketRows(JdbcClient jdbc, JdbcTemplate batches) {
        return new TicketRows(jdbc, batches);
    }

    @Bean
    TeamLocks teamLocks(JdbcClient jdbc) {
        return new TeamLocks(jdbc);
    }

    @Bean
    Workloads workloads(JdbcClient jdbc, JdbcTemplate batches) {
        return new Workloads(jdbc, batches);
    }

    @Bean
    DecisionRows decisionRows(JdbcClient jdbc, JdbcTemplate batches) {
        return new DecisionRows(jdbc, batches);
    }

    @Bean
    RoutingMeters routingMeters(MeterRegistry registry, TicketRows tickets) {
        return new RoutingMeters(registry, tickets);
    }

    @Bean
    Router router(
            TicketRows tickets,
            TeamLocks teams,
            Workloads workloads,
            DecisionRows decisions,
            Outbox outbox,
            RoutingMeters meters,
            Clock clock,
            RoutingSettings settings) {
        return new Router(tickets, teams, workloads, decisions, new Announcer(outbox, meters), clock, settings);
    }

    @Bean
    RetrySweep retrySweep(
            TicketRows tickets,
            Router router,
            Clock clock,
            TransactionTemplate transactions,
            RoutingSettings settings) {
        return new RetrySweep(tickets, router, clock, transactions, settings.queueBatch());
    }

    @Bean
    JournalConsumption journal(TicketRows tickets, Router router, KeyedConsumers consumers, RoutingSettings settings) {
        JournalConsumption journal = new JournalConsumption(tickets, router);
        consumers.consume("routing-service.journal", settings.consumerThreads(), journal, TicketTopics.JOURNAL);
        return journal;
    }
}
