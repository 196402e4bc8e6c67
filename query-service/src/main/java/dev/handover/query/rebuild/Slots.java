package dev.handover.query.rebuild;

import dev.handover.query.generation.Generation;
import dev.handover.query.projection.Projecting;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is done with a generation's tables as a whole; every call is made inside a transaction. */
@Component
class Slots {
    private static final List<String> TABLES = List.of(
            "stream_version",
            "ticket",
            "ticket_opening",
            "ticket_conversation",
            "ticket_relation",
            "erased_ticket",
            "ticket_count",
            "timeline_item",
            "mention",
            "note_edit",
            "ticket_record",
            "ticket_external",
            "message",
            "conversation",
            "conversation_item",
            "conversation_participant",
            "requester",
            "requester_identity",
            "workspace");

    private final JdbcClient jdbc;
    private final Projecting projecting;

    Slots(JdbcClient jdbc, Projecting projecting) {
        this.jdbc = jdbc;
        this.projecting = projecting;
    }

    /** Waits until nobody projects into the generation, and lets nobody begin before this transaction ends. */
    void hold(Generation generation) {
        jdbc.sql("select pg_advisory_xact_lock(" + Projecting.LOCK + ", ?)")
                .params(generation.number())
                .query(row -> {});
    }

    void empty(String slot) {
        jdbc.sql("truncate "
                        + String.join(
                                ", ",
                                TABLES.stream().map(table -> slot + "." + table).toList()))
                .update();
    }

    /** Streams of parked keys that the new generation shows older than the old one. */
    long behind(Generation old, Generation next) {
        projecting.begin();
        return jdbc.sql("""
                        select count(*) from %s.stream_version o
                        left join %s.stream_version n on n.workspace = o.workspace and n.stream_id = o.stream_id
                        where o.stream_id in (select record_key from parked_key where consumer = ?)
                          and coalesce(n.version, 0) < o.version
                        """.formatted(old.slot(), next.slot()))
                .params(next.consumer())
                .query(Long.class)
                .single();
    }

    /** Tickets that the two show differently at the same version; of which message a preview is, older rows don't know. */
    long differences(Generation old, Generation next) {
        projecting.begin();
        return jdbc.sql("""
                        select count(*) from %s.ticket o
                        join %s.ticket n on n.workspace = o.workspace and n.ticket_id = o.ticket_id
                        where n.version = o.version and row(o.*) is distinct from row(n.*)
                          and to_jsonb(o) - 'preview_of' <> to_jsonb(n) - 'preview_of'
                        """.formatted(old.slot(), next.slot()))
                .query(Long.class)
                .single();
    }

    /** Records that the new generation's consumer has still to read until it is where the old one's is. */
    long toRead(Generation old, Generation next, String topic) {
        return jdbc.sql("""
                        select coalesce(sum(greatest(o.next_offset - coalesce(n.next_offset, 0), 0)), 0)
                        from consumer_position o
                        left join consumer_position n
                          on n.consumer = ? and n.topic = o.topic and n.partition = o.partition
                        where o.consumer = ? and o.topic = ?
                        """)
                .params(next.consumer(), old.consumer(), topic)
                .query(Long.class)
                .single();
    }

    /** How many records a generation's consumer has passed, all partitions taken together. */
    long position(Generation generation, String topic) {
        return jdbc.sql("select coalesce(sum(next_offset), 0) from consumer_position where consumer = ? and topic = ?")
                .params(generation.consumer(), topic)
                .query(Long.class)
                .single();
    }

    /** Forgets the parked keys of a generation's consumer: they were of its tables only. */
    void forgetParked(Generation generation) {
        jdbc.sql("delete from parked_key where consumer = ?")
                .params(generation.consumer())
                .update();
    }

    /** Forgets all that a generation's consumer left, once it runs nowhere any more. */
    void forgetConsumer(Generation generation) {
        forgetParked(generation);
        jdbc.sql("delete from consumer_position where consumer = ?")
                .params(generation.consumer())
                .update();
    }
}
