package dev.handover.foundation.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI description that a service serves, held to the specification's own schemas, to what these can't say
 * (references lead somewhere, ids are unique, a path's parameters are declared), and to what is the rule here: each call
 * tells the problems that it may answer with.
 */
public final class ApiDescription {
    private static final String SPECIFICATION = "https://spec.openapis.org/oas/3.1/";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern IN_PATH = Pattern.compile("\\{([^}]+)}");

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry -> registry.schemas(Map.of(
                            SPECIFICATION + "schema-base/2025-11-23", resource("schema-base.json"),
                            SPECIFICATION + "schema/2025-11-23", resource("schema.json"),
                            SPECIFICATION + "dialect/base", resource("dialect-base.json"),
                            SPECIFICATION + "meta/base", resource("meta-base.json"))))
            .getSchema(SchemaLocation.of(SPECIFICATION + "schema-base/2025-11-23"));

    private ApiDescription() {}

    private static String resource(String name) {
        try (InputStream file = ApiDescription.class.getResourceAsStream("/openapi-3.1/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with everything that is wrong with the description. */
    public static void assertValid(JsonNode description) {
        assertThat(faults(description)).isEmpty();
    }

    /** Fails where a call has no example of what it takes and answers with, or one that its description does not fit. */
    public static void assertExamples(JsonNode description) {
        List<String> faults = new ArrayList<>();
        description
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    String call = method + " " + path;
                    example(description, call + " takes", operation.path("requestBody"), faults);
                    operation.path("responses").forEachEntry((status, response) -> {
                        if (status.startsWith("2")) {
                            example(description, call + " answers", response, faults);
                        }
                    });
                }));
        assertThat(faults).isEmpty();
    }

    private static void example(JsonNode description, String what, JsonNode place, List<String> faults) {
        place.path("content").forEachEntry((type, media) -> {
            JsonNode example = media.path("example");
            if (example.isMissingNode()) {
                faults.add(what + ": no example");
                return;
            }
            ObjectNode whole = JsonMapper.shared().createObjectNode();
            whole.set("components", closed(description.path("components")));
            whole.set("allOf", JsonMapper.shared().createArrayNode().add(media.path("schema")));
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(whole.toString(), InputFormat.JSON)
                    .validate(example.toString(), InputFormat.JSON)
                    .forEach(error -> faults.add(what + ": " + error));
        });
    }

    /** Of schemas that stand by themselves, no member is left out: two of one name would be one schema. */
    private static JsonNode closed(JsonNode components) {
        JsonNode closed = components.deepCopy();
        closed.path("schemas").forEach(schema -> {
            if (schema instanceof ObjectNode object
                    && object.has("properties")
                    && !object.has("allOf")
                    && !object.has("discriminator")) {
                object.put("additionalProperties", false);
            }
        });
        return closed;
    }

    /** What is wrong with a description, each in words. */
    static List<String> faults(JsonNode description) {
        List<String> faults = new ArrayList<>();
        SCHEMA.validate(
                        description.toString(),
                        InputFormat.JSON,
                        run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(error -> faults.add(error.toString()));
        for (JsonNode reference : description.findValues("$ref")) {
            if (description.at(reference.asString().substring(1)).isMissingNode()) {
                faults.add(reference.asString() + " leads nowhere");
            }
        }
        Set<String> ids = new HashSet<>();
        description
                .path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (METHODS.contains(method)) {
                        String call = method + " " + path;
                        if (!ids.add(operation.path("operationId").asString(""))) {
                            faults.add(call + ": its operationId is missing or another call's");
                        }
                        parameters(call, path, operation, faults);
                        problems(description, call, operation, faults);
                    }
                }));
        if (ids.isEmpty()) {
            faults.add("no call is described");
        }
        return faults;
    }

    private static void parameters(String call, String path, JsonNode operation, List<String> faults) {
        Set<String> wanted = IN_PATH.matcher(path)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> declared = operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals("path"))
                .map(parameter -> parameter.path("name").asString(""))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!declared.equals(wanted)) {
            faults.add(call + ": the path has the parameters " + wanted + ", declared are " + declared);
        }
    }

    private static void problems(JsonNode description, String call, JsonNode operation, List<String> faults) {
        JsonNode responses = operation.path("responses");
        if (!responses.has("default")) {
            faults.add(call + ": it does not say what a refusal looks like");
        }
        responses.forEachEntry((status, response) -> {
            String reference = response.path("$ref").asString("");
            JsonNode meant = reference.isEmpty() ? response : description.at(reference.substring(1));
            if (status.matches("[45].*|default") && !meant.path("content").has("application/problem+json")) {
                faults.add(call + ": " + status + " is no problem document");
            }
        });
    }
}
