package dev.handover.channel.receipt;

import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.ticket.contract.TicketTopics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the ledger. */
@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

    @Bean
    Ledger ledger(JdbcClient jdbc, KeyedConsumers consumers, MeterRegistry registry) {
        Ledger ledger = new Ledger(jdbc);
        consumers.consume("channel-gateway.receipts", 1, ledger, TicketTopics.JOURNAL);
        Gauge.builder("handover.receipts.open", ledger::open)
                .description("Payloads that ticket-service has not been seen to have")
                .register(registry);
        return ledger;
    }
}
