package dev.handover.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code docs/asyncapi.yaml} is what the specification calls a description, and everything that it refers to exists. */
class AsyncApiTest {
    private static final String DOCUMENT = Repository.read("docs/asyncapi.yaml");
    private static final JsonNode DESCRIPTION = YAMLMapper.shared().readTree(DOCUMENT);
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static List<Error> faults(String document) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Path.of("src/test/resources/asyncapi-3.0/schema.json")));
        return schema.validate(
                document, InputFormat.YAML, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    @Test
    void isValid() throws IOException {
        assertThat(faults(DOCUMENT)).isEmpty();
    }

    @Test
    void wouldNotBeWithAFault() throws IOException {
        assertThat(faults(DOCUMENT.replace("action: send", "action: shout"))).isNotEmpty();
        assertThat(faults(DOCUMENT.replace("partitions: 12", "partitions: many")))
                .isNotEmpty();
        assertThat(faults(DOCUMENT.replace("summary:", "sumary:"))).isNotEmpty();
    }

    private static Set<String> references() {
        Set<String> references = new TreeSet<>();
        DESCRIPTION.findValues("$ref").forEach(reference -> references.add(reference.asString()));
        assertThat(references).hasSizeGreaterThan(60);
        return references;
    }

    @Test
    void everyReferenceInsideItLeadsSomewhere() {
        assertThat(references().stream().filter(reference -> reference.startsWith("#")))
                .allSatisfy(reference -> assertThat(
                                DESCRIPTION.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void everyFileThatItRefersToIsASchema() {
        Schema schemas = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(references().stream().filter(reference -> !reference.startsWith("#")))
                .hasSizeGreaterThan(30)
                .allSatisfy(reference -> assertThat(
                                schemas.validate(Repository.read("docs/" + reference), InputFormat.JSON))
                        .as(reference)
                        .isEmpty());
    }
}
