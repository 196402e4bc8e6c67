package dev.handover.ticket.erasure;

import dev.handover.ticket.store.LogicalNameSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires erasing. */
@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {
    @Bean
    ErasureSteps erasureSteps(JdbcClient jdbc, LogicalNameSerializer serializer) {
        return new ErasureSteps(new ErasedRows(jdbc, serializer));
    }
}
