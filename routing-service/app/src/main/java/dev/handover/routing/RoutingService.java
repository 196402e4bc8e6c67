package dev.handover.routing;

import dev.handover.foundation.idempotency.IdempotencyConfiguration;
import dev.handover.foundation.kafka.Topics;
import dev.handover.foundation.outbox.OutboxConfiguration;
import dev.handover.routing.contract.RoutingTopics;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service that knows operators and teams and decides who gets a ticket. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import({OutboxConfiguration.class, IdempotencyConfiguration.class})
@OpenAPIDefinition(
        info = @Info(title = "Handover routing", version = "v1", description = "Operators, teams, assignment"))
public class RoutingService {

    /** Starts the service. */
    public static void main(String[] arguments) {
        SpringApplication.run(RoutingService.class, arguments);
    }

    @Bean
    KafkaAdmin.NewTopics routingEvents(Topics topics) {
        return topics.kept(RoutingTopics.EVENTS);
    }

    @Bean
    KafkaAdmin.NewTopics directoryRecords(Topics topics) {
        return topics.compacted(RoutingTopics.DIRECTORY);
    }
}
