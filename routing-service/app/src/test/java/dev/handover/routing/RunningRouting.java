package dev.handover.routing;

import dev.handover.foundation.test.RealParts;
import dev.handover.foundation.test.TestIssuer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running instance of the service and its callers. */
final class RunningRouting implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final String url;

    RunningRouting(RealParts.Database database, String topicPrefix) {
        Map<String, Object> settings = new HashMap<>(RealParts.settings(database, topicPrefix));
        settings.put("handover.routing.read-wait", "500ms");
        settings.put("handover.routing.queue-batch", "2");
        context = new SpringApplicationBuilder(RoutingService.class).run(RealParts.arguments(settings));
        url = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** What came back. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String problem() {
            return body.path("type").asString("");
        }
    }

    static String manager(String workspace) {
        return TestIssuer.shared().token(workspace, "sub-boss", "manager");
    }

    static String token(String workspace, String subject, String role) {
        return TestIssuer.shared().token(workspace, subject, role);
    }

    Answer get(@Nullable String token, String path) {
        return call(token, "GET", path, null, Map.of());
    }

    Answer put(@Nullable String token, String path, String body) {
        return call(token, "PUT", path, body, Map.of());
    }

    Answer call(
            @Nullable String token, String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            return new Answer(response.statusCode(), JSON.readTree(text.isEmpty() ? "null" : text), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer team(String workspace, String teamId, String method) {
        return put(
                manager(workspace),
                "/routing/v1/teams/" + teamId,
                "{\"name\": \"" + teamId + "\", \"method\": \"" + method + "\"}");
    }

    Answer operator(String workspace, String operatorId, String... teams) {
        return put(manager(workspace), "/routing/v1/operators/" + operatorId, operatorBody(operatorId, teams));
    }

    static String operatorBody(String operatorId, String... teams) {
        return """
                {"handle": "%s", "displayName": "%s", "email": "%s@acme.test", "subject": "sub-%s",
                 "role": "operator", "teams": %s}
                """.formatted(operatorId, operatorId, operatorId, operatorId, JSON.writeValueAsString(teams));
    }

    Answer availability(String workspace, String operatorId, String availability) {
        return put(
                manager(workspace),
                "/routing/v1/operators/" + operatorId + "/availability",
                "{\"availability\": \"" + availability + "\"}");
    }

    Answer decisions(String workspace, String ticketId) {
        return get(manager(workspace), "/routing/v1/tickets/" + ticketId + "/decisions");
    }

    /** How many decisions this instance has made. */
    double handled() {
        return context.getBean(MeterRegistry.class)
                .get("handover.routing.decisions")
                .tag("outcome", "decided")
                .counter()
                .count();
    }

    int load(String workspace, String operatorId) {
        for (JsonNode item :
                get(manager(workspace), "/routing/v1/operators").body().path("items")) {
            if (item.path("operatorId").asString().equals(operatorId)) {
                return item.path("load").asInt();
            }
        }
        return -1;
    }

    @Override
    public void close() {
        context.close();
    }
}
