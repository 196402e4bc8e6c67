package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.test.ApiDescription;
import dev.handover.foundation.test.TestIssuer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the service tells about itself. */
class DescriptionTest {
    @Test
    void describesItsApiAndItsState() {
        try (Running running = new Running()) {
            Running.Answer openapi = running.get("", "/query/openapi");
            assertThat(openapi.status()).isEqualTo(200);
            JsonNode paths = openapi.body().path("paths");
            ApiDescription.assertValid(openapi.body());
            assertThat(paths.propertyNames())
                    .contains(
                            "/query/v1/me",
                            "/query/v1/views",
                            "/query/v1/tickets",
                            "/query/v1/tickets/{ticketId}",
                            "/query/v1/tickets/{ticketId}/timeline",
                            "/query/v1/stream",
                            "/query/v1/stream-tickets",
                            "/query/v1/operations/rebuild",
                            "/query/v1/operations/parked");
            assertThat(paths.path("/query/v1/tickets")
                            .path("get")
                            .path("parameters")
                            .valueStream()
                            .map(parameter -> parameter.path("name").asString()))
                    .containsExactlyInAnyOrder(
                            "view",
                            "limit",
                            "cursor",
                            "after",
                            "status",
                            "phase",
                            "priority",
                            "assignee",
                            "team",
                            "tag",
                            "topic",
                            "intent",
                            "label",
                            "subLabel",
                            "channel",
                            "requester");
            String management =
                    "http://localhost:" + running.application().getEnvironment().getProperty("local.management.port");
            for (String probe : List.of("liveness", "readiness")) {
                Running.Answer health =
                        running.call(HttpRequest.newBuilder(URI.create(management + "/actuator/health/" + probe)), "");
                assertThat(health.body().path("status").asString()).as(probe).isEqualTo("UP");
            }
            String operations = TestIssuer.shared().token("acme", "ops", "manager", "operations");
            assertThat(running.get(operations, "/query/v1/operations/rebuild")
                            .body()
                            .path("generations")
                            .get(0)
                            .path("state")
                            .asString())
                    .isEqualTo("LIVE");
            for (String path : List.of("rebuild", "parked")) {
                assertThat(running.get(Running.token("acme", "amelie"), "/query/v1/operations/" + path)
                                .status())
                        .isEqualTo(403);
            }
        }
    }
}
