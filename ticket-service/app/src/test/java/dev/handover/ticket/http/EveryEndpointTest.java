package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.handover.foundation.test.ApiDescription;
import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Walks every endpoint that the service has, also those that nobody thought of here. */
class EveryEndpointTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final String TICKETS = "/tickets/v1/tickets/{ticketId}";

    private static final String CONVERSATIONS = "/tickets/v1/conversations/{conversationId}";

    private static final String REQUESTERS = "/tickets/v1/requesters/{requesterId}";

    private static final String RULES = "/tickets/v1/settings/escalation-events";

    /** A valid body for each call that takes one: the description's examples, but for a time that passes. */
    private static final Map<String, String> BODIES = bodies();

    private static Map<String, String> bodies() {
        Map<String, String> bodies = new TreeMap<>();
        try (InputStream file = EveryEndpointTest.class.getResourceAsStream("/api-examples.json")) {
            JsonMapper.shared().readTree(Objects.requireNonNull(file)).forEachEntry((call, example) -> {
                if (example.has("request")) {
                    bodies.put(call, example.get("request").toString());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
        bodies.computeIfPresent("PUT " + TICKETS + "/snooze", (_, body) -> body.replaceAll("2[-0-9:TZ]{19}", tomorrow));
        return Map.copyOf(bodies);
    }

    /** Calls that a ticket which was just opened is not ready for. */
    private static final Set<String> NOT_AT_ONCE = Set.of(
            "POST " + TICKETS + "/conversations",
            "PUT " + RULES + "/{escalationEventId}",
            "POST " + CONVERSATIONS + "/messages/{messageId}/move",
            "POST " + TICKETS + "/merge",
            "POST " + TICKETS + "/split",
            "POST " + TICKETS + "/follow-up",
            "PUT " + TICKETS + "/notes/{noteId}",
            "PUT " + REQUESTERS,
            "POST " + REQUESTERS + "/identities",
            "POST " + REQUESTERS + "/merge");

    private static Workspace acme;
    private static Workspace other;

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
        other = Workspace.in(SERVICE);
    }

    static Set<String> endpoints() {
        return SERVICE
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.handover."))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .flatMap(path -> entry.getKey().getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Answer call(String endpoint, String token, String ticket) {
        return call(endpoint, BODIES.get(endpoint), token, ticket);
    }

    private static Answer call(String endpoint, @Nullable String body, String token, String ticket) {
        String[] parts = endpoint.split(" ", 2);
        String path = parts[1].replace("{ticketId}", ticket).replaceAll("\\{[a-zA-Z]+}", "1");
        return SERVICE.call(
                token.isEmpty() ? null : token,
                parts[0],
                path.substring("/tickets".length()),
                body,
                "If-Match",
                "\"" + acme.version("workspace:" + acme.key()) + "\"");
    }

    @Test
    void thereAreSome() {
        assertThat(endpoints()).containsAll(BODIES.keySet()).hasSizeGreaterThanOrEqualTo(14);
    }

    @TestFactory
    Stream<DynamicTest> refusesACallerWithoutAToken() {
        return endpoints().stream()
                .map(endpoint -> dynamicTest(endpoint, () -> {
                    Answer answer = call(endpoint, "", "t");
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.problem()).isEqualTo("unauthenticated");
                    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesATokenThatIsNotValid() {
        String forged = acme.token("sub-amelie", "owner").replaceAll("[^.]+$", "c2lnbmF0dXJl");
        return endpoints().stream()
                .map(endpoint -> dynamicTest(
                        endpoint,
                        () -> assertThat(call(endpoint, forged, "t").status()).isEqualTo(401)));
    }

    @TestFactory
    Stream<DynamicTest> refusesTheWrongRole() {
        return endpoints().stream()
                .flatMap(endpoint -> wrongRoles(endpoint).stream()
                        .map(role -> dynamicTest(role + " " + endpoint, () -> {
                            String ticket = acme.open();
                            Answer answer = call(endpoint, acme.token("someone", role), ticket);
                            assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
                            assertThat(answer.problem()).isEqualTo("forbidden");
                            assertThat(acme.version(ticket)).isEqualTo(1);
                        })));
    }

    private static List<String> wrongRoles(String endpoint) {
        if (endpoint.contains("/operations/") || endpoint.contains("/replays")) {
            return List.of("owner", "operator", "service", "agent", "requester", "nobody");
        }
        if (ofAgents(endpoint)) {
            return List.of("owner", "operator", "service", "agent", "requester", "nobody");
        }
        if (endpoint.endsWith("/alerts")) {
            return List.of("owner", "operator", "agent", "requester", "nobody");
        }
        if (endpoint.contains("/erasure")) {
            return List.of("operator", "agent", "requester", "service", "nobody");
        }
        if (endpoint.contains("/settings") || endpoint.contains("/agents/")) {
            List<String> notStaff = List.of("service", "agent", "requester", "nobody");
            return endpoint.startsWith("GET ")
                    ? notStaff
                    : Stream.concat(Stream.of("operator"), notStaff.stream()).toList();
        }
        if (endpoint.contains("/workspaces")) {
            return List.of("owner", "operator", "agent", "requester", "nobody");
        }
        if (endpoint.contains("/external-references")) {
            return List.of("operator", "agent", "requester", "nobody");
        }
        if (endpoint.contains("/records")) {
            return List.of("agent", "requester", "nobody");
        }
        return endpoint.contains("{ticketId}") || endpoint.contains(CONVERSATIONS)
                ? List.of("agent", "requester", "service", "nobody")
                : List.of("agent", "requester", "nobody");
    }

    /** Whether only AI agents that may talk in conversations may call it. */
    private static boolean ofAgents(String endpoint) {
        return endpoint.contains("/v1/conversations")
                && Stream.of("/takeover", "/pause", "/resume", "/release", "/close", "/move")
                        .noneMatch(endpoint::endsWith);
    }

    @TestFactory
    Stream<DynamicTest> hidesAnotherWorkspacesConversation() {
        return endpoints().stream()
                .filter(endpoint -> endpoint.contains(CONVERSATIONS))
                .map(endpoint -> dynamicTest(endpoint, () -> {
                    String conversation = acme.conversation();
                    Answer answer = callIn(
                            endpoint.replace("{conversationId}", conversation),
                            BODIES.get(endpoint),
                            ofAgents(endpoint) ? other.agentToken("helper-bot") : other.token("sub-amelie", "owner"));
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
                    assertThat(answer.problem()).isEqualTo("no-such-conversation");
                    assertThat(acme.version(conversation)).isEqualTo(2);
                }));
    }

    private static Answer callIn(String endpoint, @Nullable String body, String token) {
        String[] parts = endpoint.split(" ", 2);
        return SERVICE.call(
                token, parts[0], parts[1].substring("/tickets".length()).replaceAll("\\{[a-zA-Z]+}", "1"), body);
    }

    @TestFactory
    Stream<DynamicTest> hidesAnotherWorkspacesTicket() {
        return endpoints().stream()
                .filter(endpoint -> endpoint.contains("{ticketId}"))
                .map(endpoint -> dynamicTest(endpoint, () -> {
                    String ticket = acme.open();
                    Answer answer = call(endpoint, other.token("sub-amelie", "owner"), ticket);
                    assertThat(answer.status()).isEqualTo(404);
                    assertThat(answer.problem()).isEqualTo("no-such-ticket");
                    assertThat(acme.version(ticket)).isEqualTo(1);
                }));
    }

    @Test
    void isDescribedByOpenApi() {
        Answer answer = SERVICE.call(null, "GET", "/openapi", null);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode description = answer.json();
        ApiDescription.assertValid(description);
        ApiDescription.assertExamples(description);
        assertThat(description.get("info").get("title").asString()).isNotBlank();
        Set<String> described = new TreeSet<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method ->
                                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(described).containsAll(endpoints());
        assertThat(SERVICE.call(null, "GET", "/docs", null).status()).isIn(200, 302);
    }

    @TestFactory
    Stream<DynamicTest> answersWithAStatusThatIsDescribed() {
        JsonNode paths = SERVICE.call(null, "GET", "/openapi", null).json().get("paths");
        return BODIES.keySet().stream()
                .filter(endpoint -> !NOT_AT_ONCE.contains(endpoint))
                .map(endpoint -> dynamicTest(endpoint, () -> {
                    String[] call = endpoint.split(" ", 2);
                    JsonNode responses = paths.path(call[1])
                            .path(call[0].toLowerCase(java.util.Locale.ROOT))
                            .path("responses");
                    Answer answer = endpoint.contains(CONVERSATIONS)
                            ? callIn(
                                    endpoint.replace("{conversationId}", acme.conversation()),
                                    BODIES.get(endpoint),
                                    acme.agentToken("helper-bot"))
                            : call(endpoint, tokenFor(endpoint), acme.open());
                    assertThat(answer.status()).as(answer.toString()).isLessThan(300);
                    assertThat(responses.propertyNames()).contains(Integer.toString(answer.status()));
                    JsonNode example = responses
                            .path(Integer.toString(answer.status()))
                            .path("content")
                            .findPath("example");
                    assertThat(answer.json().propertyNames())
                            .as("the example shows what is answered")
                            .containsExactlyInAnyOrderElementsOf(example.propertyNames());
                }));
    }

    private static String tokenFor(String endpoint) {
        if (endpoint.contains("/v1/conversations")) {
            return acme.agentToken("helper-bot");
        }
        return endpoint.contains("/workspaces") || endpoint.contains("/replays") || endpoint.endsWith("/alerts")
                ? RunningTickets.token(acme.key(), "ops", "service", "operations")
                : acme.token("sub-amelie", "owner");
    }
}
