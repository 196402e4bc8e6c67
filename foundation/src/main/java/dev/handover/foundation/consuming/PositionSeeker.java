package dev.handover.foundation.consuming;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Begins each partition where the database says, not where Kafka remembers: after a restored database the records since
 * then come again; after a topic made anew its beginning does.
 */
final class PositionSeeker implements ConsumerAwareRebalanceListener {
    private static final Logger log = LoggerFactory.getLogger(PositionSeeker.class);
    private final String name;
    private final Positions positions;
    private final Map<TopicPartition, Long> reached;

    /** @param reached how far this instance has come in each partition; set for those that it seeks in */
    PositionSeeker(String name, Positions positions, Map<TopicPartition, Long> reached) {
        this.reached = reached;
        this.name = name;
        this.positions = positions;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            OptionalLong stored = positions.next(name, partition.topic(), partition.partition());
            long next = stored.orElse(begin);
            if (next > end) {
                log.atWarn()
                        .addKeyValue("consumer", name)
                        .addKeyValue("partition", partition)
                        .addKeyValue("stored", next)
                        .addKeyValue("end", end)
                        .log("the topic ends before the stored position: it was made anew, reading from its beginning");
                next = begin;
            }
            if (next < begin) {
                log.atError()
                        .addKeyValue("consumer", name)
                        .addKeyValue("partition", partition)
                        .addKeyValue("stored", next)
                        .addKeyValue("begin", begin)
                        .log("records were removed from the topic before they were taken in; going on behind them");
                next = begin;
            }
            if (stored.isEmpty() || stored.getAsLong() != next) {
                positions.set(name, partition.topic(), partition.partition(), next);
            }
            reached.put(partition, next);
            consumer.seek(partition, next);
        }
    }

    /** Begins again where a topic was made anew while it was read: its records then start before those that were had. */
    boolean madeAnew(Consumer<?, ?> consumer, TopicPartition partition, long offset) {
        Long had = reached.get(partition);
        if (had == null || offset >= had) {
            return false;
        }
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, had);
        if (end >= had) {
            return false;
        }
        onPartitionsAssigned(consumer, List.of(partition));
        return true;
    }
}
