package dev.handover.channel.content;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires contents: where they lie, and the links to them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContentSettings.class)
class ContentConfiguration {

    @Bean
    Contents contents(JdbcTemplate jdbc) {
        return new DatabaseContents(jdbc);
    }

    @Bean
    StoredContents storedContents(JdbcClient jdbc, Contents contents) {
        return new StoredContents(jdbc, contents);
    }

    @Bean
    ContentLinks contentLinks(ContentSettings settings, Clock clock) {
        return new ContentLinks(settings.linkKey(), settings.linkLifetime(), clock);
    }
}
