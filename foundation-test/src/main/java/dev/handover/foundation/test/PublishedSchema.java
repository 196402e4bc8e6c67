package dev.handover.foundation.test;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas (draft 2020-12) of published records: a component is a property, required unless it is
 * {@code @Nullable}; further properties are allowed, since writers may add.
 */
public final class PublishedSchema {
    private static final JsonMapper JSON = JsonMapper.shared();

    private PublishedSchema() {}

    /** The schema of a type by its name on the wire. */
    public static ObjectNode of(String name, Class<?> record) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:handover:schema:" + name);
        schema.put("title", record.getSimpleName());
        schema.setAll(object(record));
        return schema;
    }

    private static ObjectNode object(Class<?> record) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.createArrayNode();
        for (RecordComponent component : record.getRecordComponents()) {
            properties.set(component.getName(), value(component.getAnnotatedType()));
            if (!nullable(component)) {
                required.add(component.getName());
            }
        }
        schema.set("required", required);
        return schema;
    }

    static boolean nullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode value(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType list
                && ((ParameterizedType) list.getType()).getRawType() == List.class) {
            ObjectNode schema = JSON.createObjectNode();
            schema.put("type", "array");
            schema.set("items", value(list.getAnnotatedActualTypeArguments()[0]));
            return schema;
        }
        return value(type.getType());
    }

    private static ObjectNode value(Type type) {
        if (type == String.class) {
            return simple("string", null);
        }
        if (type == int.class || type == Integer.class) {
            return simple("integer", "int32");
        }
        if (type == long.class || type == Long.class) {
            return simple("integer", "int64");
        }
        if (type == boolean.class || type == Boolean.class) {
            return simple("boolean", null);
        }
        if (type == Instant.class) {
            return simple("string", "date-time");
        }
        if (type instanceof Class<?> named && named.isEnum()) {
            ObjectNode schema = simple("string", null);
            ArrayNode values = schema.putArray("enum");
            for (Object constant : named.getEnumConstants()) {
                values.add(((Enum<?>) constant).name());
            }
            return schema;
        }
        if (type instanceof Class<?> named && named.isRecord()) {
            return object(named);
        }
        throw new IllegalArgumentException("a published record may not carry a " + type);
    }

    private static ObjectNode simple(String type, @Nullable String format) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("type", type);
        if (format != null) {
            schema.put("format", format);
        }
        return schema;
    }
}
