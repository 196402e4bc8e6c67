package dev.handover.foundation.consuming;

import dev.handover.foundation.kafka.EventCodec;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The keys that are parked, each with the record that failed and those that wait behind it. */
public final class ParkedKeys {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    ParkedKeys(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A parked key, as the operations endpoint shows it. */
    public record ParkedKey(
            long id,
            String consumer,
            String topic,
            String key,
            String reason,
            boolean gap,
            int waiting,
            int attempts,
            Instant parkedAt) {}

    /** A record that waits, with its row. */
    record Waiting(long id, ConsumerRecord<String, byte[]> record) {}

    List<ParkedKey> list() {
        return jdbc.sql("""
                        select p.id, p.consumer, p.topic, p.record_key, p.reason, p.gap, p.attempts, p.parked_at,
                               (select count(*) from parked_record r where r.parked_key_id = p.id) as waiting
                        from parked_key p order by p.id limit 1000
                        """).query(ParkedKeys::key).list();
    }

    Optional<ParkedKey> lock(long id) {
        return jdbc.sql("""
                        select id, consumer, topic, record_key, reason, gap, attempts, parked_at, 0 as waiting
                        from parked_key where id = ? for update
                        """).params(id).query(ParkedKeys::key).optional();
    }

    /** Those of the keys that are parked, with their row's id; their rows stay locked for this transaction. */
    Map<String, Long> among(String consumer, String topic, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> parked = new LinkedHashMap<>();
        jdbc.sql("""
                        select id, record_key from parked_key
                        where consumer = ? and topic = ? and record_key = any(?) order by id for update
                        """).params(consumer, topic, keys.toArray(String[]::new)).query(row -> {
            parked.put(row.getString("record_key"), row.getLong("id"));
        });
        return parked;
    }

    long park(String consumer, ConsumerRecord<String, byte[]> record, String key, String reason, boolean gap) {
        long id = jdbc.sql("""
                        insert into parked_key (consumer, topic, record_key, reason, gap, attempts, parked_at)
                        values (?, ?, ?, ?, ?, 1, now()) returning id
                        """)
                .params(consumer, record.topic(), key, storable(reason), gap)
                .query(Long.class)
                .single();
        append(id, record);
        return id;
    }

    void append(long parkedKeyId, ConsumerRecord<String, byte[]> record) {
        jdbc.sql("""
                        insert into parked_record
                          (parked_key_id, partition, record_offset, record_time, sequence, headers, value)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?) on conflict do nothing
                        """)
                .params(
                        parkedKeyId,
                        record.partition(),
                        record.offset(),
                        record.timestamp(),
                        sequence(record),
                        json.writeValueAsString(headers(record)),
                        record.value())
                .update();
    }

    private static long sequence(ConsumerRecord<String, byte[]> record) {
        String sequence = EventCodec.header(record, "ce_sequence");
        return sequence != null && sequence.matches("[0-9]{1,18}") ? Long.parseLong(sequence) : 0;
    }

    Optional<Waiting> first(ParkedKey key) {
        return jdbc.sql("select * from parked_record where parked_key_id = ? order by sequence, record_offset limit 1")
                .params(key.id())
                .query((row, n) -> new Waiting(row.getLong("id"), record(key, row)))
                .optional();
    }

    void remove(Waiting waiting) {
        jdbc.sql("delete from parked_record where id = ?").params(waiting.id()).update();
    }

    void release(ParkedKey key) {
        jdbc.sql("delete from parked_key where id = ?").params(key.id()).update();
    }

    void failedAgain(ParkedKey key, String reason, boolean gap) {
        jdbc.sql("update parked_key set attempts = attempts + 1, reason = ?, gap = ? where id = ?")
                .params(storable(reason), gap, key.id())
                .update();
    }

    /** How many keys of a consumer are parked. */
    public long count(String consumer) {
        return jdbc.sql("select count(*) from parked_key where consumer = ?")
                .params(consumer)
                .query(Long.class)
                .single();
    }

    Set<Long> gaps(String consumer) {
        return new HashSet<>(jdbc.sql("select id from parked_key where consumer = ? and gap")
                .params(consumer)
                .query(Long.class)
                .list());
    }

    private static ParkedKey key(ResultSet row, int n) throws SQLException {
        return new ParkedKey(
                row.getLong("id"),
                row.getString("consumer"),
                row.getString("topic"),
                row.getString("record_key"),
                row.getString("reason"),
                row.getBoolean("gap"),
                row.getInt("waiting"),
                row.getInt("attempts"),
                row.getTimestamp("parked_at").toInstant());
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                String text = new String(header.value(), StandardCharsets.UTF_8);
                headers.put(storable(header.key()), storable(text));
            }
        }
        return headers;
    }

    /** The text without U+0000, which PostgreSQL does not take. */
    static String storable(String text) {
        return text.indexOf(0) < 0 ? text : text.replace("\0", "");
    }

    private ConsumerRecord<String, byte[]> record(ParkedKey key, ResultSet row) throws SQLException {
        RecordHeaders headers = new RecordHeaders();
        json.readValue(row.getString("headers"), new TypeReference<Map<String, String>>() {})
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        byte[] value = row.getBytes("value");
        return new ConsumerRecord<>(
                key.topic(),
                row.getInt("partition"),
                row.getLong("record_offset"),
                row.getLong("record_time"),
                TimestampType.CREATE_TIME,
                -1,
                value == null ? -1 : value.length,
                key.key(),
                value,
                headers,
                Optional.empty());
    }
}
