package dev.handover.foundation.operation;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.Callers;
import dev.handover.foundation.caller.SecurityConfiguration;
import dev.handover.foundation.caller.SecuritySettings;
import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.foundation.consuming.ParkedController;
import dev.handover.foundation.description.DescriptionConfiguration;
import dev.handover.foundation.idempotency.Answers;
import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.foundation.kafka.Topics;
import dev.handover.foundation.problem.ProblemHandler;
import dev.handover.foundation.problem.ProblemWriter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Wires the shared edges into every service. */
@AutoConfiguration
@EnableConfigurationProperties(KafkaSettings.class)
@Import({SecurityConfiguration.class, ProblemHandler.class, ParkedController.class, DescriptionConfiguration.class})
public class FoundationAutoConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Callers callers(SecuritySettings settings) {
        // The caller comes from the token and is no parameter of the API's description.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
        return new Callers(settings);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    Topics topics(KafkaSettings settings) {
        return new Topics(settings);
    }

    @Bean
    Answers answers(JdbcClient jdbc) {
        return new Answers(jdbc);
    }

    /** Saved answers are kept a day, and not much longer. */
    @Bean
    Upkeep oldAnswers(Answers answers) {
        return new Upkeep("old-answers", Duration.ofMinutes(10), () -> {
            while (answers.forgetOld()) {
                // a thousand a statement, so that none is long
            }
            return Optional.of(Duration.ofHours(1));
        });
    }

    /** Topics are created at start; where Kafka is away then, as soon as it is there. */
    @Bean
    Upkeep missingTopics(KafkaAdmin admin) {
        return new Upkeep("missing-topics", Duration.ofSeconds(5), () -> {
            admin.initialize();
            return Optional.empty();
        });
    }

    @Bean
    KeyedConsumers keyedConsumers(
            ConsumerFactory<String, byte[]> factory,
            KafkaSettings settings,
            JdbcClient jdbc,
            JsonMapper json,
            KafkaTemplate<String, byte[]> kafka,
            PlatformTransactionManager transactions,
            MeterRegistry meters) {
        return new KeyedConsumers(factory, settings, jdbc, json, kafka, new TransactionTemplate(transactions), meters);
    }

    @Bean
    FilterRegistrationBean<CorrelationFilter> correlationFilter() {
        FilterRegistrationBean<CorrelationFilter> registration = new FilterRegistrationBean<>(new CorrelationFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebMvcConfigurer callerArguments(Callers callers) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(callers);
            }
        };
    }
}
