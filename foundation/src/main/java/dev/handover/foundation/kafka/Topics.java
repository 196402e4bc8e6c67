package dev.handover.foundation.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.springframework.kafka.core.KafkaAdmin;

/** Declares topics with explicit partitions, retention and in-sync replicas; each is created by the service that writes it. */
public final class Topics {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

    private final KafkaSettings settings;

    public Topics(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Topics whose records are kept for the retention time, with the dead-letter topic of each. */
    public KafkaAdmin.NewTopics kept(String... names) {
        if (!settings.createTopics()) {
            return new KafkaAdmin.NewTopics();
        }
        NewTopic[] topics = new NewTopic[names.length * 2];
        for (int i = 0; i < names.length; i++) {
            topics[2 * i] = topic(settings.topic(names[i]), TopicConfig.CLEANUP_POLICY_DELETE);
            topics[2 * i + 1] = topic(settings.topic(names[i]) + ".dlt", TopicConfig.CLEANUP_POLICY_DELETE);
        }
        return new KafkaAdmin.NewTopics(topics);
    }

    /** Topics that keep the last record of each key, with the dead-letter topic of each. */
    public KafkaAdmin.NewTopics compacted(String... names) {
        if (!settings.createTopics()) {
            return new KafkaAdmin.NewTopics();
        }
        NewTopic[] topics = new NewTopic[names.length * 2];
        for (int i = 0; i < names.length; i++) {
            topics[2 * i] = topic(settings.topic(names[i]), TopicConfig.CLEANUP_POLICY_COMPACT);
            topics[2 * i + 1] = topic(settings.topic(names[i]) + ".dlt", TopicConfig.CLEANUP_POLICY_DELETE);
        }
        return new KafkaAdmin.NewTopics(topics);
    }

    /**
     * The topic as Kafka describes it; empty where there is none. Brokers hear of a topic a moment after it was made, so
     * one that is not known counts as absent only once it has stayed unknown for the time given.
     */
    public static Optional<TopicDescription> find(Admin admin, String fullName, Duration patience)
            throws ExecutionException, TimeoutException, InterruptedException {
        long asked = System.nanoTime();
        while (true) {
            try {
                return Optional.ofNullable(admin.describeTopics(List.of(fullName))
                        .allTopicNames()
                        .get(ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS)
                        .get(fullName));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
            if (System.nanoTime() - asked > patience.toNanos()) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** A topic as declared, for one that is created while the service runs. */
    public NewTopic topic(String fullName, String cleanup) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
        config.put(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(Math.min(settings.minInsyncReplicas(), settings.replicationFactor())));
        config.put(
                TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis()));
        if (cleanup.equals(TopicConfig.CLEANUP_POLICY_DELETE)) {
            config.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(settings.retention().toMillis()));
        }
        return new NewTopic(fullName, settings.partitions(), settings.replicationFactor()).configs(config);
    }
}
