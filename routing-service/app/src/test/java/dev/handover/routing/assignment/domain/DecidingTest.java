package dev.handover.routing.assignment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.routing.contract.DirectoryRecord.Availability;
import dev.handover.routing.contract.RoutingEvent.LeftOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecidingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Nested
    class Balanced {
        @Test
        void theOneWithTheFewestTicketsWins() {
            assertThat(winner(Method.BALANCED, online("amelie", 3, at(1)), online("ben", 2, at(9))))
                    .isEqualTo("ben");
        }

        @Test
        void amongEqualsTheOneWhoHasWaitedLongestWins() {
            assertThat(winner(Method.BALANCED, online("amelie", 2, at(9)), online("ben", 2, at(1))))
                    .isEqualTo("ben");
        }

        @Test
        void whoNeverHadATicketHasWaitedLongest() {
            assertThat(winner(Method.BALANCED, online("amelie", 0, at(1)), online("ben", 0, null)))
                    .isEqualTo("ben");
        }

        @Test
        void whoIsNotOnlineIsLeftOutAndTheReasonIsTold() {
            Decision decision = Deciding.decide(new Situation(
                    Method.BALANCED,
                    List.of(
                            new Member("amelie", Availability.AWAY, 0, null),
                            new Member("ben", Availability.BUSY, 0, null),
                            new Member("carl", Availability.OFFLINE, 0, null),
                            online("dora", 7, null))));
            assertThat(decision).isInstanceOfSatisfying(Decision.Assign.class, assign -> {
                assertThat(assign.winner()).isEqualTo("dora");
                assertThat(assign.leftOut())
                        .containsExactly(
                                new LeftOut("amelie", "away"),
                                new LeftOut("ben", "busy"),
                                new LeftOut("carl", "offline"));
            });
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
        void loadsThatStartEqualNeverDifferByMoreThanOne(long seed) {
            Random random = new Random(seed);
            Desk desk = new Desk(Method.BALANCED, 2 + random.nextInt(9));
            int start = random.nextInt(5);
            desk.members.replaceAll((id, member) -> online(id, start, null));
            for (int ticket = 0; ticket < 500; ticket++) {
                desk.give(ticket);
                List<Integer> loads =
                        desk.members.values().stream().map(Member::load).toList();
                assertThat(loads.stream().max(Comparator.naturalOrder()).orElseThrow()
                                - loads.stream().min(Comparator.naturalOrder()).orElseThrow())
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Nested
    class RoundRobin {
        @Test
        void theLongestTimeSinceTheLastTicketWinsWhateverTheLoad() {
            assertThat(winner(Method.ROUND_ROBIN, online("amelie", 90, at(1)), online("ben", 0, at(2))))
                    .isEqualTo("amelie");
        }

        /** Between two tickets of the same operator, everyone who was available all the time has had one. */
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
        void everyAvailableMemberHasItsTurnOnceARoundWhoeverComesAndGoes(long seed) {
            Random random = new Random(seed);
            Desk desk = new Desk(Method.ROUND_ROBIN, 6);
            Map<String, Set<String>> sinceLast = new TreeMap<>();
            Map<String, Set<String>> alwaysThere = new TreeMap<>();
            for (int ticket = 0; ticket < 2000; ticket++) {
                if (random.nextInt(4) == 0) {
                    String someone = "operator" + random.nextInt(6);
                    desk.toggle(someone);
                    alwaysThere.values().forEach(there -> there.remove(someone));
                }
                Set<String> available = desk.available();
                String winner = desk.give(ticket);
                assertThat(winner == null).isEqualTo(available.isEmpty());
                if (winner == null) {
                    continue;
                }
                assertThat(winner).isIn(available);
                Set<String> since = sinceLast.get(winner);
                if (since != null) {
                    assertThat(since).containsAll(alwaysThere.get(winner));
                }
                sinceLast.values().forEach(others -> others.add(winner));
                sinceLast.put(winner, new HashSet<>());
                alwaysThere.put(winner, others(available, winner));
            }
        }

        private static Set<String> others(Set<String> available, String winner) {
            return available.stream().filter(id -> !id.equals(winner)).collect(Collectors.toCollection(HashSet::new));
        }
    }

    @Nested
    class AnyMethod {
        @Test
        void aManualTeamDecidesNothing() {
            assertThat(Deciding.decide(new Situation(Method.MANUAL, List.of(online("amelie", 0, null)))))
                    .isEqualTo(new Decision.Defer(Decision.Reason.MANUAL_METHOD, List.of()));
        }

        @Test
        void aTeamOfNobodyDefers() {
            assertThat(Deciding.decide(new Situation(Method.BALANCED, List.of())))
                    .isEqualTo(new Decision.Defer(Decision.Reason.NO_ONE_AVAILABLE, List.of()));
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void storedInputsGiveTheSameDecision(long seed) {
            Random random = new Random(seed);
            for (int i = 0; i < 500; i++) {
                Situation situation = any(random);
                String stored = EventJson.MAPPER.writeValueAsString(situation);
                assertThat(Deciding.decide(EventJson.MAPPER.readValue(stored, Situation.class)))
                        .isEqualTo(Deciding.decide(situation));
            }
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void theOrderOfMembersDoesNotMatter(long seed) {
            Random random = new Random(seed);
            for (int i = 0; i < 500; i++) {
                Situation situation = any(random);
                List<Member> shuffled = new ArrayList<>(situation.members());
                java.util.Collections.shuffle(shuffled, random);
                assertThat(winner(Deciding.decide(new Situation(situation.method(), shuffled))))
                        .isEqualTo(winner(Deciding.decide(situation)));
            }
        }

        private static Situation any(Random random) {
            List<Member> members = new ArrayList<>();
            int size = random.nextInt(8);
            for (int i = 0; i < size; i++) {
                members.add(new Member(
                        "operator" + i,
                        Availability.values()[random.nextInt(4)],
                        random.nextInt(3),
                        random.nextInt(3) == 0 ? null : START.plusNanos(random.nextInt(5) * 1000L)));
            }
            return new Situation(Method.values()[random.nextInt(3)], members);
        }
    }

    /** A team to which tickets are given one after the other. */
    private static final class Desk {
        private final Method method;
        private final Map<String, Member> members = new TreeMap<>();

        Desk(Method method, int size) {
            this.method = method;
            for (int i = 0; i < size; i++) {
                members.put("operator" + i, online("operator" + i, 0, null));
            }
        }

        void toggle(String id) {
            members.computeIfPresent(
                    id,
                    (key, member) -> new Member(
                            id,
                            member.availability() == Availability.ONLINE ? Availability.AWAY : Availability.ONLINE,
                            member.load(),
                            member.lastAssignedAt()));
        }

        Set<String> available() {
            return members.values().stream()
                    .filter(member -> member.availability() == Availability.ONLINE)
                    .map(Member::operatorId)
                    .collect(Collectors.toSet());
        }

        @Nullable
        String give(int ticket) {
            String winner = winner(Deciding.decide(new Situation(method, List.copyOf(members.values()))));
            if (winner != null) {
                members.computeIfPresent(
                        winner,
                        (id, member) -> new Member(id, member.availability(), member.load() + 1, at(ticket + 1)));
            }
            return winner;
        }
    }

    private static Member online(String id, int load, @Nullable Instant last) {
        return new Member(id, Availability.ONLINE, load, last);
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    private static @Nullable String winner(Method method, Member... members) {
        return winner(Deciding.decide(new Situation(method, List.of(members))));
    }

    private static @Nullable String winner(Decision decision) {
        return switch (decision) {
            case Decision.Assign assign -> assign.winner();
            case Decision.Defer _ -> null;
        };
    }
}
