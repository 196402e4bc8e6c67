package dev.handover.ticket.store;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.StoredEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stored events without what people wrote and who they are: every text is emptied, whatever it is for, so that one that
 * an event gets later is not forgotten here. Ids, times, numbers and what comes from a fixed set of words stay, and with
 * them the event's meaning for the stream.
 */
public final class ErasedForm {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ErasedForm() {}

    /**
     * The payload in its erased form; it loads as the whole one does.
     *
     * @param name the event's stored name
     */
    public static byte[] of(String name, byte[] payload) {
        Class<? extends StoredEvent> record = StoredEventTypes.record(name);
        if (record == null) {
            throw new IllegalArgumentException("no stored event: " + name);
        }
        ObjectNode event = (ObjectNode) JSON.readTree(payload);
        erase(event, record);
        return JSON.writeValueAsBytes(event);
    }

    /** The payload without who these customers are, if it names one; all else stays. */
    public static byte[] without(String name, byte[] payload, Predicate<Actor> customers) {
        Class<? extends StoredEvent> record = StoredEventTypes.record(name);
        if (record == null) {
            throw new IllegalArgumentException("no stored event: " + name);
        }
        ObjectNode event = (ObjectNode) JSON.readTree(payload);
        boolean named = false;
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getType() == Actor.class
                    && event.get(component.getName()) instanceof ObjectNode actor
                    && customers.test(JSON.treeToValue(actor, Actor.class))) {
                erase(actor);
                named = true;
            }
        }
        return named ? JSON.writeValueAsBytes(event) : payload;
    }

    private static void erase(ObjectNode node, Class<?> record) {
        Map<String, RecordComponent> components = Arrays.stream(record.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, component -> component));
        for (String name : node.propertyNames().stream().toList()) {
            RecordComponent component = components.get(name);
            if (component == null) {
                node.remove(name); // of an older revision
            } else {
                erase(node, name, component);
            }
        }
    }

    private static void erase(ObjectNode node, String name, RecordComponent component) {
        Class<?> type = component.getType();
        JsonNode value = node.get(name);
        if (type == Actor.class && value instanceof ObjectNode actor) {
            erase(actor);
        } else if (type == String.class) {
            if (nullable(component)) {
                node.remove(name);
            } else {
                node.put(name, "");
            }
        } else if (Map.class.isAssignableFrom(type)) {
            node.putObject(name);
        } else if (Collection.class.isAssignableFrom(type)) {
            if (!isPlain(element(component.getGenericType()))) {
                node.putArray(name);
            }
        } else if (!isPlain(type)) {
            if (type.isRecord() && value instanceof ObjectNode inner) {
                erase(inner, type);
            } else if (nullable(component)) {
                node.remove(name);
            } else {
                throw new IllegalStateException("no erased form of " + component);
            }
        }
    }

    /** Customers are known by ids of theirs, and by nothing else any more; those of the team keep their ids. */
    private static void erase(ObjectNode actor) {
        actor.remove("name");
        actor.remove("address");
        if (Actor.Kind.CUSTOMER.name().equals(actor.path("kind").asString(""))) {
            actor.remove("id");
        }
    }

    private static boolean nullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Class<?> element(Type collection) {
        return collection instanceof ParameterizedType of && of.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : Object.class;
    }

    /** An id, a time, a number or a word of a fixed set: nothing that people write. */
    private static boolean isPlain(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || Number.class.isAssignableFrom(type)
                || type == Boolean.class
                || type == Instant.class
                || isId(type);
    }

    private static boolean isId(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getPackage().equals(StoredEvent.class.getPackage());
    }
}
