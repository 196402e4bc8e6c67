package dev.handover.local.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/** The part `issuer`: publishes the public key, by which services check the tokens that the launcher signs. */
public final class IssuerMain {

    private IssuerMain() {}

    /** Arguments: key file, port. */
    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[1]);
        String issuer = "http://127.0.0.1:" + port;
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer(server, "/jwks", new JWKSet(Tokens.load(Path.of(args[0])).toPublicJWK()).toString());
        answer(server, "/health", "{\"status\":\"UP\"}");
        answer(server, "/.well-known/openid-configuration", """
                {"issuer":"%s","jwks_uri":"%s/jwks","response_types_supported":["token"],\
                "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}""".formatted(issuer, issuer));
        server.start();
    }

    private static void answer(HttpServer server, String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }
}
