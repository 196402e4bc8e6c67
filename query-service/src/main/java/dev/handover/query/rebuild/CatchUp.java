package dev.handover.query.rebuild;

import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.query.generation.Generations;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.contract.TicketTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * After a start, one bounded catch-up before the instance is ready: as far as the topics reached then, and at most for
 * the time set. It ends as well when Kafka does not answer: Kafka never decides over readiness.
 */
@Component("catchUp")
class CatchUp implements HealthIndicator, SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CatchUp.class);
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaAdmin kafka;
    private final KafkaSettings settings;
    private final Generations generations;
    private final JdbcClient jdbc;
    private volatile boolean done;
    private volatile boolean running;

    CatchUp(KafkaAdmin kafka, KafkaSettings settings, Generations generations, JdbcClient jdbc) {
        this.kafka = kafka;
        this.settings = settings;
        this.generations = generations;
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        return done
                ? Health.up().build()
                : Health.outOfService().withDetail("reason", "catching up").build();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("catch-up").start(this::run);
    }

    private void run() {
        long begin = System.nanoTime();
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
                ends.putAll(ends(admin, settings.topic(TicketTopics.JOURNAL)));
                ends.putAll(ends(admin, settings.topic(RoutingTopics.DIRECTORY)));
            }
            while (running && System.nanoTime() - begin < AT_MOST.toNanos() && behind(ends)) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (ExecutionException | TimeoutException e) {
            log.atInfo().addKeyValue("reason", e.toString()).log("ready without a catch-up: Kafka does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            done = true;
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicDescription description : admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .values()) {
            description
                    .partitions()
                    .forEach(partition ->
                            wanted.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(wanted)
                .all()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private boolean behind(Map<TopicPartition, Long> ends) {
        try {
            String journal = generations.live().consumer();
            Map<TopicPartition, Long> positions = new HashMap<>();
            jdbc.sql("select topic, partition, next_offset from consumer_position where consumer in (?, ?)")
                    .params(journal, "query-service.directory")
                    .query(row -> {
                        positions.put(
                                new TopicPartition(row.getString("topic"), row.getInt("partition")),
                                row.getLong("next_offset"));
                    });
            return ends.entrySet().stream().anyMatch(end -> end.getValue() > positions.getOrDefault(end.getKey(), 0L));
        } catch (DataAccessException e) {
            return true;
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
