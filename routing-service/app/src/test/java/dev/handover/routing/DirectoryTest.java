package dev.handover.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.operation.After;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.RoutingEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTest {
    private final RoutingParts parts = RoutingParts.shared();
    private final RunningRouting service = parts.service;

    @Nested
    class Writing {
        @Test
        void anEntryIsAnsweredListedAndPublished() {
            service.team("dir1", "support", "round_robin");
            var answer = service.operator("dir1", "amelie", "support");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("availability").asString()).isEqualTo("offline");
            assertThat(answer.body().path("version").asLong()).isEqualTo(1);
            assertThat(After.parse(answer.header("Handover-After")).versions())
                    .isEqualTo(Map.of("operator:dir1:amelie", 1L));
            var list = service.get(
                    RunningRouting.token("dir1", "x", "operator"),
                    "/routing/v1/operators?after=" + answer.header("Handover-After"));
            assertThat(list.body().path("items").size()).isEqualTo(1);
            assertThat(list.body().at("/items/0/teams/0").asString()).isEqualTo("support");
            assertThat(list.body().at("/items/0/load").asInt(-1)).isZero();
            await().untilAsserted(() -> assertThat(parts.reader.entries())
                    .anySatisfy(published -> {
                        assertThat(published.envelope().subject()).isEqualTo("operator:dir1:amelie");
                        assertThat(published.envelope().sequence()).isEqualTo(1);
                        assertThat(published.event())
                                .isInstanceOfSatisfying(
                                        DirectoryRecord.OperatorRecord.class,
                                        entry -> assertThat(entry.subject()).isEqualTo("sub-amelie"));
                    })
                    .anySatisfy(published -> assertThat(published.event())
                            .isEqualTo(new DirectoryRecord.TeamRecord("support", "support", "round_robin"))));
        }

        @Test
        void anEntryGoesOnWithTheTraceAndTheCorrelationOfTheRequest() {
            TraceParent trace = TraceParent.begin();
            service.team("dir9", "support", "balanced");
            service.call(
                    RunningRouting.manager("dir9"),
                    "PUT",
                    "/routing/v1/operators/amelie",
                    RunningRouting.operatorBody("amelie", "support"),
                    Map.of("traceparent", trace.text(), "X-Correlation-Id", "dir9-request"));
            await().untilAsserted(() -> assertThat(parts.reader.entries()).anySatisfy(published -> {
                assertThat(published.envelope().correlationId()).isEqualTo("dir9-request");
                assertThat(TraceParent.parse(published.envelope().traceparent()).orElseThrow())
                        .isNotEqualTo(trace)
                        .returns(trace.traceId(), TraceParent::traceId);
            }));
        }

        @Test
        void theSameAgainKeepsTheVersion() {
            service.team("dir2", "support", "balanced");
            service.operator("dir2", "amelie", "support");
            assertThat(service.operator("dir2", "amelie", "support")
                            .body()
                            .path("version")
                            .asLong())
                    .isEqualTo(1);
            assertThat(service.operator("dir2", "amelie").body().path("version").asLong())
                    .isEqualTo(2);
            assertThat(service.team("dir2", "support", "balanced")
                            .body()
                            .path("version")
                            .asLong())
                    .isEqualTo(1);
            assertThat(service.team("dir2", "support", "manual")
                            .body()
                            .path("version")
                            .asLong())
                    .isEqualTo(2);
        }

        @Test
        void anAvailabilityIsPublishedTwice() {
            service.team("dir3", "support", "balanced");
            service.operator("dir3", "amelie", "support");
            assertThat(service.availability("dir3", "amelie", "busy")
                            .body()
                            .path("version")
                            .asLong())
                    .isEqualTo(2);
            assertThat(service.availability("dir3", "amelie", "busy")
                            .body()
                            .path("version")
                            .asLong())
                    .isEqualTo(2);
            await().untilAsserted(() -> assertThat(parts.reader.of("operator:dir3:amelie"))
                    .singleElement()
                    .satisfies(published -> {
                        assertThat(published.envelope().sequence()).isEqualTo(1);
                        assertThat(published.event())
                                .isInstanceOfSatisfying(
                                        RoutingEvent.AvailabilityChanged.class,
                                        changed -> assertThat(changed.availability())
                                                .isEqualTo(DirectoryRecord.Availability.BUSY));
                    }));
        }

        @Test
        void aLostUpdateIsRefused() {
            service.team("dir4", "support", "balanced");
            String path = "/routing/v1/teams/support";
            String body = "{\"name\": \"Help\", \"method\": \"manual\"}";
            assertThat(service.call(RunningRouting.manager("dir4"), "PUT", path, body, Map.of("If-Match", "\"7\""))
                            .status())
                    .isEqualTo(412);
            var changed = service.call(RunningRouting.manager("dir4"), "PUT", path, body, Map.of("If-Match", "\"1\""));
            assertThat(changed.status()).isEqualTo(200);
            assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        }

        @Test
        void theFirstTeamIsTheDefaultAndListedFirst() {
            service.team("dir5", "zebra", "balanced");
            service.team("dir5", "alpha", "balanced");
            var list = service.get(RunningRouting.manager("dir5"), "/routing/v1/teams");
            assertThat(list.body().at("/items/0/teamId").asString()).isEqualTo("zebra");
            assertThat(list.body().at("/items/0/method").asString()).isEqualTo("balanced");
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "handle      | 'no spaces'",
                    "handle      | ''",
                    "displayName | ''",
                    "email       | 'nobody'",
                    "role        | 'agent'",
                    "sendingAddress | 'not an address'",
                    "displayName | 'a\\u0000b'",
                })
        void aFieldThatIsNotValidIsNamed(String field, String value) {
            String body = RunningRouting.operatorBody("carl")
                    .replaceFirst("\"" + field + "\": \"[^\"]*\"", "\"unused\": 1")
                    .replace("\"unused\": 1, ", "")
                    .replace("\"unused\": 1,", "");
            body = body.strip().substring(0, body.strip().length() - 1) + ", \"" + field + "\": \"" + value + "\"}";
            var answer = service.put(RunningRouting.manager("ref1"), "/routing/v1/operators/carl", body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("urn:handover:problem:invalid-request");
            assertThat(answer.body().at("/errors/0/pointer").asString()).isEqualTo("/" + field);
        }

        @Test
        void anUnknownTeamIsNamed() {
            var answer = service.operator("ref2", "carl", "ghosts");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().at("/errors/0/pointer").asString()).isEqualTo("/teams");
        }

        @Test
        void aHandleIsUniqueInItsWorkspaceWhateverItsCase() {
            service.operator("ref3", "carl");
            var answer = service.put(
                    RunningRouting.manager("ref3"),
                    "/routing/v1/operators/carlos",
                    RunningRouting.operatorBody("carlos").replace("\"handle\": \"carlos\"", "\"handle\": \"CARL\""));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("urn:handover:problem:handle-taken");
            assertThat(service.operator("ref4", "carl").status()).isEqualTo(200);
        }

        @Test
        void aSubjectBelongsToOneOperator() {
            service.operator("ref5", "carl");
            var answer = service.put(
                    RunningRouting.manager("ref5"),
                    "/routing/v1/operators/dora",
                    RunningRouting.operatorBody("dora").replace("sub-dora", "sub-carl"));
            assertThat(answer.problem()).isEqualTo("urn:handover:problem:subject-taken");
        }

        @Test
        void idsMethodsAndAvailabilitiesAreChecked() {
            assertThat(service.operator("ref6", "UPPER").status()).isEqualTo(400);
            assertThat(service.team("ref6", "-x", "balanced").status()).isEqualTo(400);
            assertThat(service.team("ref6", "x", "by_luck").status()).isEqualTo(400);
            service.operator("ref6", "carl");
            assertThat(service.availability("ref6", "carl", "asleep").status()).isEqualTo(400);
            assertThat(service.availability("ref6", "nobody", "online").status())
                    .isEqualTo(404);
        }
    }

    @Nested
    class Access {
        @Test
        void nothingIsAnsweredWithoutAToken() {
            for (String path :
                    List.of("/routing/v1/operators", "/routing/v1/teams", "/routing/v1/tickets/1/decisions")) {
                assertThat(service.get(null, path).status()).isEqualTo(401);
            }
            for (String path :
                    List.of("/routing/v1/operators/a", "/routing/v1/teams/a", "/routing/v1/operators/a/availability")) {
                assertThat(service.put(null, path, "{}").status()).isEqualTo(401);
            }
        }

        @ParameterizedTest
        @CsvSource({"agent", "requester", "nonsense"})
        void machinesAndCustomersSeeNothing(String role) {
            String token = RunningRouting.token("acc1", "x", role);
            assertThat(service.get(token, "/routing/v1/operators").status()).isEqualTo(403);
            assertThat(service.get(token, "/routing/v1/teams").status()).isEqualTo(403);
            assertThat(service.get(token, "/routing/v1/tickets/1/decisions").status())
                    .isEqualTo(403);
            assertThat(service.put(token, "/routing/v1/operators/a", RunningRouting.operatorBody("a"))
                            .status())
                    .isEqualTo(403);
            assertThat(service.put(token, "/routing/v1/operators/a/availability", "{\"availability\": \"online\"}")
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void onlyManagersAndServicesWriteTheDirectory() {
            String body = "{\"name\": \"Support\"}";
            String path = "/routing/v1/teams/support";
            assertThat(service.put(RunningRouting.token("acc2", "x", "operator"), path, body)
                            .status())
                    .isEqualTo(403);
            for (String role : List.of("owner", "manager", "service")) {
                assertThat(service.put(RunningRouting.token("acc2", "x", role), path, body)
                                .status())
                        .isEqualTo(200);
            }
        }

        @Test
        void anOperatorSetsItsOwnAvailabilityOnly() {
            service.operator("acc3", "amelie");
            service.operator("acc3", "ben");
            String amelie = RunningRouting.token("acc3", "sub-amelie", "operator");
            String body = "{\"availability\": \"online\"}";
            assertThat(service.put(amelie, "/routing/v1/operators/amelie/availability", body)
                            .status())
                    .isEqualTo(200);
            assertThat(service.put(amelie, "/routing/v1/operators/ben/availability", body)
                            .status())
                    .isEqualTo(403);
        }

        @Test
        void anotherWorkspaceSeesNothing() {
            service.team("acc4", "support", "balanced");
            service.operator("acc4", "amelie", "support");
            String stranger = RunningRouting.token("acc5", "sub-amelie", "owner");
            assertThat(service.get(stranger, "/routing/v1/operators")
                            .body()
                            .path("items")
                            .size())
                    .isZero();
            assertThat(service.get(stranger, "/routing/v1/teams")
                            .body()
                            .path("items")
                            .size())
                    .isZero();
            assertThat(service.put(
                                    stranger,
                                    "/routing/v1/operators/amelie/availability",
                                    "{\"availability\": \"online\"}")
                            .status())
                    .isEqualTo(404);
        }
    }
}
