package dev.handover.routing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How routing runs.
 *
 * @param consumerThreads threads that read the journal, each with some of its partitions; default 1: batches are larger
 *     and no thread waits for another's team
 * @param queueBatch how many waiting tickets of a queue one transaction takes at most; default 500
 * @param readWait how long a query with {@code ?after=} waits for what it names; default 2 s
 */
@Validated
@ConfigurationProperties("handover.routing")
public record RoutingSettings(
        @DefaultValue("1") @Min(1) @Max(64) int consumerThreads,
        @DefaultValue("500") @Min(1) @Max(5000) int queueBatch,
        @DefaultValue("2s") Duration readWait) {}
