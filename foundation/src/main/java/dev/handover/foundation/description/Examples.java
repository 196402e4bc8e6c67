package dev.handover.foundation.description;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Adds to each call of the description what a service has in {@code api-examples.json}: a request, an answer. */
final class Examples implements GlobalOpenApiCustomizer {
    private static final ClassPathResource FILE = new ClassPathResource("api-examples.json");
    private final Map<String, Example> examples;

    /** Of one call; the method and the path name it. */
    private record Example(
            @Nullable Object request, @Nullable Object response) {}

    Examples() {
        this.examples = FILE.exists() ? read() : Map.of();
    }

    private static Map<String, Example> read() {
        try (InputStream file = FILE.getInputStream()) {
            return JsonMapper.shared().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void customise(OpenAPI description) {
        description
                .getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    Example example = examples.get(method + " " + path);
                    if (example != null) {
                        add(example, operation);
                    }
                }));
    }

    private static void add(Example example, Operation operation) {
        if (operation.getRequestBody() != null) {
            set(operation.getRequestBody().getContent(), example.request());
        }
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2")) {
                set(response.getContent(), example.response());
            }
        });
    }

    private static void set(@Nullable Content content, @Nullable Object example) {
        if (content != null && example != null) {
            content.values().forEach(media -> media.setExample(example));
        }
    }
}
