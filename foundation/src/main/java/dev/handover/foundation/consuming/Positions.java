package dev.handover.foundation.consuming;

import java.util.OptionalLong;
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

    void set(String consumer, String topic, int partition, long next) {
        jdbc.sql("""
                        insert into consumer_position (consumer, topic, partition, next_offset) values (?, ?, ?, ?)
                        on conflict (consumer, topic, partition) do update set next_offset = excluded.next_offset
                        """).params(consumer, topic, partition, next).update();
    }
}
