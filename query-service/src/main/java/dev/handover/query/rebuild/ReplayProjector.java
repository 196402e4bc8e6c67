package dev.handover.query.rebuild;

import dev.handover.foundation.consuming.Consumption;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.query.generation.Generation;
import dev.handover.query.projection.JournalProjector;
import dev.handover.query.projection.Projecting;
import dev.handover.ticket.contract.TicketTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Folds a replay into a new generation, and notes where each partition of it begins and ends. */
final class ReplayProjector implements Consumption {
    private final Generation generation;
    private final JournalProjector projector;
    private final Projecting projecting;
    private final JdbcClient jdbc;

    ReplayProjector(Generation generation, JournalProjector projector, Projecting projecting, JdbcClient jdbc) {
        this.generation = generation;
        this.projector = projector;
        this.projecting = projecting;
        this.jdbc = jdbc;
    }

    /** What a replay's first record says: where to go on in the journal, by partition. */
    record Started(@Nullable Map<Integer, Long> journalOffsets) {}

    @Override
    public void handle(List<ConsumerRecord<String, byte[]>> records) {
        List<ConsumerRecord<String, byte[]>> events = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            String type = EventCodec.type(record);
            if (TicketTopics.REPLAY_STARTED.equals(type)) {
                started(record);
            } else if (TicketTopics.REPLAY_ENDED.equals(type)) {
                ended(record);
            } else {
                events.add(record);
            }
        }
        if (!events.isEmpty()) {
            projector.handle(events);
        }
    }

    @Override
    public boolean acrossPartitions() {
        return true;
    }

    private void started(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return;
        }
        Started started = EventJson.MAPPER.readValue(record.value(), Started.class);
        if (started.journalOffsets() != null) {
            jdbc.sql("update replay_partition set journal_offsets = ? where generation = ? and partition = ?")
                    .params(
                            EventJson.MAPPER.writeValueAsString(started.journalOffsets()),
                            generation.number(),
                            record.partition())
                    .update();
        }
    }

    private void ended(ConsumerRecord<String, byte[]> record) {
        jdbc.sql("update replay_partition set ended = true where generation = ? and partition = ?")
                .params(generation.number(), record.partition())
                .update();
    }

    @Override
    public void discarded(ConsumerRecord<String, byte[]> record) {
        projecting.begin();
        projector.discarded(record);
    }
}
