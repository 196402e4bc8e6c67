package dev.handover.local.door;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.xnio.OptionMap;
import org.xnio.Options;

/**
 * A reverse proxy that forwards {@code /<prefix>/…} unchanged to the service of that prefix: streaming both ways, over
 * connections that are kept. A service that is down is a problem of status 502, never a hanging request.
 */
public final class FrontDoor {

    /** Below the 60 s after which a service closes an idle connection itself. */
    private static final int IDLE_CONNECTION_MS = 30_000;

    private static final int CONNECTIONS_PER_THREAD = 512;

    /** Else the body of a request waits 40 ms for the service to acknowledge its head. */
    private static final OptionMap AT_ONCE = OptionMap.create(Options.TCP_NODELAY, true);

    private final Undertow server;
    private final int port;

    public FrontDoor(int port, Map<String, URI> services) {
        PathHandler paths = Handlers.path(FrontDoor::notFound)
                .addExactPath("/", exchange -> home(exchange, services))
                .addExactPath(
                        "/front-door/health",
                        exchange -> exchange.setStatusCode(StatusCodes.OK).endExchange());
        services.forEach((prefix, service) -> paths.addPrefixPath("/" + prefix, proxyTo(prefix, service)));
        this.port = port;
        this.server = Undertow.builder()
                .setIoThreads(2)
                .setWorkerThreads(4)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .addHttpListener(port, "127.0.0.1")
                .setHandler(paths)
                .build();
    }

    int port() {
        return port;
    }

    public void start() {
        server.start();
    }

    public void stop() {
        server.stop();
    }

    private static HttpHandler proxyTo(String prefix, URI service) {
        LoadBalancingProxyClient connections = new LoadBalancingProxyClient()
                .setConnectionsPerThread(CONNECTIONS_PER_THREAD)
                .setSoftMaxConnectionsPerThread(8)
                .setTtl(IDLE_CONNECTION_MS)
                .setMaxQueueSize(1_000)
                .setProblemServerRetry(1)
                .addHost(service, null, null, AT_ONCE);
        ProxyHandler proxy = ProxyHandler.builder()
                .setProxyClient(connections)
                .setNext(exchange ->
                        exchange.setStatusCode(StatusCodes.BAD_GATEWAY).endExchange())
                .build();
        return exchange -> {
            exchange.addDefaultResponseListener(failed -> explain(failed, prefix));
            // The path handler has taken the prefix off; the service serves it.
            exchange.setRelativePath(exchange.getRequestPath());
            exchange.setResolvedPath("");
            proxy.handleRequest(exchange);
        };
    }

    private static boolean explain(HttpServerExchange exchange, String prefix) {
        if (exchange.getStatusCode() < 500) {
            return false;
        }
        problem(
                exchange,
                StatusCodes.BAD_GATEWAY,
                "service-unreachable",
                "The service is not reachable",
                "The service behind /" + prefix + " does not answer. It may be starting.");
        return true;
    }

    private static void notFound(HttpServerExchange exchange) {
        problem(exchange, StatusCodes.NOT_FOUND, "not-found", "Not found", "No service serves this path.");
    }

    private static void problem(HttpServerExchange exchange, int status, String name, String title, String detail) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/problem+json");
        exchange.getResponseSender()
                .send("{\"type\":\"urn:handover:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                        .formatted(name, title, status, detail));
    }

    private static void home(HttpServerExchange exchange, Map<String, URI> services) {
        String links = services.keySet().stream()
                .map(prefix -> "<li><a href=\"/%1$s/docs\">/%1$s/docs</a></li>".formatted(prefix))
                .collect(Collectors.joining());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
        exchange.getResponseSender().send("""
                        <!doctype html><html lang="en"><title>Handover</title>
                        <body style="font-family:sans-serif;max-width:40em;margin:3em auto">
                        <h1>Handover</h1><p>The APIs of this installation:</p><ul>%s</ul>
                        <p>A token for them: <code>./handover token amelie</code></p></body></html>
                        """.formatted(links));
    }
}
