package dev.handover.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.operation.After;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.routing.contract.RoutingEvent;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AssignmentTest {
    private final RoutingParts parts = RoutingParts.shared();
    private final RunningRouting service = parts.service;
    private final JournalWriter journal = parts.journal;

    private RoutingEvent.AssignmentDecided decided(String ticketId, int nth) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> parts.reader.of(ticketId).stream()
                                .map(Published::event)
                                .filter(RoutingEvent.AssignmentDecided.class::isInstance)
                                .map(RoutingEvent.AssignmentDecided.class::cast)
                                .toList(),
                        list -> list.size() >= nth)
                .get(nth - 1);
    }

    private RoutingEvent.AssignmentDeferred deferred(String ticketId) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> parts.reader.of(ticketId).stream()
                                .map(Published::event)
                                .filter(RoutingEvent.AssignmentDeferred.class::isInstance)
                                .map(RoutingEvent.AssignmentDeferred.class::cast)
                                .toList(),
                        list -> !list.isEmpty())
                .getFirst();
    }

    private void applied(String workspace, String ticketId) {
        String after = new After(Map.of(ticketId, journal.version(ticketId))).token();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.get(
                                        RunningRouting.manager(workspace),
                                        "/routing/v1/tickets/" + ticketId + "/decisions?after=" + after)
                                .status()
                        == 200);
    }

    private void people(String workspace, String method, String... operators) {
        service.team(workspace, "support", method);
        for (String operator : operators) {
            service.operator(workspace, operator, "support");
            service.availability(workspace, operator, "online");
        }
    }

    @Nested
    class AnOpenedTicket {
        @Test
        void goesToTheAvailableOperatorWithTheFewestTicketsAndSaysWhy() {
            people("as1", "balanced", "amelie", "ben", "carl");
            service.availability("as1", "carl", "away");
            String first = journal.open("as1", 3, null);
            RoutingEvent.AssignmentDecided decision = decided(first, 1);
            assertThat(decision.operatorId()).isEqualTo("amelie");
            assertThat(decision.teamId()).isEqualTo("support");
            assertThat(decision.leftOut()).containsExactly(new RoutingEvent.LeftOut("carl", "away"));
            assertThat(parts.reader.of(first).getFirst().envelope()).satisfies(envelope -> {
                assertThat(envelope.sequence()).isEqualTo(1);
                assertThat(TraceParent.parse(envelope.traceparent()).orElseThrow())
                        .isNotEqualTo(JournalWriter.TRACE)
                        .returns(JournalWriter.TRACE.traceId(), TraceParent::traceId);
            });
            journal.assigned(first, "amelie", "support", decision.decisionId());
            assertThat(decided(journal.open("as1", 3, "support"), 1).operatorId())
                    .isEqualTo("ben");
            applied("as1", first);
            var answer = service.decisions("as1", first);
            assertThat(answer.body().at("/items/0/kind").asString()).isEqualTo("decided");
            assertThat(answer.body().at("/items/0/winner").asString()).isEqualTo("amelie");
            assertThat(answer.body().at("/items/0/outcome").asString()).isEqualTo("assigned");
            assertThat(answer.body().at("/items/0/candidates").size()).isEqualTo(2);
            assertThat(answer.body().at("/items/0/leftOut/0/reason").asString()).isEqualTo("away");
            assertThat(service.load("as1", "amelie")).isEqualTo(1);
            assertThat(service.decisions("other", first).status()).isEqualTo(404);
        }

        @Test
        void isWaitedForByALoadThatIsToShowIt() {
            people("as6", "balanced", "amelie");
            String ticket = UUID.randomUUID().toString();
            String after = new After(Map.of(ticket, 2L, "a-conversation", 3L)).token();
            String path = "/routing/v1/operators?after=" + after;
            assertThat(service.get(RunningRouting.manager("as6"), path).status())
                    .isEqualTo(503);
            journal.writeAt("as6", ticket, 1, JournalWriter.opened(ticket, 3, null, false, Instant.now()));
            journal.writeAt(
                    "as6",
                    ticket,
                    2,
                    new TicketJournalEvent.TicketAssigned(ticket, "amelie", null, null, Actor.system(), Instant.now()));
            await().untilAsserted(() -> assertThat(service.get(RunningRouting.manager("as6"), path)
                            .body()
                            .at("/items/0/load")
                            .asInt())
                    .isEqualTo(1));
        }

        @Test
        void isLeftAloneWhenItsOpenerAssignsIt() {
            people("as2", "balanced", "amelie");
            String ticket = UUID.randomUUID().toString();
            journal.writeAt("as2", ticket, 1, JournalWriter.opened(ticket, 3, null, false, Instant.now()));
            journal.writeAt(
                    "as2",
                    ticket,
                    2,
                    new TicketJournalEvent.TicketAssigned(ticket, "amelie", null, null, Actor.system(), Instant.now()));
            await().untilAsserted(
                            () -> assertThat(service.load("as2", "amelie")).isEqualTo(1));
            assertThat(service.decisions("as2", ticket).body().path("items").size())
                    .isZero();
        }

        @Test
        void waitsInTheQueueAndIsRoutedByPriorityThenAgeWhenSomeoneComes() {
            people("as3", "round_robin", "amelie");
            service.availability("as3", "amelie", "offline");
            Instant now = Instant.now();
            String late = journal.open("as3", 3, null, now);
            String early = journal.open("as3", 3, null, now.minusSeconds(60));
            String urgent = journal.open("as3", 5, null, now.plusSeconds(60));
            for (String ticket : List.of(late, early, urgent)) {
                assertThat(deferred(ticket).reason()).isEqualTo("no_one_available");
                assertThat(deferred(ticket).leftOut()).containsExactly(new RoutingEvent.LeftOut("amelie", "offline"));
            }
            service.availability("as3", "amelie", "online");
            assertThat(decided(urgent, 1).occurredAt())
                    .isBefore(decided(early, 1).occurredAt());
            assertThat(decided(early, 1).occurredAt()).isBefore(decided(late, 1).occurredAt());
            assertThat(parts.reader.of(late)).hasSize(2);
            assertThat(parts.reader.of(late).getLast().envelope().sequence()).isEqualTo(2);
            assertThat(service.load("as3", "amelie")).isEqualTo(3);
        }

        @Test
        void waitsForATeamAndIsTakenUpWhenOneAppearsWithAMember() {
            service.operator("as4", "amelie");
            service.availability("as4", "amelie", "online");
            String ticket = journal.open("as4", 3, null);
            assertThat(deferred(ticket).reason()).isEqualTo("no_team");
            service.team("as4", "support", "balanced");
            service.operator("as4", "amelie", "support");
            assertThat(decided(ticket, 1).operatorId()).isEqualTo("amelie");
        }

        @Test
        void waitsInAManualTeamUntilTheMethodChanges() {
            people("as5", "manual", "amelie");
            String ticket = journal.open("as5", 3, null);
            assertThat(deferred(ticket).reason()).isEqualTo("manual_method");
            service.team("as5", "support", "balanced");
            assertThat(decided(ticket, 1).operatorId()).isEqualTo("amelie");
        }
    }

    @Nested
    class ADecisionUnderWay {
        @Test
        void countsAsLoadUntilItIsDeclinedAndIsThenDecidedAgain() {
            people("un1", "balanced", "amelie", "ben");
            String ticket = journal.open("un1", 3, null);
            RoutingEvent.AssignmentDecided first = decided(ticket, 1);
            assertThat(service.load("un1", "amelie")).isEqualTo(1);
            journal.declined(ticket, first.decisionId());
            RoutingEvent.AssignmentDecided second = decided(ticket, 2);
            assertThat(second.operatorId()).isEqualTo("amelie");
            assertThat(second.candidates())
                    .contains(
                            new RoutingEvent.Candidate("amelie", 0, null), new RoutingEvent.Candidate("ben", 0, null));
            var items = service.decisions("un1", ticket).body().path("items");
            assertThat(items.at("/0/outcome").asString()).isEqualTo("declined");
            assertThat(items.at("/0/reason").asString()).isEqualTo("already_assigned");
            assertThat(items.at("/1/outcome").asString()).isEqualTo("pending");
        }

        @Test
        void isNotMadeAgainWhenAPersonWasFaster() {
            people("un2", "balanced", "amelie", "ben");
            String ticket = journal.open("un2", 3, null);
            RoutingEvent.AssignmentDecided decision = decided(ticket, 1);
            journal.assigned(ticket, "ben", null, null);
            journal.declined(ticket, decision.decisionId());
            applied("un2", ticket);
            assertThat(service.load("un2", "amelie")).isZero();
            assertThat(service.load("un2", "ben")).isEqualTo(1);
            assertThat(service.decisions("un2", ticket).body().path("items").size())
                    .isEqualTo(1);
        }

        @Test
        void isTriedAgainLaterAndLaterWhenItKeepsBeingDeclined() {
            people("un3", "balanced", "amelie");
            String ticket = journal.open("un3", 3, null);
            for (int i = 1; i <= 3; i++) {
                journal.declined(ticket, decided(ticket, i).decisionId());
            }
            Duration between = Duration.between(
                    decided(ticket, 3).occurredAt(), decided(ticket, 4).occurredAt());
            assertThat(between).isGreaterThan(Duration.ofMillis(390));
        }
    }

    @Nested
    class AnAssignedTicket {
        @Test
        void countsOnlyWhileItIsActiveAndNotOnHold() {
            people("ac1", "balanced", "amelie");
            String ticket = journal.open("ac1", 3, null);
            journal.assigned(ticket, "amelie", "support", decided(ticket, 1).decisionId());
            for (Phase phase : Phase.values()) {
                journal.phase(ticket, Phase.NEW, phase);
                applied("ac1", ticket);
                boolean counts = phase.active() && phase != Phase.ON_HOLD;
                assertThat(service.load("ac1", "amelie")).as(phase.name()).isEqualTo(counts ? 1 : 0);
            }
        }

        @Test
        void goesBackToTheQueueWhenItIsUnassigned() {
            people("ac2", "round_robin", "amelie", "ben");
            String ticket = journal.open("ac2", 3, null);
            journal.assigned(ticket, "amelie", "support", decided(ticket, 1).decisionId());
            journal.write(ticket, new TicketJournalEvent.TicketUnassigned(ticket, Actor.system(), Instant.now()));
            assertThat(decided(ticket, 2).operatorId()).isEqualTo("ben");
        }

        @Test
        void staysWithItsOperatorWhenReopened() {
            people("ac3", "round_robin", "amelie", "ben");
            String ticket = journal.open("ac3", 3, null);
            journal.assigned(ticket, "amelie", "support", decided(ticket, 1).decisionId());
            service.availability("ac3", "amelie", "away");
            journal.phase(ticket, Phase.NEW, Phase.SOLVED);
            journal.phase(ticket, Phase.SOLVED, Phase.WAITING_ON_TEAM);
            applied("ac3", ticket);
            assertThat(service.load("ac3", "amelie")).isEqualTo(1);
            assertThat(service.decisions("ac3", ticket).body().path("items").size())
                    .isEqualTo(1);
        }

        @Test
        void isDecidedAgainWhenReopenedAndItsOperatorIsOffline() {
            people("ac4", "balanced", "amelie", "ben");
            String ticket = journal.open("ac4", 3, null);
            journal.assigned(ticket, "amelie", "support", decided(ticket, 1).decisionId());
            service.availability("ac4", "amelie", "offline");
            journal.phase(ticket, Phase.NEW, Phase.SOLVED);
            journal.phase(ticket, Phase.SOLVED, Phase.WAITING_ON_TEAM);
            RoutingEvent.AssignmentDecided again = decided(ticket, 2);
            assertThat(again.operatorId()).isEqualTo("ben");
            assertThat(again.replaces()).isEqualTo("amelie");
            assertThat(decided(ticket, 1).replaces()).isNull();
            journal.assigned(ticket, "ben", "support", again.decisionId());
            applied("ac4", ticket);
            assertThat(service.load("ac4", "amelie")).isZero();
            assertThat(service.load("ac4", "ben")).isEqualTo(1);
            var items = service.decisions("ac4", ticket).body().path("items");
            assertThat(items.at("/1/replaces").asString()).isEqualTo("amelie");
            assertThat(items.at("/1/outcome").asString()).isEqualTo("assigned");
        }

        @Test
        void waitsForSomeoneWhenReopenedAndItsOperatorIsOffline() {
            people("ac5", "balanced", "amelie", "ben");
            String ticket = journal.open("ac5", 3, null);
            journal.assigned(ticket, "amelie", "support", decided(ticket, 1).decisionId());
            service.availability("ac5", "amelie", "offline");
            service.availability("ac5", "ben", "away");
            journal.phase(ticket, Phase.NEW, Phase.SOLVED);
            journal.phase(ticket, Phase.SOLVED, Phase.WAITING_ON_TEAM);
            assertThat(deferred(ticket).reason()).isEqualTo("no_one_available");
            service.availability("ac5", "ben", "online");
            assertThat(decided(ticket, 2).operatorId()).isEqualTo("ben");
            assertThat(decided(ticket, 2).replaces()).isEqualTo("amelie");
        }

        @Test
        void staysWithAnOperatorOutsideTheTeamsWhenReopenedWithoutATeam() {
            people("ac6", "balanced", "ben");
            service.operator("ac6", "amelie");
            service.availability("ac6", "amelie", "away");
            String ticket = journal.open("ac6", 3, null);
            journal.assigned(ticket, "amelie", null, decided(ticket, 1).decisionId());
            journal.phase(ticket, Phase.NEW, Phase.SOLVED);
            journal.phase(ticket, Phase.SOLVED, Phase.WAITING_ON_TEAM);
            applied("ac6", ticket);
            assertThat(service.load("ac6", "amelie")).isEqualTo(1);
            assertThat(service.decisions("ac6", ticket).body().path("items").size())
                    .isEqualTo(1);
        }
    }

    @Nested
    class Records {
        @Test
        void thatComeTwiceLateOrWithAGapChangeNothingWrongly() {
            people("re1", "balanced", "amelie");
            String ticket = UUID.randomUUID().toString();
            Instant now = Instant.now();
            JournalEvent opened = JournalWriter.opened(ticket, 3, null, true, now);
            JournalEvent assigned =
                    new TicketJournalEvent.TicketAssigned(ticket, "amelie", null, null, Actor.system(), now);
            JournalEvent solved = new TicketJournalEvent.TicketStatusChanged(
                    ticket, "open", Phase.NEW, "solved", Phase.SOLVED, "by_hand", Actor.system(), now);
            journal.writeAt("re1", ticket, 1, opened);
            journal.writeAt("re1", ticket, 1, opened);
            journal.writeAt("re1", ticket, 3, solved);
            journal.writeAt("re1", ticket, 2, assigned);
            journal.writeAt("re1", ticket, 1, opened);
            await().untilAsserted(() -> assertThat(version("re1", ticket, 3)).isEqualTo(200));
            assertThat(parts.reader.of(ticket).stream()
                            .filter(event -> event.event() instanceof RoutingEvent.AssignmentDecided))
                    .hasSize(1);
            journal.writeAt(
                    "re1",
                    ticket,
                    4,
                    new TicketJournalEvent.TicketAssignmentDeclined(
                            ticket, decided(ticket, 1).decisionId(), "already_assigned", now));
            await().untilAsserted(() -> assertThat(version("re1", ticket, 4)).isEqualTo(200));
            assertThat(service.load("re1", "amelie")).isZero();
        }

        @Test
        void ofTypesThatMeanNothingHereAreCounted() {
            people("re2", "balanced", "amelie");
            String ticket = journal.open("re2", 3, null);
            journal.write(
                    ticket, new TicketJournalEvent.TicketTagged(ticket, List.of("a"), Actor.system(), Instant.now()));
            var foreign = journal.record(
                    ticket,
                    3,
                    new TicketJournalEvent.TicketTagged(ticket, List.of("b"), Actor.system(), Instant.now()));
            foreign.headers().remove("ce_type");
            foreign.headers()
                    .add("ce_type", "dev.handover.journal.ticket.not_yet_invented.v1".getBytes(StandardCharsets.UTF_8));
            journal.send(foreign);
            await().untilAsserted(() -> assertThat(version("re2", ticket, 3)).isEqualTo(200));
            assertThat(version("re2", ticket, 4)).isEqualTo(503);
        }

        private int version(String workspace, String ticket, long version) {
            return service.get(
                            RunningRouting.manager(workspace),
                            "/routing/v1/tickets/" + ticket + "/decisions?after="
                                    + new After(Map.of(ticket, version)).token())
                    .status();
        }
    }
}
