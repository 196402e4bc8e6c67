package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every endpoint that a service describes refuses who has no token, and who may not call it. */
class EndpointsIT {

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final Handover handover = Handover.running();

    private record Endpoint(String method, String path) {

        String call() {
            return path.replaceAll("\\{[^}]+}", "1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "routing", "channels", "notifications", "query"})
    void everyEndpointWantsAToken(String prefix) {
        List<Endpoint> endpoints = endpoints(prefix);

        assertThat(endpoints).hasSizeGreaterThan(1);
        for (Endpoint endpoint : endpoints) {
            Api.Answer answer = handover.anonymous().call(endpoint.method(), endpoint.call());
            // a link carries its own signature, and a forged one leads nowhere
            assertThat(answer.status())
                    .as("%s", endpoint)
                    .isEqualTo(endpoint.path().equals("/channels/v1/content/{token}") ? 404 : 401);
            assertThat(answer.body().path("type").asString(""))
                    .as("%s", endpoint)
                    .startsWith("urn:handover:problem:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "routing", "channels", "notifications", "query"})
    void noEndpointServesARequester(String prefix) {
        Api requester = handover.as("visitor", "acme", "requester");

        for (Endpoint endpoint : endpoints(prefix)) {
            Api.Answer answer = requester.call(endpoint.method(), endpoint.call());
            assertThat(answer.status()).as("%s", endpoint).isBetween(400, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tickets", "routing", "channels", "notifications", "query"})
    void operationsAreNotForThoseWhoWorkTickets(String prefix) {
        for (Endpoint endpoint : endpoints(prefix)) {
            if (endpoint.path().contains("/operations/")) {
                // A call that wants a body may say so before it says that it is not for this caller.
                assertThat(handover.as("amelie")
                                .call(endpoint.method(), endpoint.call())
                                .status())
                        .as("%s", endpoint)
                        .isIn(403, 400);
            }
        }
    }

    private List<Endpoint> endpoints(String prefix) {
        JsonNode description =
                handover.anonymous().get("/" + prefix + "/openapi").ok();
        assertThat(description.path("openapi").asString()).startsWith("3.1");
        List<Endpoint> endpoints = new ArrayList<>();
        description
                .path("paths")
                .forEachEntry((path, methods) -> METHODS.stream()
                        .filter(methods::has)
                        .forEach(method ->
                                endpoints.add(new Endpoint(method.toUpperCase(java.util.Locale.ROOT), path))));
        return endpoints;
    }
}
