package dev.handover.query.projection;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.kafka.UnreadableRecordException;
import dev.handover.ticket.contract.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the journal, as the projection needs it.
 *
 * @param sequence its place in the stream, dense from 1
 * @param partition the partition it came from: counts are kept by it
 * @param json the event as it was published
 * @param event empty for a type that is not known here: it only moves the stream's version
 */
record Entry(
        StreamKey stream,
        long sequence,
        int partition,
        @Nullable Instant time,
        String type,
        String json,
        Optional<JournalEvent> event) {
    private static final EventCodec<JournalEvent> CODEC = new EventCodec<>(JournalEvent.TYPES);

    /** Reads a record; throws where it is no event at all. */
    static Entry of(ConsumerRecord<String, byte[]> record) {
        Optional<Published<JournalEvent>> published = CODEC.decode(record);
        String json = record.value() == null ? "{}" : new String(record.value(), StandardCharsets.UTF_8);
        String type = required(record, "ce_type");
        if (published.isEmpty()) {
            return new Entry(stream(record), sequence(record), record.partition(), null, type, json, Optional.empty());
        }
        var envelope = published.get().envelope();
        return new Entry(
                new StreamKey(envelope.workspace(), envelope.subject()),
                envelope.sequence(),
                record.partition(),
                envelope.time(),
                type,
                json,
                Optional.of(published.get().event()));
    }

    /** The stream of a record, from its headers alone. */
    static StreamKey stream(ConsumerRecord<String, byte[]> record) {
        return new StreamKey(required(record, "ce_workspace"), required(record, "ce_subject"));
    }

    /** The sequence of a record, from its headers alone. */
    static long sequence(ConsumerRecord<String, byte[]> record) {
        try {
            return Long.parseLong(required(record, "ce_sequence"));
        } catch (NumberFormatException e) {
            throw new UnreadableRecordException("ce_sequence is no number", e);
        }
    }

    private static String required(ConsumerRecord<String, byte[]> record, String header) {
        String value = EventCodec.header(record, header);
        if (value == null) {
            throw new UnreadableRecordException(header + " is missing", null);
        }
        return value;
    }

    /** When it was recorded; of an event that is known. */
    Instant when() {
        return Objects.requireNonNull(time, "an event has a time");
    }

    String workspace() {
        return stream.workspace();
    }
}
