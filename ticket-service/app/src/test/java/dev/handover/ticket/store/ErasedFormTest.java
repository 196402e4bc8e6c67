package dev.handover.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.handover.ticket.domain.StoredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every revision of every event that can be erased, in its erased form. */
class ErasedFormTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/stored");
    private static final Pattern FILE = Pattern.compile("([a-z_.]+)[.]r(\\d+)[.]json");

    /** Members that hold an id, a time, or a word of a fixed set. */
    private static final Pattern STRUCTURAL = Pattern.compile(
            "(\\w*[iI]d|id|at|kind|phase|\\w*Phase|cause|source|automatic|state|workspace|by|"
                    + "from|into|result|threadedBy|followUpOf|direction|type|newMentions|messages?|conversations?|mentions|reason|target|\\w*Until|until|\\w*At)");

    private record Golden(String name, String revision, byte[] payload) {
        @Override
        public String toString() {
            return name + " " + revision;
        }
    }

    private static Stream<Golden> all() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files
                    .sorted()
                    .map(ErasedFormTest::golden)
                    .filter(golden -> !golden.name.startsWith("workspace."))
                    .toList()
                    .stream();
        }
    }

    private static Golden golden(Path file) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        try {
            return name.matches()
                    ? new Golden(name.group(1), name.group(2), Files.readAllBytes(file))
                    : fail(file.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thereAreMany() throws IOException {
        assertThat(all().count()).isGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("all")
    void loadsAndSaysNothingThatPeopleWrote(Golden golden) {
        byte[] erased = ErasedForm.of(golden.name, golden.payload);
        StoredEvent event = LogicalNameSerializer.create()
                .deserialize(new SimpleSerializedObject<>(erased, byte[].class, golden.name, golden.revision));
        assertThat(event).isInstanceOf(StoredEventTypes.record(golden.name));
        List<String> texts = new ArrayList<>();
        collect("", JsonMapper.shared().readTree(erased), texts);
        assertThat(texts).as(new String(erased, StandardCharsets.UTF_8)).isEmpty();
        assertThat(ErasedForm.of(golden.name, erased)).isEqualTo(erased);
    }

    private static final Set<String> OF_PEOPLE = Set.of("Carla", "carla@customer.test", "Amelie", "amelie@acme.test");

    private static void collect(String name, JsonNode node, List<String> texts) {
        if (node.isObject()) {
            node.properties().forEach(member -> collect(member.getKey(), member.getValue(), texts));
        } else if (node.isArray()) {
            node.forEach(element -> collect(name, element, texts));
        } else if (node.isString() && !node.asString().isEmpty()) {
            String text = node.asString();
            if (!STRUCTURAL.matcher(name).matches() || OF_PEOPLE.contains(text) || text.contains(" ")) {
                texts.add(name + ": " + text);
            }
        }
    }
}
