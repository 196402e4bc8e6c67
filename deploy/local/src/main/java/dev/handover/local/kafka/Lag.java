package dev.handover.local.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far each service has read, over all its consumer groups. */
public final class Lag implements AutoCloseable {

    private static final long PATIENCE_MS = 4_000;

    private final Admin admin;
    private final List<String> services;

    public Lag(int kafkaPort, List<String> services) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", "127.0.0.1:" + kafkaPort);
        properties.put("default.api.timeout.ms", (int) PATIENCE_MS);
        properties.put("request.timeout.ms", (int) PATIENCE_MS);
        this.admin = Admin.create(properties);
        this.services = services;
    }

    /** Records read, and records there, since the topics were made. */
    public record Progress(long read, long end) {

        public long left() {
            return Math.max(0, end - read);
        }

        private Progress plus(Progress other) {
            return new Progress(read + other.read, end + other.end);
        }
    }

    /** The records left to read by service name, asked once; see {@link #read()}. */
    public static Map<String, Long> of(int kafkaPort, List<String> services) {
        try (Lag lag = new Lag(kafkaPort, services)) {
            Map<String, Long> left = new HashMap<>();
            lag.read().forEach((service, progress) -> left.put(service, progress.left()));
            return left;
        }
    }

    /**
     * Progress by service name; a service without a consumer group is not in it. Empty when the broker does not answer.
     */
    public Map<String, Progress> read() {
        try {
            return ask();
        } catch (ExecutionException | TimeoutException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private Map<String, Progress> ask() throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> groups =
                admin.listGroups().all().get(PATIENCE_MS, TimeUnit.MILLISECONDS).stream()
                        .map(GroupListing::groupId)
                        .filter(group -> services.stream().anyMatch(group::startsWith))
                        .collect(Collectors.toMap(group -> group, _ -> new ListConsumerGroupOffsetsSpec()));
        if (groups.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                admin.listConsumerGroupOffsets(groups).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        Map<TopicPartition, OffsetSpec> wanted = committed.values().stream()
                .flatMap(partitions -> partitions.keySet().stream())
                .distinct()
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        var ends = admin.listOffsets(wanted).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        Map<String, Progress> progress = new HashMap<>();
        committed.forEach((group, partitions) -> services.stream()
                .filter(group::startsWith)
                .forEach(service -> partitions.forEach((partition, offset) -> {
                    var end = ends.get(partition);
                    if (offset != null && end != null) {
                        progress.merge(
                                service,
                                new Progress(Math.min(offset.offset(), end.offset()), end.offset()),
                                Progress::plus);
                    }
                })));
        return progress;
    }

    @Override
    public void close() {
        admin.close();
    }
}
