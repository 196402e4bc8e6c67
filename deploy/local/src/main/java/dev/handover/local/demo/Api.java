package dev.handover.local.demo;

import dev.handover.local.Installation;
import dev.handover.local.Json;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Ports;
import dev.handover.local.issuer.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The APIs of an installation as one of the demo people calls them, through the front door. */
final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String base;
    private final Tokens tokens;
    private final Map<String, String> bearers = new HashMap<>();

    Api(Installation installation, Ports ports) {
        this.base = "http://127.0.0.1:" + ports.frontDoor();
        this.tokens = Tokens.of(installation);
    }

    /** An answer: what was called, its status and its body (a missing node when there is none). */
    record Answer(String call, int status, JsonNode body, String text) {

        JsonNode ok() {
            if (status / 100 != 2) {
                throw new LauncherFailure(call + " answered " + status + " " + text);
            }
            return body;
        }
    }

    Answer get(String person, String path) {
        return call(person, "GET", path, null);
    }

    Answer post(String person, String path, Map<String, ?> body) {
        return call(person, "POST", path, body);
    }

    Answer put(String person, String path, Map<String, ?> body) {
        return call(person, "PUT", path, body);
    }

    private Answer call(String person, String method, String path, @Nullable Map<String, ?> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "Bearer " + bearers.computeIfAbsent(person, p -> tokens.tokenOf(p, null, null)))
                .header("Accept", "application/json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
        }
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        String call = method + " " + path + " (as " + person + ")";
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(call, response.statusCode(), parse(response.body()), response.body());
        } catch (IOException e) {
            return new Answer(call, 0, Json.MAPPER.missingNode(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("interrupted at " + call, e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return text.isBlank() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return Json.MAPPER.missingNode();
        }
    }
}
