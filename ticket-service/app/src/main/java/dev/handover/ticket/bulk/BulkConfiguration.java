package dev.handover.ticket.bulk;

import dev.handover.foundation.operation.Leadership;
import dev.handover.foundation.operation.Upkeep;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.erasure.ErasureSteps;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.ticket.TicketSteps;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Wires bulk changes: one instance does them at a time. */
@Configuration(proxyBeanMethods = false)
class BulkConfiguration {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    @Bean
    BulkRows bulkRows(JdbcClient jdbc, JsonMapper json) {
        return new BulkRows(jdbc, json);
    }

    @Bean
    Bulks bulks(
            BulkRows rows,
            TicketSteps tickets,
            ErasureSteps erasures,
            Steps steps,
            Function<Rejection, ProblemException> problemOfRejection) {
        return new Bulks(rows, new ChangeSteps(tickets, erasures), steps, problemOfRejection);
    }

    @Bean
    Leadership bulkLeadership(Bulks bulks, DataSource database) {
        return new Leadership("ticket-bulk", database, LOOK_AGAIN, bulks::round);
    }

    @Bean
    Upkeep oldBulkChanges(BulkRows rows) {
        return new Upkeep(
                "old-bulk-changes",
                Duration.ofMinutes(1),
                () -> Optional.of(rows.forgetOld() ? Duration.ofSeconds(1) : Duration.ofHours(1)));
    }
}
