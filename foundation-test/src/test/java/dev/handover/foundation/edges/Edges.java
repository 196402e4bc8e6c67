package dev.handover.foundation.edges;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.test.RealParts;
import dev.handover.foundation.test.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The test service, started once for all tests of the JVM. */
public final class Edges {
    private static final Edges SHARED = new Edges();
    private final RealParts.Database database = RealParts.database();
    private final String prefix = RealParts.topicPrefix();
    private final ConfigurableApplicationContext context;
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()));
    private final HttpClient http = HttpClient.newHttpClient();

    private Edges() {
        context = new SpringApplicationBuilder(EdgesApplication.class)
                .run(RealParts.arguments(RealParts.settings(database, prefix)));
    }

    public static Edges shared() {
        return SHARED;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    public RealParts.Database database() {
        return database;
    }

    public Admin admin() {
        return admin;
    }

    /** A topic's whole name. */
    public String topic(String name) {
        return prefix + name;
    }

    /** The record of an event of a stream. */
    public ProducerRecord<String, byte[]> record(String topic, String stream, long sequence, String text) {
        return Happening.CODEC.encode(topic(topic), stream, envelope(stream, sequence), new Happening.Happened(text));
    }

    public static Envelope envelope(String stream, long sequence) {
        return new Envelope(UUID.randomUUID().toString(), stream, "acme", sequence, Instant.now(), null, null, null);
    }

    /** The description of the service's API. */
    public Answer description() {
        return send(request("/edges/openapi").build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(
                "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port") + path));
    }

    private Answer send(HttpRequest request) {
        try {
            return new Answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls the service; header names and values alternate. */
    public Answer call(@Nullable String role, String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = request("/edges/v1" + path)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (role != null) {
            request.setHeader(
                    "Authorization",
                    "Bearer "
                            + TestIssuer.shared()
                                    .token("acme", "someone", role, role.equals("service") ? "operations" : ""));
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** What the service answered. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body());
        }

        /** The problem's name; fails where the answer is no problem document. */
        public String problem() {
            if (!header("Content-Type").startsWith("application/problem+json")) {
                throw new AssertionError("no problem: " + status() + " " + body());
            }
            return json().get("type").asString().replace("urn:handover:problem:", "");
        }
    }
}
