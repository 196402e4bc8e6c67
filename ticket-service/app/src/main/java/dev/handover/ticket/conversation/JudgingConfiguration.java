package dev.handover.ticket.conversation;

import dev.handover.foundation.operation.Leadership;
import dev.handover.ticket.assistant.Assistant;
import dev.handover.ticket.step.Steps;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires what follows on messages later: one instance does it at a time. */
@Configuration(proxyBeanMethods = false)
class JudgingConfiguration {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    @Bean
    ToJudge toJudge(JdbcClient jdbc, MeterRegistry meters) {
        ToJudge rows = new ToJudge(jdbc);
        Gauge.builder("handover.assistant.waiting", rows::waiting)
                .description("Messages that are still to be judged")
                .register(meters);
        return rows;
    }

    @Bean
    Leadership judging(
            ToJudge rows,
            Steps steps,
            Assistant assistant,
            HandoverSteps handovers,
            MeterRegistry meters,
            DataSource database) {
        Judging judging = new Judging(rows, steps, assistant, new RuleActions(handovers), meters);
        return new Leadership("ticket-judging", database, LOOK_AGAIN, judging::round);
    }

    @Bean
    Leadership awaitingAnswers(
            JdbcClient jdbc, Steps steps, HandoverSteps handovers, Clock clock, DataSource database) {
        AwaitedAnswers awaited = new AwaitedAnswers(jdbc, steps, handovers, clock);
        return new Leadership("ticket-awaited-answers", database, LOOK_AGAIN, awaited::round);
    }
}
