package dev.handover.e2e;

import static org.awaitility.Awaitility.await;

import dev.handover.local.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The APIs as one caller uses them, at the front door or another port. */
final class Api {

    static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String base;
    private final @Nullable String token;

    Api(int port, @Nullable String token) {
        this.base = "http://127.0.0.1:" + port;
        this.token = token;
    }

    /** An answer; status 0 where there was none. */
    record Answer(String call, int status, JsonNode body, String after, String text) {

        /** The body of a success. */
        JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError(call + " answered " + status + " " + text);
            }
            return body;
        }

        /** The body of exactly this refusal. */
        JsonNode refused(int expected) {
            if (status != expected) {
                throw new AssertionError(call + " answered " + status + " where " + expected + " was due: " + text);
            }
            return body;
        }
    }

    Answer get(String path) {
        return send("GET", path, request(path).GET());
    }

    Answer post(String path, Map<String, ?> body) {
        return post(path, UUID.randomUUID().toString(), body);
    }

    Answer post(String path, String idempotencyKey, Map<String, ?> body) {
        return send(
                "POST",
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body))));
    }

    Answer put(String path, Map<String, ?> body) {
        return send(
                "PUT",
                path,
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body))));
    }

    /** Hands a mail in as a mail server's pipe would. */
    Answer mail(byte[] raw) {
        return mail("acme-support", raw);
    }

    /** The same for another account. */
    Answer mail(String accountId, byte[] raw) {
        String path = "/channels/v1/email/" + accountId + "/messages";
        return send(
                "POST",
                path,
                request(path).header("Content-Type", "message/rfc822").POST(BodyPublishers.ofByteArray(raw)));
    }

    /** The content of an attachment or the source of a message, through a link and without the token. */
    Answer content(String path) {
        String url = post(path + "/link", Map.of()).ok().path("url").asString();
        return send("GET", path, HttpRequest.newBuilder(URI.create(base + url)).timeout(PATIENCE));
    }

    /** Any call without a body. */
    Answer call(String method, String path) {
        return send(method, path, request(path).method(method, BodyPublishers.noBody()));
    }

    /** A request to this caller's path, with the token. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private static Answer send(String method, String path, HttpRequest.Builder request) {
        String call = method + " " + path;
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    call,
                    response.statusCode(),
                    parse(response.body()),
                    response.headers().firstValue("Handover-After").orElse(""),
                    response.body());
        } catch (IOException e) {
            return new Answer(call, 0, Json.MAPPER.missingNode(), "", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(call + " was interrupted", e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return text.isBlank() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return Json.MAPPER.missingNode();
        }
    }

    JsonNode ticket(String ticketId) {
        return get("/query/v1/tickets/" + ticketId).ok();
    }

    List<JsonNode> timeline(String ticketId) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/query/v1/tickets/" + ticketId + "/timeline?limit=500" + cursor)
                    .ok();
            page.path("items").forEach(items::add);
            cursor = page.path("nextCursor").isString()
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return items;
    }

    /** Every ticket of a view, over all its pages. */
    List<JsonNode> list(String view) {
        List<JsonNode> rows = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/query/v1/tickets?view=" + view + "&limit=200" + cursor)
                    .ok();
            page.path("items").forEach(rows::add);
            cursor = page.path("nextCursor").isString()
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return rows;
    }

    /** Waits for the ticket with this subject. */
    JsonNode awaitSubject(String subject) {
        return awaitThat(
                "a ticket with the subject " + subject,
                api -> api.get("/query/v1/tickets?view=all&limit=100")
                        .ok()
                        .path("items")
                        .valueStream()
                        .filter(row -> row.path("subject").asString("").equals(subject))
                        .findFirst());
    }

    JsonNode awaitPhase(String ticketId, String phase) {
        return awaitThat(
                "phase " + phase,
                api -> Optional.of(api.ticket(ticketId))
                        .filter(ticket -> ticket.path("phase").asString("").equals(phase)));
    }

    /** Waits for the message, note or event with this text on a ticket's timeline. */
    JsonNode awaitText(String ticketId, String text) {
        return awaitThat(
                "\"" + text + "\" on the timeline",
                api -> api.timeline(ticketId).stream()
                        .filter(item -> item.path("text").asString("").contains(text))
                        .findFirst());
    }

    /** Waits until the look finds something. */
    <T> T awaitThat(String what, Function<Api, Optional<T>> look) {
        return await(what)
                .atMost(Handover.patience())
                .pollInterval(Duration.ofMillis(100))
                .until(() -> look.apply(this), Optional::isPresent)
                .orElseThrow();
    }
}
