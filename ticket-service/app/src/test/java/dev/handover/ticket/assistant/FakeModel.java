package dev.handover.ticket.assistant;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that speaks chat completions as OpenAI documents them: answers, errors, rate limits, silence. */
public final class FakeModel implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile Function<JsonNode, String> says = request -> "{\"matches\": false, \"why\": \"no\"}";

    private record Answer(int status, String body) {}

    public FakeModel() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/chat/completions", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** To be set as {@code handover.assistant.url}. */
    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/v1");
    }

    /** What it says to a request, when nothing else was asked of it. */
    public void says(Function<JsonNode, String> answer) {
        says = answer;
    }

    /** The next answers are these errors; 0 for none at all. */
    public void fails(int... statuses) {
        for (int status : statuses) {
            next.add(new Answer(status, "{\"error\": {\"message\": \"no\", \"type\": \"error\", \"code\": null}}"));
        }
    }

    /** No more errors, and no more answers that were given to it. */
    public void recovers() {
        next.clear();
    }

    /** The next answer's body is this. */
    public void answers(String body) {
        next.add(new Answer(200, body));
    }

    /** Requests so far. */
    public List<JsonNode> asked() {
        return asked;
    }

    /** The headers Authorization so far. */
    public List<String> keys() {
        return keys;
    }

    /** A completion with that content. */
    public static String completion(String content, String reason) {
        return JSON.writeValueAsString(Map.of(
                "id",
                "chatcmpl-1",
                "object",
                "chat.completion",
                "created",
                1,
                "model",
                "small",
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "message",
                        Map.of("role", "assistant", "content", content),
                        "finish_reason",
                        reason)),
                "usage",
                Map.of("prompt_tokens", 1, "completion_tokens", 1, "total_tokens", 2)));
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        asked.add(request);
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = next.poll();
        if (answer == null) {
            answer = new Answer(200, completion(says.apply(request), "stop"));
        }
        if (answer.status() == 0) {
            silent();
            return;
        }
        if (answer.status() == 429) {
            exchange.getResponseHeaders().add("Retry-After", "1");
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void silent() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
