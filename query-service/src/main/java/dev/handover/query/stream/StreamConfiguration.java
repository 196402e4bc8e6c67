package dev.handover.query.stream;

import dev.handover.foundation.operation.Leadership;
import dev.handover.query.projection.Projecting;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the stream, and the forgetting of what nobody can resume from any more. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
class StreamConfiguration {
    @Bean
    Leadership streamUpkeep(
            DataSource database,
            ChangeLog changes,
            StreamSettings settings,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Projecting projecting) {
        return new Leadership("query-service.stream-upkeep", database, Duration.ofSeconds(30), () -> {
            changes.prune(settings.keep());
            transactions.executeWithoutResult(status -> {
                projecting.begin();
                jdbc.sql("delete from stream_ticket where expires_at < now()").update();
            });
            return false;
        });
    }
}
