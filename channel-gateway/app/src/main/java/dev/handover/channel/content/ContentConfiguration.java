package dev.handover.channel.content;

import dev.handover.foundation.operation.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

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
    InboundContents inboundContents(JdbcTemplate jdbc, Contents contents, ContentSettings settings) {
        return new InboundContents(jdbc, contents, settings.inbound().limits());
    }

    @Bean
    Uploads uploads(
            JdbcClient jdbc,
            Contents contents,
            TransactionTemplate transactions,
            ContentSettings settings,
            Clock clock) {
        return new Uploads(jdbc, contents, transactions, settings.outgoing().limits(), clock);
    }

    @Bean
    Upkeep unusedUploads(Uploads uploads, ContentSettings settings) {
        Duration lifetime = settings.outgoing().unusedLifetime();
        return new Upkeep("unused-uploads", Duration.ofMinutes(1), () -> {
            while (uploads.removeUnused(lifetime)) {
                // a few a transaction, so that none is long
            }
            return Optional.of(lifetime.dividedBy(24));
        });
    }

    @Bean
    ContentLinks contentLinks(ContentSettings settings, Clock clock) {
        return new ContentLinks(settings.linkKey(), settings.linkLifetime(), clock);
    }
}
