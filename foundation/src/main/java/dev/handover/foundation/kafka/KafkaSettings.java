package dev.handover.foundation.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The system's topics.
 *
 * @param topicPrefix put before every topic name and consumer group, so that installations can share a broker; none by
 *     default
 * @param createTopics whether the service that writes a topic creates it at start; default true
 * @param partitions of a topic created; default 12; never changed within a topic version
 * @param replicationFactor of a topic created; default 3
 * @param minInsyncReplicas of a topic created, at most the replication factor; default 2
 * @param retention of a topic created, 30 days by default; directory topics are compacted instead
 */
@ConfigurationProperties("handover.kafka")
public record KafkaSettings(
        @DefaultValue("") String topicPrefix,
        @DefaultValue("true") boolean createTopics,
        @DefaultValue("12") int partitions,
        @DefaultValue("3") short replicationFactor,
        @DefaultValue("2") int minInsyncReplicas,
        @DefaultValue("30d") Duration retention) {
    /** The topic's name in this installation. */
    public String topic(String name) {
        return topicPrefix + name;
    }
}
