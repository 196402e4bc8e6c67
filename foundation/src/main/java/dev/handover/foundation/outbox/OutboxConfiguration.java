package dev.handover.foundation.outbox;

import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.foundation.operation.Leadership;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** An outbox table and its relay; for the services that keep state tables. */
@Configuration(proxyBeanMethods = false)
@Import(OutboxController.class)
public class OutboxConfiguration {

    @Bean
    ParkedRows parkedRows(JdbcClient jdbc, MeterRegistry meters) {
        ParkedRows rows = new ParkedRows(jdbc);
        Gauge.builder("handover.outbox.parked", rows::count)
                .description("Records that can't be published; their keys wait")
                .register(meters);
        return rows;
    }

    @Bean
    Leadership outboxRelay(
            JdbcClient jdbc,
            KafkaTemplate<String, byte[]> kafka,
            ParkedRows parkedRows,
            DataSource database,
            JsonMapper json,
            MeterRegistry meters,
            @Value("${spring.application.name}") String service) {
        Gauge.builder(
                        "handover.outbox.rows",
                        () -> jdbc.sql("select count(*) from outbox")
                                .query(Long.class)
                                .single())
                .description("Records that wait to be published")
                .register(meters);
        OutboxRelay relay = new OutboxRelay(jdbc, kafka, parkedRows, json);
        return new Leadership(service + "-outbox", database, Duration.ofMillis(100), relay::round);
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc, KafkaSettings settings, JsonMapper json, Leadership outboxRelay) {
        return new Outbox(jdbc, settings, json, outboxRelay::wake);
    }
}
