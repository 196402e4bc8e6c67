package dev.handover.channel.content;

import dev.handover.channel.email.GatewayFixture;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.test.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Contents of one gateway, as its callers see them. */
final class Desk implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext gateway;

    Desk(ConfigurableApplicationContext gateway) {
        this.gateway = gateway;
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return EventJson.MAPPER.readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(GatewayFixture.url(gateway, path)));
    }

    HttpResponse<byte[]> post(String path, String workspace, String role, String type, BodyPublisher body) {
        return send(request(path)
                .header("Authorization", "Bearer " + TestIssuer.shared().token(workspace, "someone", role))
                .header("Content-Type", type)
                .POST(body)
                .build());
    }

    /** Takes a mail in for the workspace "other", and gives its id. */
    String mail(byte[] raw) {
        HttpResponse<byte[]> taken = post(
                "/channels/v1/email/other-desk/messages",
                "other",
                "owner",
                "message/rfc822",
                BodyPublishers.ofByteArray(raw));
        return json(taken).get("messageId").stringValue();
    }

    /** Asks for a link to what is at this path. */
    HttpResponse<byte[]> link(String path, String workspace, String role) {
        int query = path.indexOf('?');
        String link = query < 0 ? path + "/link" : path.substring(0, query) + "/link" + path.substring(query);
        return post(link, workspace, role, "application/json", BodyPublishers.noBody());
    }

    HttpResponse<byte[]> get(String path, String workspace, String role) {
        return send(request(path)
                .header("Authorization", "Bearer " + TestIssuer.shared().token(workspace, "someone", role))
                .build());
    }

    /** Gets what is at a path without any token. */
    HttpResponse<byte[]> get(String path) {
        return send(request(path).build());
    }

    /** Gets what is at a path of the workspace "other" through a link. */
    HttpResponse<byte[]> content(String path) {
        return get(json(link(path, "other", "operator")).get("url").stringValue());
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
