package dev.handover.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Ports;
import dev.handover.local.issuer.Tokens;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo workspace behind a front door whose services are starting. */
@Timeout(60)
class DemoWorkspaceTest {

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final List<String> screen = new CopyOnWriteArrayList<>();
    private HttpServer frontDoor;
    private Installation installation;
    private volatile int unreachable;

    @TempDir
    private Path data;

    @BeforeEach
    void start() throws IOException {
        frontDoor = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        frontDoor.createContext("/", this::answer);
        frontDoor.start();
        installation = new Installation(data);
        installation.create();
        installation.remember(frontDoor.getAddress().getPort());
        Tokens.createKey(installation);
    }

    @AfterEach
    void stop() {
        frontDoor.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        boolean starting = calls.merge(call, 1, Integer::sum) <= unreachable;
        byte[] body = (starting ? "It may be starting." : "{\"items\": []}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(starting ? 502 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private DemoWorkspace workspace(Duration patience) {
        return new DemoWorkspace(installation, new Ports(frontDoor.getAddress().getPort()), screen::add, patience);
    }

    @Test
    void isMadeAsSoonAsTheServicesAnswer() {
        unreachable = 2;
        workspace(Duration.ofSeconds(30)).create();
        assertThat(calls)
                .hasSize(7)
                .containsEntry("POST /tickets/v1/workspaces", 3)
                .containsEntry("PUT /routing/v1/operators/ben/availability", 3);
        assertThat(screen).containsExactly("  demo workspace acme: team support, operators amelie and ben");
    }

    @Test
    void saysWhichCallHadNoAnswerWhenTheTimeIsOver() {
        unreachable = Integer.MAX_VALUE;
        assertThatThrownBy(() -> workspace(Duration.ofSeconds(1)).create())
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("POST /tickets/v1/workspaces (as service)")
                .hasMessageContaining("502 It may be starting. for 1 s");
        assertThat(calls).containsOnlyKeys("POST /tickets/v1/workspaces");
        assertThat(calls.get("POST /tickets/v1/workspaces")).isGreaterThan(1);
    }
}
