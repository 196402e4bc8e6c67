package dev.handover.query.rebuild;

import dev.handover.foundation.operation.Leadership;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One instance leads a rebuild. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RebuildSettings.class)
class RebuildConfiguration {
    @Bean
    Leadership rebuildLeadership(DataSource database, Rebuilder rebuilder) {
        return new Leadership("query-service.rebuild", database, Duration.ofMillis(500), rebuilder::round);
    }
}
