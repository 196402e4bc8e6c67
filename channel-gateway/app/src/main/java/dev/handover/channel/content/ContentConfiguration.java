package dev.handover.channel.content;

import dev.handover.foundation.operation.Upkeep;
import dev.handover.foundation.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires contents: where they lie, and the links to them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContentSettings.class)
class ContentConfiguration {

    @Bean
    DatabaseContents databaseContents(JdbcTemplate jdbc) {
        return new DatabaseContents(jdbc);
    }

    @Bean
    ContentRemovals contentRemovals(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new ContentRemovals(jdbc, transactions);
    }

    @Bean
    ContentStores contentStores(List<Contents> all, ContentRemovals removals, ContentSettings settings) {
        return new ContentStores(settings.store(), all, removals);
    }

    @Bean
    StoredContents storedContents(JdbcClient jdbc, ContentStores stores) {
        return new StoredContents(jdbc, stores);
    }

    @Bean
    ReplyContents replyContents(StoredContents contents, ContentSettings settings) {
        return new ReplyContents(contents, settings.outgoingLimits());
    }

    @Bean
    ErasedContents erasedContents(JdbcClient jdbc, ContentStores stores) {
        return new ErasedContents(jdbc, stores);
    }

    /** An object store, where the settings name one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("handover.content.s3.bucket")
    static class ObjectStore {

        @Bean
        S3Contents s3Contents(ContentSettings settings, ContentRemovals removals) {
            ContentSettings.S3 s3 = Objects.requireNonNull(settings.s3());
            return new S3Contents(S3Clients.of(s3), s3.bucket(), removals);
        }

        @Bean
        Upkeep removedObjects(S3Contents contents) {
            return new Upkeep("removed-objects", Duration.ofSeconds(30), () -> {
                while (contents.removeDue()) {
                    // some a transaction, so that none is long
                }
                return Optional.of(Duration.ofSeconds(5));
            });
        }
    }

    @Bean
    Scanner scanner(ContentSettings settings) {
        return new Scanner(
                Optional.ofNullable(settings.clamav())
                        .map(clamav -> new Clamd(clamav.host(), clamav.port(), clamav.timeout())),
                settings.releaseUnscanned());
    }

    /** Also without a scanner, for what is still with its channel. */
    @Bean
    PendingContents pendingContents(
            JdbcClient jdbc,
            ContentStores stores,
            Scanner scanner,
            ObjectProvider<ContentSource> sources,
            ContentSettings settings,
            Outbox outbox,
            TransactionTemplate transactions,
            MeterRegistry registry,
            Clock clock) {
        PendingRows rows = new PendingRows(jdbc, stores, outbox, clock);
        ContentMeters meters = new ContentMeters(registry);
        meters.pending(rows::waiting);
        return new PendingContents(
                rows,
                stores,
                scanner,
                sources.orderedStream().toList(),
                settings.inboundLimits(),
                transactions,
                meters);
    }

    @Bean
    InboundContents inboundContents(
            JdbcTemplate jdbc,
            ContentStores stores,
            ContentSettings settings,
            Scanner scanner,
            PendingContents pending) {
        return new InboundContents(jdbc, stores, settings.inboundLimits(), scanner, pending);
    }

    @Bean
    Uploads uploads(
            JdbcClient jdbc,
            ContentStores stores,
            TransactionTemplate transactions,
            ContentSettings settings,
            Clock clock) {
        return new Uploads(jdbc, stores, transactions, settings.outgoingLimits(), clock);
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
