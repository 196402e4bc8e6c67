package dev.handover.local.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrontDoorTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Semaphore nextEvent = new Semaphore(0);
    private HttpServer service;
    private FrontDoor door;
    private int port;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        service.createContext("/query/echo", exchange -> {
            byte[] body = (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.createContext("/query/refused", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        service.createContext("/query/stream", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            for (int i = 1; i <= 3; i++) {
                exchange.getResponseBody().write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                nextEvent.acquireUninterruptibly();
            }
            exchange.close();
        });
        service.start();
        port = freePort();
        door = new FrontDoor(
                port,
                Map.of(
                        "query",
                                URI.create("http://127.0.0.1:"
                                        + service.getAddress().getPort()),
                        "tickets", URI.create("http://127.0.0.1:" + freePort())));
        door.start();
    }

    @AfterEach
    void stop() {
        door.stop();
        service.stop(0);
        http.close();
    }

    @Test
    void forwardsPathQueryAndBodyUnchanged() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/query/echo/a%20b%2Fc?x=1&y=%26"))
                        .POST(HttpRequest.BodyPublishers.ofString("h\u00e9llo"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("POST /query/echo/a%20b%2Fc?x=1&y=%26 h\u00e9llo");
    }

    @Test
    void passesEveryEventOnAtOnce() throws Exception {
        HttpResponse<java.io.InputStream> answer = http.send(
                HttpRequest.newBuilder(uri("/query/stream")).build(), HttpResponse.BodyHandlers.ofInputStream());

        try (BufferedReader events = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (int i = 1; i <= 3; i++) {
                assertThat(events.readLine()).isEqualTo("data: " + i); // the service waits until this one was read
                assertThat(events.readLine()).isEmpty();
                nextEvent.release();
            }
        }
    }

    @Test
    void aServiceThatIsDownIsAProblem() throws Exception {
        HttpResponse<String> answer = get("/tickets/v1/tickets");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("urn:handover:problem:service-unreachable", "/tickets");
    }

    @Test
    void aServicesOwnRefusalPassesAsItIs() throws Exception {
        HttpResponse<String> answer = get("/query/refused");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEmpty();
    }

    /** Tomcat sends status lines without a reason phrase: {@code HTTP/1.1 201 } (RFC 9112 §4). */
    @Test
    void takesAStatusLineWithoutAReason() throws Exception {
        try (ServerSocket plain = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> answerOnce(plain, "HTTP/1.1 201 \r\nContent-Length: 4\r\n\r\nmade"));
            FrontDoor other = new FrontDoor(
                    freePort(), Map.of("tickets", URI.create("http://127.0.0.1:" + plain.getLocalPort())));
            other.start();
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + other.port() + "/tickets/x"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

                assertThat(answer.statusCode()).isEqualTo(201);
                assertThat(answer.body()).isEqualTo("made");
            } finally {
                other.stop();
            }
        }
    }

    private static void answerOnce(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            BufferedReader request =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theHomePageLinksToTheDocs() throws Exception {
        assertThat(get("/").body()).contains("href=\"/query/docs\"", "href=\"/tickets/docs\"");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
