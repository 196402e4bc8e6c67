package dev.handover.ticket.store;

import dev.handover.ticket.domain.StoredEvent;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/** Axon's JSON serializer with logical names and revisions in place of Java class names. */
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
        return name == null ? super.typeForClass(type) : new SimpleSerializedType(name, StoredEventTypes.REVISION);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        Class<? extends StoredEvent> record = StoredEventTypes.record(type.getName());
        if (record != null) {
            return StoredEventTypes.REVISION.equals(type.getRevision()) ? record : UnknownSerializedType.class;
        }
        return super.classForType(type);
    }
}
