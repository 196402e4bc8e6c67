package dev.handover.ticket.store;

import dev.handover.ticket.domain.StoredEvent;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.node.ObjectNode;

/** Axon's JSON serializer with logical names and revisions in place of Java class names; it reads old revisions too. */
public final class LogicalNameSerializer extends Jackson3Serializer {
    private LogicalNameSerializer(Builder builder) {
        super(builder);
    }

    /** The serializer of the event store. */
    public static LogicalNameSerializer create() {
        return new LogicalNameSerializer(builder().jsonMapperBuilderCustomizer(StoredJson::customise));
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as the overridden method declares it
    public SerializedType typeForClass(Class type) {
        String name = StoredEventTypes.name(type);
        return name == null ? super.typeForClass(type) : current(name);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        Class<? extends StoredEvent> record = StoredEventTypes.record(type.getName());
        if (record != null) {
            return Upcasters.reads(type.getName(), type.getRevision()) ? record : UnknownSerializedType.class;
        }
        return super.classForType(type);
    }

    @Override
    public <S, T> T deserialize(SerializedObject<S> stored) {
        String name = stored.getType().getName();
        String revision = stored.getType().getRevision();
        if (StoredEventTypes.record(name) == null
                || !Upcasters.reads(name, revision)
                || Integer.parseInt(revision) == Upcasters.revision(name)) {
            return super.deserialize(stored);
        }
        byte[] json = getConverter().convert(stored.getData(), stored.getContentType(), byte[].class);
        ObjectNode event = (ObjectNode) getObjectMapper().readTree(json);
        Upcasters.raise(name, Integer.parseInt(revision), event);
        return super.deserialize(
                new SimpleSerializedObject<>(getObjectMapper().writeValueAsBytes(event), byte[].class, current(name)));
    }

    private static SerializedType current(String name) {
        return new SimpleSerializedType(name, Integer.toString(Upcasters.revision(name)));
    }
}
