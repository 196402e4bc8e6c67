package dev.handover.foundation.test;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes instances of published records, the same each time. */
final class Sample {
    private final boolean whole;

    /** @param whole whether components that may be absent are there */
    Sample(boolean whole) {
        this.whole = whole;
    }

    Object of(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = !whole && PublishedSchema.nullable(components[i])
                    ? null
                    : value(components[i].getName(), components[i].getGenericType());
        }
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(String name, Type type) {
        if (type instanceof ParameterizedType list) {
            return List.of(value(name, list.getActualTypeArguments()[0]));
        }
        if (type == String.class) {
            return text(name);
        }
        if (type == int.class || type == Integer.class) {
            return 3;
        }
        if (type == long.class || type == Long.class) {
            return 7L;
        }
        if (type == boolean.class || type == Boolean.class) {
            return true;
        }
        if (type == Instant.class) {
            return Instant.parse("2026-01-02T03:04:05.678Z");
        }
        Class<?> named = (Class<?>) type;
        return named.isEnum() ? named.getEnumConstants()[0] : of(named);
    }

    private static String text(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("id") || lower.endsWith("id")) {
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        }
        if (lower.contains("email") || lower.contains("address") || lower.equals("recipients")) {
            return "carla@customer.test";
        }
        return switch (name) {
            case "channel" -> "email";
            case "subject" -> "Grüße aus Köln";
            case "text", "preview", "description" -> "Where is my order?";
            case "html" -> "<p>Where is my order?</p>";
            case "name", "toName", "requesterName", "senderName", "displayName" -> "Carla Köhler";
            case "source" -> "email";
            case "status", "fromStatus" -> "open";
            case "tags" -> "vip";
            case "role" -> "operator";
            case "method" -> "balanced";
            case "automatic" -> "NONE";
            case "kind" -> "REPLY";
            case "state" -> "sent";
            case "cause" -> "customer_message";
            case "contentType" -> "text/plain";
            case "mentions", "handle" -> "amelie";
            case "teams" -> "support";
            case "references", "inReplyTo" -> "<first@customer.test>";
            default -> name;
        };
    }
}
