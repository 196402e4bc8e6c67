package dev.handover.foundation.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.kafka.EventTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every contract module tests of the types it publishes: each has a schema, generated from its record; a golden
 * file, which must load for ever; and nothing that was released is broken. The system property
 * {@code handover.contract=write} writes schemas and golden files that are missing; {@code release} makes the schemas of
 * new types part of what is released, too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContractTests {
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path RELEASED = Path.of("src/test/resources/released/v1");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Class<?> topics;
    private final Map<String, Class<?>> types = new TreeMap<>();

    /**
     * @param topics the class with the topics' names
     * @param families everything the module publishes
     */
    protected ContractTests(Class<?> topics, EventTypes<?>... families) {
        this.topics = topics;
        for (EventTypes<?> family : families) {
            types.putAll(family.all());
        }
    }

    @BeforeAll
    void writeWhenAsked() throws IOException {
        String mode = System.getProperty("handover.contract", "");
        if (!Set.of("write", "release").contains(mode)) {
            return;
        }
        for (Map.Entry<String, Class<?>> type : types.entrySet()) {
            JsonNode schema = PublishedSchema.of(type.getKey(), type.getValue());
            write(SCHEMAS, type.getKey(), schema, true);
            write(GOLDEN, type.getKey(), parsed(new Sample(true).of(type.getValue())), false);
            if (mode.equals("release")) {
                write(RELEASED, type.getKey(), schema, false);
            }
        }
    }

    private static void write(Path folder, String name, JsonNode content, boolean replace) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".json");
        if (replace || !Files.exists(file)) {
            Files.writeString(file, PRETTY.writeValueAsString(content) + "\n");
        }
    }

    private static JsonNode read(Path folder, String name) {
        try {
            return PRETTY.readTree(Files.readString(folder.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(Object event) {
        return EventJson.MAPPER.readTree(EventJson.MAPPER.writeValueAsString(event));
    }

    private static Set<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertValid(String name, JsonNode event) {
        Schema schema = REGISTRY.getSchema(read(SCHEMAS, name));
        assertThat(schema.validate(
                        event, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as(name)
                .isEmpty();
    }

    @Test
    void everyTypeHasASchemaAndAGoldenFileAndNoFileIsLeftOver() {
        assertThat(types).isNotEmpty();
        assertThat(names(SCHEMAS)).isEqualTo(types.keySet());
        assertThat(names(GOLDEN)).isEqualTo(types.keySet());
    }

    @Test
    void everySchemaIsTheOneOfItsRecord() {
        types.forEach((name, record) ->
                assertThat(read(SCHEMAS, name)).as(name).isEqualTo(reread(PublishedSchema.of(name, record))));
    }

    private static JsonNode reread(JsonNode node) {
        return PRETTY.readTree(PRETTY.writeValueAsString(node));
    }

    @Test
    void everyGoldenFileLoadsAndIsWrittenTheSameAgain() {
        types.forEach((name, record) -> {
            JsonNode golden = read(GOLDEN, name);
            Object event = EventJson.MAPPER.treeToValue(golden, record);
            assertThat(parsed(event)).as(name).isEqualTo(golden);
            assertValid(name, golden);
        });
    }

    @Test
    void everyRecordIsWrittenAsItsSchemaSays() {
        types.forEach((name, record) -> {
            JsonNode whole = parsed(new Sample(true).of(record));
            assertValid(name, whole);
            assertThat(whole.propertyNames())
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(
                            read(SCHEMAS, name).get("properties").propertyNames());
            Object least = new Sample(false).of(record);
            assertValid(name, parsed(least));
            assertThat((Object) EventJson.MAPPER.treeToValue(parsed(least), record))
                    .isEqualTo(least);
        });
    }

    @Test
    void nothingReleasedIsBroken() {
        assertThat(names(RELEASED)).isNotEmpty().isSubsetOf(types.keySet());
        names(RELEASED)
                .forEach(name -> assertThat(SchemaCompatibility.breaks(read(RELEASED, name), read(SCHEMAS, name)))
                        .as(name)
                        .isEmpty());
    }

    @Test
    void theDescriptionOfAllTopicsNamesThemAndEveryType() throws IOException, IllegalAccessException {
        Path root = Path.of(System.getProperty("handover.root", "../.."));
        String description = Files.readString(root.resolve("docs/asyncapi.yaml"));
        for (Field field : topics.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                String value = String.valueOf(field.get(null));
                assertThat(description).contains((value.startsWith("handover.") ? "address: " : "name: ") + value);
            }
        }
        Path module = root.toRealPath().relativize(Path.of("").toRealPath());
        for (String name : types.keySet()) {
            assertThat(description)
                    .contains("name: " + name + "\n")
                    .contains("$ref: ../" + module + "/" + SCHEMAS + "/" + name + ".json");
        }
    }
}
