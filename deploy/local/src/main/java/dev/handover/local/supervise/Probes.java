package dev.handover.local.supervise;

import dev.handover.local.Installation;
import dev.handover.local.postgres.Databases;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a part for its health, each in the part's own protocol. */
public final class Probes {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private Probes() {}

    /** Whether the part behind a probe of the form http:, smtp: or postgresql: answers that it is ready. */
    public static boolean ready(String probe, Installation installation) {
        URI uri = URI.create(probe);
        return switch (uri.getScheme()) {
            case "http" -> answersOk(uri);
            case "smtp" -> greets(uri);
            case "postgresql" -> Databases.answers(uri.getPort(), installation);
            default -> throw new IllegalArgumentException("no such probe: " + probe);
        };
    }

    private static boolean answersOk(URI uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean greets(URI uri) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            return socket.getInputStream().read() == '2';
        } catch (IOException e) {
            return false;
        }
    }
}
