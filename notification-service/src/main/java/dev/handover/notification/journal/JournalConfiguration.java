package dev.handover.notification.journal;

import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.contract.TicketTopics;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the service listens to. */
@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

    @Bean
    SmartInitializingSingleton listening(
            KeyedConsumers consumers, JournalConsumption journal, DirectoryConsumption directory, TeamTable teams) {
        return () -> {
            consumers.consume("notification-service.directory", 1, directory, RoutingTopics.DIRECTORY);
            consumers.consume("notification-service.teams", 1, teams, RoutingTopics.DIRECTORY);
            consumers.consume("notification-service.journal", 1, journal, TicketTopics.JOURNAL);
        };
    }
}
