package dev.handover.ticket.publish;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.KafkaSettings;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketEvent;
import dev.handover.ticket.contract.TicketTopics;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.step.Provenance;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/** The Kafka records of a stored event: one in the journal, and one in the public contract if it is a ticket's. */
final class Records {
    private final EventCodec<JournalEvent> journal = new EventCodec<>(JournalEvent.TYPES);
    private final EventCodec<TicketEvent> events = new EventCodec<>(TicketEvent.TYPES);
    private final Serializer serializer;
    private final KafkaSettings settings;

    Records(Serializer serializer, KafkaSettings settings) {
        this.serializer = serializer;
        this.settings = settings;
    }

    /** For the journal and the public topic. */
    List<ProducerRecord<String, byte[]>> live(StoredRow row) {
        StoredEvent event = event(row);
        MetaData meta = meta(row);
        Envelope envelope = envelope(row, meta);
        ProducerRecord<String, byte[]> full =
                journal.encode(settings.topic(TicketTopics.JOURNAL), row.streamId(), envelope, Journal.of(event));
        if (event instanceof dev.handover.ticket.domain.TicketEvent ofTicket) {
            TicketEvent.Subject ticket = new TicketEvent.Subject(
                    row.streamId(),
                    Long.parseLong(String.valueOf(meta.get(Provenance.NUMBER))),
                    String.valueOf(meta.get(Provenance.SUBJECT)));
            return List.of(
                    full,
                    events.encode(
                            settings.topic(TicketTopics.EVENTS),
                            row.streamId(),
                            envelope,
                            PublicEvents.of(ofTicket, ticket)));
        }
        return List.of(full);
    }

    /** For a replay's topic. */
    ProducerRecord<String, byte[]> replayed(String topic, StoredRow row) {
        return journal.encode(topic, row.streamId(), envelope(row, meta(row)), Journal.of(event(row)));
    }

    private StoredEvent event(StoredRow row) {
        Object event = serializer.deserialize(
                new SimpleSerializedObject<>(row.payload(), byte[].class, row.type(), row.revision()));
        if (event instanceof StoredEvent stored) {
            return stored;
        }
        throw new IllegalStateException("no stored event: " + row.type() + " revision " + row.revision());
    }

    private MetaData meta(StoredRow row) {
        return serializer.deserialize(
                new SimpleSerializedObject<>(row.metaData(), byte[].class, MetaData.class.getName(), null));
    }

    private static Envelope envelope(StoredRow row, MetaData meta) {
        return new Envelope(
                row.eventId(),
                row.streamId(),
                String.valueOf(meta.get(Provenance.WORKSPACE)),
                row.sequenceNumber() + 1,
                Instant.parse(row.recordedAt()),
                text(meta, Provenance.CAUSATION),
                text(meta, Provenance.CORRELATION),
                text(meta, Provenance.TRACE));
    }

    private static @Nullable String text(MetaData meta, String name) {
        Object value = meta.get(name);
        return value == null ? null : value.toString();
    }
}
