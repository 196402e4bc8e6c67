package dev.handover.ticket.publish;

import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.foundation.kafka.Topics;
import dev.handover.ticket.contract.TicketTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics of replays, one each. A topic is known by its id: under the same name another one may be made. */
final class ReplayTopics {
    /** A topic that no broker has known for so long is gone. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    private final KafkaAdmin admin;
    private final KafkaSettings settings;
    private final Topics topics;

    ReplayTopics(KafkaAdmin admin, KafkaSettings settings, Topics topics) {
        this.admin = admin;
        this.settings = settings;
        this.topics = topics;
    }

    /** A topic that is there, and where the journal ended after it was made. */
    record Made(String name, String id, Map<String, Long> journalOffsets) {}

    private interface Call<T> {
        T with(Admin client) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private <T> T call(Call<T> call) {
        try (Admin client = Admin.create(admin.getConfigurationProperties())) {
            return call.with(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka did not answer about a replay's topic", e);
        }
    }

    private static <T> T answered(KafkaFuture<T> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(30, TimeUnit.SECONDS);
    }

    /** Makes the topic of a replay; one that is there already stays. */
    Made make(String replayId) {
        String name = settings.topic(TicketTopics.REPLAY_PREFIX + replayId);
        NewTopic wanted = topics.topic(name, TopicConfig.CLEANUP_POLICY_DELETE);
        return call(client -> {
            String id;
            try {
                id = answered(client.createTopics(List.of(wanted)).topicId(name))
                        .toString();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                id = describe(client, name).topicId().toString();
            }
            describe(client, name); // no replay begins whose topic nobody can see yet
            return new Made(name, id, journalOffsets(client));
        });
    }

    private static TopicDescription describe(Admin client, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Topics.find(client, topic, Duration.ofSeconds(30))
                .orElseThrow(() -> new KafkaException("Kafka does not know the topic " + topic));
    }

    private Map<String, Long> journalOffsets(Admin client)
            throws InterruptedException, ExecutionException, TimeoutException {
        String journal = settings.topic(TicketTopics.JOURNAL);
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        describe(client, journal)
                .partitions()
                .forEach(partition ->
                        wanted.put(new TopicPartition(journal, partition.partition()), OffsetSpec.latest()));
        Map<String, Long> offsets = new HashMap<>();
        answered(client.listOffsets(wanted).all())
                .forEach((partition, end) -> offsets.put(Integer.toString(partition.partition()), end.offset()));
        return offsets;
    }

    /**
     * The topic's partitions; empty where it is gone.
     *
     * @param id null for a replay that began before ids were kept
     */
    OptionalInt partitions(String topic, @Nullable String id) {
        return call(client -> {
            TopicDescription found = Topics.find(client, topic, SETTLED).orElse(null);
            return found != null && (id == null || id.equals(found.topicId().toString()))
                    ? OptionalInt.of(found.partitions().size())
                    : OptionalInt.empty();
        });
    }

    /** Deletes the topic; false where it was gone already. */
    boolean delete(String topic) {
        return call(client -> {
            try {
                answered(client.deleteTopics(List.of(topic)).all());
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return false;
                }
                throw e;
            }
        });
    }
}
