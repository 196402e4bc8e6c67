package dev.handover.foundation.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type names of one published family of events and their records; the one place where a name on the wire and a
 * record meet.
 *
 * @param <E> the sealed family
 */
public final class EventTypes<E> {
    private final String source;
    private final Map<String, Class<? extends E>> byName = new LinkedHashMap<>();
    private final Map<Class<? extends E>, String> names = new LinkedHashMap<>();

    private EventTypes(String source) {
        this.source = source;
    }

    /** One type of a family. */
    public record Type<E>(String name, Class<E> record) {}

    /** A type name, such as {@code dev.handover.ticket.opened.v1}, and its record. */
    public static <T> Type<T> type(String name, Class<T> record) {
        return new Type<>(name, record);
    }

    /** The whole table of a sealed family; every record of the family must be there, once. */
    @SafeVarargs
    public static <E> EventTypes<E> of(Class<E> family, String source, Type<? extends E>... types) {
        EventTypes<E> table = new EventTypes<>(source);
        for (Type<? extends E> type : types) {
            if (table.byName.put(type.name(), type.record()) != null
                    || table.names.put(type.record(), type.name()) != null) {
                throw new IllegalStateException("twice in the table: " + type);
            }
        }
        table.requireAll(family);
        return table;
    }

    private void requireAll(Class<?> family) {
        for (Class<?> member : family.getPermittedSubclasses()) {
            if (member.isSealed()) {
                requireAll(member);
            } else if (!names.containsKey(member)) {
                throw new IllegalStateException("not in the table: " + member);
            }
        }
    }

    /** The {@code ce_source} of the family's records. */
    public String source() {
        return source;
    }

    /** Names and records, in the order of the table. */
    public Map<String, Class<? extends E>> all() {
        return Map.copyOf(byName);
    }

    /** The name of an event's type. */
    public String name(E event) {
        String name = names.get(event.getClass());
        if (name == null) {
            throw new IllegalArgumentException("no type of this family: " + event.getClass());
        }
        return name;
    }

    /** The record of that name, or null where the family has none. */
    public @Nullable Class<? extends E> record(String name) {
        return byName.get(name);
    }
}
