package dev.handover.query.directory;

import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.routing.contract.RoutingTopics;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the consumer of the directory. */
@Configuration(proxyBeanMethods = false)
class DirectoryConfiguration {
    @Bean
    InitializingBean directoryConsumer(KeyedConsumers consumers, DirectoryProjector projector) {
        return () -> consumers.consume("query-service.directory", 1, projector, RoutingTopics.DIRECTORY);
    }
}
