package dev.handover.foundation.description;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;
import org.springframework.web.method.HandlerMethod;

/** Tells in each service's description who may call, what a refusal looks like, and calls by names that stay. */
@Configuration(proxyBeanMethods = false)
public class DescriptionConfiguration {
    private static final String PROBLEM = "Problem";
    private static final String BEARER = "bearer";

    /** Ids after controller and method: without this, a new controller could rename the calls of another one. */
    @Bean
    GlobalOperationCustomizer operationIds() {
        return (operation, handler) -> operation.operationId(id(handler));
    }

    private static String id(HandlerMethod handler) {
        String controller = handler.getBeanType().getSimpleName().replaceFirst("Controller$", "");
        return StringUtils.uncapitalize(controller)
                + StringUtils.capitalize(handler.getMethod().getName());
    }

    @Bean
    GlobalOpenApiCustomizer examples() {
        return new Examples();
    }

    @Bean
    Models models() {
        return new Models();
    }

    @Bean
    GlobalOpenApiCustomizer callersAndProblems() {
        return description -> {
            Components components = Objects.requireNonNullElseGet(description.getComponents(), Components::new);
            components.addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                            .type(SecurityScheme.Type.HTTP)
                            .scheme("bearer")
                            .bearerFormat("JWT"));
            components.addSchemas(PROBLEM, problem());
            components.addResponses(PROBLEM, refusal());
            description.components(components).security(List.of(new SecurityRequirement().addList(BEARER)));
            operations(description)
                    .forEach(operation -> operation
                            .getResponses()
                            .setDefault(new ApiResponse().$ref("#/components/responses/" + PROBLEM)));
        };
    }

    private static List<Operation> operations(OpenAPI description) {
        return description.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .toList();
    }

    private static ApiResponse refusal() {
        return new ApiResponse()
                .description("Any refusal or fault, as a problem document (RFC 9457); its type says which")
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType().schema(new JsonSchema().$ref("#/components/schemas/" + PROBLEM))));
    }

    private static Schema<?> problem() {
        Schema<?> field = typed("object")
                .addProperty("pointer", text("a JSON pointer into the body, or ?name for a parameter"))
                .addProperty("detail", text("what is wrong with it"));
        return typed("object")
                .addProperty("type", text("urn:handover:problem:<name>; never changes"))
                .addProperty("title", text("the same for every problem of the type"))
                .addProperty("status", typed("integer"))
                .addProperty("detail", text("for people"))
                .addProperty("errors", typed("array").items(field).description("of invalid-request: what to correct"))
                .required(List.of("type", "title", "status"));
    }

    private static Schema<?> text(String description) {
        return typed("string").description(description);
    }

    private static Schema<?> typed(String type) {
        Schema<?> schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }
}
