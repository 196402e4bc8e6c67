package dev.handover.foundation.kafka;

import dev.handover.foundation.trace.TraceParent;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Events to Kafka records and back: CloudEvents 1.0 in Kafka's binary mode, the value JSON.
 *
 * @param <E> the family of events of one topic
 */
public final class EventCodec<E> {
    private final EventTypes<E> types;

    public EventCodec(EventTypes<E> types) {
        this.types = types;
    }

    /** The record of an event. */
    public ProducerRecord<String, byte[]> encode(String topic, String key, Envelope envelope, E event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(envelope.id())
                .withSource(URI.create(types.source()))
                .withType(types.name(event))
                .withSubject(envelope.subject())
                .withTime(envelope.time().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withExtension("workspace", envelope.workspace())
                .withExtension("sequence", Long.toString(envelope.sequence()))
                .withData(EventJson.MAPPER.writeValueAsBytes(event));
        if (envelope.causationId() != null) {
            builder.withExtension("causationid", envelope.causationId());
        }
        if (envelope.correlationId() != null) {
            builder.withExtension("correlationid", envelope.correlationId());
        }
        if (envelope.traceparent() != null) {
            builder.withExtension(TraceParent.NAME, envelope.traceparent());
        }
        return KafkaMessageFactory.<String>createWriter(topic, null, key).writeBinary(builder.build());
    }

    /**
     * The event of a record; empty for a type that this family does not know.
     *
     * @throws UnreadableRecordException where it is no event at all
     */
    public Optional<Published<E>> decode(ConsumerRecord<String, byte[]> record) {
        String name = type(record);
        if (name == null) {
            throw new UnreadableRecordException("no ce_type", null);
        }
        Class<? extends E> target = types.record(name);
        if (target == null) {
            return Optional.empty();
        }
        try {
            CloudEvent cloud = KafkaMessageFactory.createReader(record).toEvent();
            CloudEventData data = cloud.getData();
            if (data == null || cloud.getTime() == null || cloud.getSubject() == null) {
                throw new UnreadableRecordException("data, time or subject is missing", null);
            }
            Envelope envelope = new Envelope(
                    cloud.getId(),
                    cloud.getSubject(),
                    required(cloud, "workspace"),
                    Long.parseLong(required(cloud, "sequence")),
                    cloud.getTime().toInstant(),
                    optional(cloud, "causationid"),
                    optional(cloud, "correlationid"),
                    optional(cloud, TraceParent.NAME));
            return Optional.of(new Published<>(envelope, EventJson.MAPPER.readValue(data.toBytes(), target)));
        } catch (CloudEventRWException | JacksonException | IllegalArgumentException | IllegalStateException e) {
            throw new UnreadableRecordException("not readable as " + name, e);
        }
    }

    /** Whether a record is of one of this family's types; cheap, without reading its value. */
    public boolean knows(ConsumerRecord<String, byte[]> record) {
        String name = type(record);
        return name != null && types.record(name) != null;
    }

    /** The type name of a record, or null where it has none. */
    public static @Nullable String type(ConsumerRecord<String, byte[]> record) {
        return header(record, "ce_type");
    }

    /** The text of a header, or null. */
    public static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String required(CloudEvent event, String extension) {
        String value = optional(event, extension);
        if (value == null) {
            throw new UnreadableRecordException("extension " + extension + " is missing", null);
        }
        return value;
    }

    private static @Nullable String optional(CloudEvent event, String extension) {
        Object value = event.getExtension(extension);
        return value == null ? null : value.toString();
    }
}
