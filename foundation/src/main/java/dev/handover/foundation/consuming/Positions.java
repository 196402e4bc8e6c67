package dev.handover.foundation.consuming;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a consumer has come in each partition: a row moved in the transaction of what the records did. */
final class Positions {
    private final JdbcClient jdbc;

    Positions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    OptionalLong next(String consumer, String topic, int partition) {
        return jdbc.sql("select next_offset from consumer_position where consumer = ? and topic = ? and partition = ?")
                .params(consumer, topic, partition)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Locks the partition's row for this transaction and tells the next offset wanted; -1 where there is no row. */
    long lock(String consumer, String topic, int partition) {
        return jdbc.sql("""
                        select next_offset from consumer_position
                        where consumer = ? and topic = ? and partition = ? for update
                        """)
                .params(consumer, topic, partition)
                .query(Long.class)
                .optional()
                .orElse(-1L);
    }

    /** Locks the rows of some partitions, in their order, and tells the next offset wanted of each that has a row. */
    Map<TopicPartition, Long> lock(String consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> next = new HashMap<>();
        jdbc.sql("""
                        select p.topic, p.partition, p.next_offset from unnest(?, ?) w (topic, partition)
                        join consumer_position p on p.topic = w.topic and p.partition = w.partition
                        where p.consumer = ? order by p.topic, p.partition for update of p
                        """).params(topics(partitions), numbers(partitions), consumer).query(row -> {
            next.put(new TopicPartition(row.getString("topic"), row.getInt("partition")), row.getLong("next_offset"));
        });
        return next;
    }

    /** Moves rows that are locked. */
    void set(String consumer, Map<TopicPartition, Long> next) {
        jdbc.sql("""
                        update consumer_position p set next_offset = w.next_offset
                        from unnest(?, ?, ?) w (topic, partition, next_offset)
                        where p.consumer = ? and p.topic = w.topic and p.partition = w.partition
                        """)
                .params(
                        topics(next.keySet()),
                        numbers(next.keySet()),
                        next.values().toArray(Long[]::new),
                        consumer)
                .update();
    }

    private static String[] topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).toArray(String[]::new);
    }

    private static Integer[] numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new);
    }

    void set(String consumer, String topic, int partition, long next) {
        jdbc.sql("""
                        insert into consumer_position (consumer, topic, partition, next_offset) values (?, ?, ?, ?)
                        on conflict (consumer, topic, partition) do update set next_offset = excluded.next_offset
                        """).params(consumer, topic, partition, next).update();
    }
}
