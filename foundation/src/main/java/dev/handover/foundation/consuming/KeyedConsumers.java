package dev.handover.foundation.consuming;

import dev.handover.foundation.kafka.KafkaSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.ExponentialBackOff;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service's consumers. Each has a name (its consumer group), keeps its position in the database, moved in the
 * transaction of what the records did, and parks a key whose record fails. Declare consumers before the context starts.
 */
public final class KeyedConsumers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeyedConsumers.class);
    private static final Duration TOLD_EVERY = Duration.ofMillis(500);

    private final ConsumerFactory<String, byte[]> factory;
    private final KafkaSettings settings;
    private final Positions positions;
    private final ParkedKeys parked;
    private final DeadLetters deadLetters;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final Map<String, KeyedConsumer> consumers = new ConcurrentHashMap<>();
    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers = new ArrayList<>();
    private volatile boolean running;

    public KeyedConsumers(
            ConsumerFactory<String, byte[]> factory,
            KafkaSettings settings,
            JdbcClient jdbc,
            JsonMapper json,
            KafkaTemplate<String, byte[]> kafka,
            TransactionTemplate transactions,
            MeterRegistry meters) {
        this.factory = factory;
        this.settings = settings;
        this.positions = new Positions(jdbc);
        this.parked = new ParkedKeys(jdbc, json);
        this.deadLetters = new DeadLetters(kafka, meters);
        this.transactions = transactions;
        this.meters = meters;
    }

    /**
     * Declares a consumer.
     *
     * @param name its consumer group, such as {@code query-service.journal}
     * @param concurrency threads, each with some of the partitions
     * @param topics without the installation's prefix
     */
    public ConcurrentMessageListenerContainer<String, byte[]> consume(
            String name, int concurrency, Consumption consumption, String... topics) {
        KeyedConsumer consumer =
                new KeyedConsumer(name, consumption, positions, parked, deadLetters, transactions, meters);
        consumers.put(name, consumer);
        String[] names = new String[topics.length];
        for (int i = 0; i < topics.length; i++) {
            names[i] = settings.topic(topics[i]);
        }
        ContainerProperties properties = new ContainerProperties(names);
        properties.setGroupId(settings.topicPrefix() + name);
        properties.setMessageListener(consumer);
        // Kafka's offsets only show how far the consumer is; what it goes on from is in the database.
        properties.setAckMode(ContainerProperties.AckMode.TIME);
        properties.setAckTime(TOLD_EVERY.toMillis());
        properties.setSyncCommits(false);
        properties.setCommitCallback(KeyedConsumers::told);
        properties.setPollTimeout(TOLD_EVERY.toMillis());
        properties.setMissingTopicsFatal(false);
        properties.setConsumerRebalanceListener(consumer.seeker());
        properties.setShutdownTimeout(10_000);
        properties.getKafkaConsumerProperties().setProperty(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "2000");
        ConcurrentMessageListenerContainer<String, byte[]> container =
                new ConcurrentMessageListenerContainer<>(factory, properties);
        container.setConcurrency(concurrency);
        container.setBeanName(name);
        ExponentialBackOff forever = new ExponentialBackOff(100, 2);
        forever.setMaxInterval(Duration.ofSeconds(5).toMillis());
        DefaultErrorHandler again = new DefaultErrorHandler(forever);
        // No failure that gets this far may be skipped, whatever its class: the batch comes again until it passes.
        again.setClassifications(Map.of(), true);
        container.setCommonErrorHandler(again);
        containers.add(container);
        Gauge.builder("handover.parked.keys", () -> parked.count(name))
                .tag("consumer", name)
                .description("Keys that are parked because a record of theirs failed")
                .register(meters);
        if (running) {
            container.start();
        }
        return container;
    }

    /** Where partitions change hands, as whenever an instance starts or ends, Kafka is told again a little later. */
    private static void told(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (failure != null) {
            log.atInfo()
                    .addKeyValue("partitions", offsets.keySet())
                    .addKeyValue("failure", failure)
                    .log("Kafka is not told how far a consumer is now");
        }
    }

    /** Stops a consumer that was declared while the service ran, and forgets it. */
    public void end(ConcurrentMessageListenerContainer<String, byte[]> container) {
        container.stop();
        containers.remove(container);
        consumers.remove(String.valueOf(container.getBeanName()));
    }

    /** The parked keys of every consumer. */
    public List<ParkedKeys.ParkedKey> parked() {
        return parked.list();
    }

    /** Tries a parked key again; empty where there is none of that id, else whether nothing of it is left. */
    public Optional<Boolean> retry(long id) {
        return consumerOf(id).map(consumer -> consumer.parking().drain(id));
    }

    /** Removes the failing record of a parked key and goes on with those behind it. */
    public Optional<Boolean> discard(long id) {
        return consumerOf(id).map(consumer -> consumer.parking().discard(id));
    }

    private Optional<KeyedConsumer> consumerOf(long id) {
        Optional<ParkedKeys.ParkedKey> key = transactions.execute(status -> parked.lock(id));
        return key == null ? Optional.empty() : key.map(found -> consumers.get(found.consumer()));
    }

    @Override
    public void start() {
        running = true;
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        running = false;
        containers.parallelStream().forEach(ConcurrentMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
