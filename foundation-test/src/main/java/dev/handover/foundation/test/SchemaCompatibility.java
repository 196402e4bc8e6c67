package dev.handover.foundation.test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What of a released schema a changed one breaks, for those who read new events with the old schema and for those who
 * read old events with the new one. Adding a property that is not required breaks nothing, nor does a new enum value.
 */
public final class SchemaCompatibility {
    private SchemaCompatibility() {}

    /** What breaks, each in words with the JSON pointer of the property; empty when nothing does. */
    public static List<String> breaks(JsonNode released, JsonNode current) {
        List<String> breaks = new ArrayList<>();
        compare("", released, current, breaks);
        return breaks;
    }

    private static void compare(String at, JsonNode released, JsonNode current, List<String> breaks) {
        for (String keyword : List.of("type", "format")) {
            if (!text(released, keyword).equals(text(current, keyword))) {
                breaks.add(at + ": its " + keyword + " was " + text(released, keyword) + " and is "
                        + text(current, keyword));
            }
        }
        Set<String> values = texts(released.get("enum"));
        values.removeAll(texts(current.get("enum")));
        values.forEach(value -> breaks.add(at + ": the value " + value + " was removed"));
        Set<String> before = texts(released.get("required"));
        Set<String> now = texts(current.get("required"));
        now.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> breaks.add(at + "/" + name + ": it is required and was not"));
        before.stream()
                .filter(name -> !now.contains(name))
                .forEach(name -> breaks.add(at + "/" + name + ": it was required and is not"));
        if (released.has("properties")) {
            for (Map.Entry<String, JsonNode> property :
                    released.get("properties").properties()) {
                JsonNode same = current.path("properties").get(property.getKey());
                if (same == null) {
                    breaks.add(at + "/" + property.getKey() + ": it was removed");
                } else {
                    compare(at + "/" + property.getKey(), property.getValue(), same, breaks);
                }
            }
        }
        if (released.has("items") && current.has("items")) {
            compare(at + "/*", released.get("items"), current.get("items"), breaks);
        }
    }

    private static String text(JsonNode schema, String keyword) {
        return schema.path(keyword).asString("none");
    }

    private static Set<String> texts(@Nullable JsonNode list) {
        Set<String> texts = new HashSet<>();
        if (list != null) {
            list.forEach(item -> texts.add(item.asString()));
        }
        return texts;
    }
}
