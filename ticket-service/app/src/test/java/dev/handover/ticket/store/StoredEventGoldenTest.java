package dev.handover.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handover.ticket.domain.StoredEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Events as they were once stored: each file loads for ever, and is never edited. */
class StoredEventGoldenTest {
    private final LogicalNameSerializer serializer = LogicalNameSerializer.create();

    static Stream<String> names() {
        return StoredEventTypes.all().keySet().stream().sorted();
    }

    private static Stream<Class<?>> leaves(Class<?> family) {
        return family.isSealed()
                ? Stream.of(family.getPermittedSubclasses()).flatMap(StoredEventGoldenTest::leaves)
                : Stream.of(family);
    }

    @Test
    void everyStoredEventHasOneName() {
        assertThat(StoredEventTypes.all().values())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(15)
                .containsExactlyInAnyOrderElementsOf(leaves(StoredEvent.class)
                        .<Class<? extends StoredEvent>>map(type -> type.asSubclass(StoredEvent.class))
                        .toList());
        assertThat(StoredEventTypes.all().keySet()).allMatch(name -> name.matches("[a-z]+[.][a-z_]+"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void loadsAndIsWrittenTheSame(String name) throws IOException, ReflectiveOperationException {
        byte[] golden = golden(name);
        StoredEvent event = serializer.deserialize(
                new SimpleSerializedObject<>(golden, byte[].class, name, StoredEventTypes.REVISION));
        assertThat(event).isInstanceOf(StoredEventTypes.record(name));
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            assertThat(component.getAccessor().invoke(event))
                    .as("the file shows " + component.getName())
                    .isNotNull();
        }
        SerializedObject<byte[]> again = serializer.serialize(event, byte[].class);
        assertThat(again.getType().getName()).isEqualTo(name);
        assertThat(again.getType().getRevision()).isEqualTo("1");
        assertThat(JsonMapper.shared().readTree(again.getData()))
                .isEqualTo(JsonMapper.shared().readTree(golden));
    }

    @Test
    void unknownRevisionsAreNotReadAsThisOne() {
        Object read = serializer.deserialize(new SimpleSerializedObject<>(
                "{}".getBytes(StandardCharsets.UTF_8), byte[].class, "ticket.unassigned", "2"));
        assertThat(read).isNotInstanceOf(StoredEvent.class);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream file =
                StoredEventGoldenTest.class.getResourceAsStream("/golden/stored/" + name + ".r1.json")) {
            return file == null ? fail("no golden file for " + name + " revision 1") : file.readAllBytes();
        }
    }
}
