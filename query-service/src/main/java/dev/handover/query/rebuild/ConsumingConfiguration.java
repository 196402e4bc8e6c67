package dev.handover.query.rebuild;

import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.query.generation.Generations;
import dev.handover.query.projection.JournalProjector;
import dev.handover.query.projection.Projecting;
import dev.handover.ticket.contract.TicketTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the consumer of the journal. */
@Configuration(proxyBeanMethods = false)
class ConsumingConfiguration {
    @Bean
    InitializingBean journal(
            KeyedConsumers consumers,
            Generations generations,
            Projecting projecting,
            Clock clock,
            MeterRegistry meters) {
        var live = generations.live();
        return () -> consumers.consume(
                live.consumer(), 2, new JournalProjector(live, projecting, clock, meters), TicketTopics.JOURNAL);
    }
}
