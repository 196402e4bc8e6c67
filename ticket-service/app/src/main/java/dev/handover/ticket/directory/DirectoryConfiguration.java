package dev.handover.ticket.directory;

import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.routing.contract.RoutingTopics;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the directory. */
@Configuration(proxyBeanMethods = false)
class DirectoryConfiguration {

    @Bean
    Directory directory(JdbcClient jdbc) {
        return new Directory(jdbc);
    }

    @Bean
    InitializingBean directoryConsumer(KeyedConsumers consumers, JdbcClient jdbc, Directory directory) {
        return () -> consumers.consume(
                "ticket-service.directory",
                1,
                new DirectoryConsumer(jdbc, directory::changed),
                RoutingTopics.DIRECTORY);
    }
}
