package dev.handover.ticket.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.contract.TicketEvent.Subject;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.store.LogicalNameSerializer;
import dev.handover.ticket.store.StoredEventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What of the texts of a ticket's events downstream services are told: of notes, nothing. */
class PublicEventsTest {
    private static final LogicalNameSerializer SERIALIZER = LogicalNameSerializer.create();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String WORD = "private";

    private static final Pattern ID = Pattern.compile(".*(Id|/id|Of|/into|/from|/source|/conversations/0|/messages/0)");

    /** What is written by people or their machines, and is for downstream services too; ids apart, and the subject. */
    private static final Map<String, Set<String>> TOLD = Map.of(
            "ticket.opened", Set.of("/channel", "/status", "/tags/0"),
            "ticket.message_added", Set.of("/preview"),
            "ticket.status_changed", Set.of("/fromStatus", "/status"),
            "ticket.tagged", Set.of("/tags/0"),
            "ticket.untagged", Set.of("/tags/0"),
            "ticket.classified", Set.of("/topic", "/intent", "/label", "/subLabel"),
            "ticket.escalated", Set.of("/escalation/trigger"),
            "ticket.assignment_declined", Set.of("/reason"),
            "ticket.external_synced", Set.of("/platform", "/url"));

    @Test
    void noTextIsToldButWhatIsMeantToBe() throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        int tried = 0;
        for (String name : StoredEventTypes.all().keySet()) {
            if (name.startsWith("ticket.")) {
                SerializedType type = SERIALIZER.typeForClass(Objects.requireNonNull(StoredEventTypes.record(name)));
                JsonNode golden = golden(name, type);
                for (String text : texts(golden, "")) {
                    tried++;
                    if (isTold(golden, text, type) && !ID.matcher(text).matches()) {
                        told.computeIfAbsent(name, _ -> new TreeSet<>()).add(text);
                    }
                }
            }
        }
        assertThat(tried).isGreaterThan(100);
        assertThat(told).isEqualTo(TOLD);
    }

    private static JsonNode golden(String name, SerializedType type) throws IOException {
        try (InputStream golden = PublicEventsTest.class.getResourceAsStream(
                "/golden/stored/" + name + ".r" + type.getRevision() + ".json")) {
            return JSON.readTree(Objects.requireNonNull(golden));
        }
    }

    /** Pointers to every text of the event. */
    private static List<String> texts(JsonNode node, String pointer) {
        List<String> texts = new ArrayList<>();
        switch (node) {
            case ObjectNode object ->
                object.properties()
                        .forEach(each -> texts.addAll(texts(each.getValue(), pointer + "/" + each.getKey())));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    texts.addAll(texts(array.get(i), pointer + "/" + i));
                }
            }
            case JsonNode leaf when leaf.isString() -> texts.add(pointer);
            case JsonNode _ -> {}
        }
        return texts;
    }

    /** Whether another text in that place is in what is published. */
    private static boolean isTold(JsonNode golden, String pointer, SerializedType type) {
        ObjectNode changed = (ObjectNode) golden.deepCopy();
        String parent = pointer.substring(0, pointer.lastIndexOf('/'));
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        switch (changed.at(parent)) {
            case ObjectNode object -> object.put(last, WORD);
            case ArrayNode array ->
                array.set(Integer.parseInt(last), JSON.getNodeFactory().stringNode(WORD));
            case JsonNode other -> throw new AssertionError(other);
        }
        try {
            TicketEvent event = SERIALIZER.deserialize(
                    new SimpleSerializedObject<>(JSON.writeValueAsBytes(changed), byte[].class, type));
            return JSON.writeValueAsString(PublicEvents.of(event, new Subject("t", 1, "")))
                    .contains(WORD);
        } catch (SerializationException e) {
            return false; // a time, or a word of a fixed set
        }
    }
}
