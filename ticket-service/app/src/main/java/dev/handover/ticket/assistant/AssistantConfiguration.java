package dev.handover.ticket.assistant;

import java.net.URI;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Wires the assistant: with a model where one is set. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AssistantSettings.class)
class AssistantConfiguration {

    @Bean
    Assistant assistant(AssistantSettings settings, JdbcClient jdbc, JsonMapper json, Clock clock) {
        URI url = settings.url();
        return url == null
                ? new LexicalAssistant()
                : new ModelAssistant(
                        new ChatCompletions(settings, url),
                        ModelAssistant.breaker(settings),
                        new Budget(jdbc, settings.callsPerDay(), clock),
                        json);
    }
}
