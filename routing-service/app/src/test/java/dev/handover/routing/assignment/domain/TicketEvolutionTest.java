package dev.handover.routing.assignment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.routing.assignment.domain.Ticket.Pending;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketEvolutionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Nested
    class AnOpenedTicket {
        @Test
        void waitsWhenRoutingIsToAssignIt() {
            assertThat(opened(true).waiting()).isTrue();
            assertThat(opened(false).waiting()).isFalse();
        }

        @Test
        void waitsNoLongerWhenItIsSolvedAndAgainWhenReopened() {
            Ticket solved = moved(opened(true), Phase.SOLVED);
            assertThat(solved.waiting()).isFalse();
            assertThat(moved(solved, Phase.WAITING_ON_TEAM).waiting()).isTrue();
        }
    }

    @Nested
    class ASnoozedTicket {
        private final Ticket snoozed = TicketEvolution.evolve(
                assigned(opened(true), "amelie", null),
                new TicketJournalEvent.TicketSnoozed("t1", NOW, true, Actor.system(), NOW));

        @Test
        void isNobodysLoadUntilItWakes() {
            assertThat(snoozed.counts()).isEmpty();
            assertThat(woken(snoozed).counts()).containsExactly("amelie");
        }

        @Test
        void isNotRoutedUntilItWakes() {
            Ticket queued = TicketEvolution.evolve(
                    opened(true), new TicketJournalEvent.TicketSnoozed("t1", NOW, true, Actor.system(), NOW));
            assertThat(queued.waiting()).isFalse();
            assertThat(woken(queued).waiting()).isTrue();
        }

        private static Ticket woken(Ticket ticket) {
            return TicketEvolution.evolve(
                    ticket, new TicketJournalEvent.TicketWoken("t1", "time", Actor.system(), NOW));
        }
    }

    @Nested
    class ADecidedTicket {
        private final Ticket decided = opened(true).decided(new Pending("d1", "amelie"));

        @Test
        void countsForItsWinnerAndDoesNotWait() {
            assertThat(decided.counts()).containsExactly("amelie");
            assertThat(decided.waiting()).isFalse();
            assertThat(decided.published()).isEqualTo(1);
        }

        @Test
        void belongsToTheWinnerOnceAssignedNamesTheDecision() {
            Ticket assigned = assigned(decided, "amelie", "d1");
            assertThat(assigned.counts()).containsExactly("amelie");
            assertThat(assigned.holder().pending()).isEmpty();
        }

        @Test
        void keepsTheDecisionUnderWayWhenAPersonAssignsIt() {
            Ticket assigned = assigned(decided, "ben", null);
            assertThat(assigned.counts()).containsExactly("ben", "amelie");
            Ticket declined = declined(assigned, "d1");
            assertThat(declined.counts()).containsExactly("ben");
            assertThat(declined.waiting()).isFalse();
        }

        @Test
        void waitsForTheAnswerEvenWhenItIsUnassignedMeanwhile() {
            Ticket unassigned =
                    TicketEvolution.evolve(decided, new TicketJournalEvent.TicketUnassigned("t", Actor.system(), NOW));
            assertThat(unassigned.waiting()).isFalse();
            assertThat(declined(unassigned, "d1").waiting()).isTrue();
        }

        @Test
        void waitsAgainWhenADeclineComesAfterItWasReopened() {
            Ticket given = assigned(decided, "ben", null);
            Ticket reopened = moved(moved(given, Phase.SOLVED), Phase.WAITING_ON_TEAM);
            assertThat(reopened.waiting()).isFalse();
            assertThat(declined(reopened, "d1").due(NOW)).isTrue();
            assertThat(declined(reopened, "d1").holder().operator()).contains("ben");
        }

        @Test
        void takesNoNoticeOfADeclineOfAnotherDecision() {
            assertThat(declined(decided, "d0")).isEqualTo(decided);
        }

        @Test
        void isDecidedAgainAtOnceAfterTheFirstDeclineAndLaterAfterMore() {
            Ticket once = declined(decided, "d1");
            assertThat(once.due(NOW)).isTrue();
            Ticket twice = declined(once.decided(new Pending("d2", "amelie")), "d2");
            assertThat(twice.due(NOW)).isFalse();
            assertThat(twice.due(NOW.plusMillis(200))).isTrue();
            Ticket often = twice;
            for (int i = 3; i < 60; i++) {
                often = declined(often.decided(new Pending("d" + i, "amelie")), "d" + i);
            }
            assertThat(often.queue().retryAt()).contains(NOW.plus(Duration.ofMinutes(1)));
        }
    }

    /** A ticket counts at most for who has it and who is to get it, waits only while nothing is under way, never throws. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anySequenceOfEventsKeepsTheInvariants(long seed) {
        Random random = new Random(seed);
        Ticket ticket = opened(random.nextBoolean());
        for (int i = 0; i < 2000; i++) {
            if (ticket.waiting()) {
                ticket = ticket.decided(new Pending("d" + i, "operator" + random.nextInt(3)));
            }
            ticket = switch (random.nextInt(5)) {
                case 0 -> moved(ticket, Phase.values()[random.nextInt(6)]);
                case 1 -> assigned(ticket, random.nextBoolean() ? "operator" + random.nextInt(3) : null, last(ticket));
                case 2 -> declined(ticket, "d" + random.nextInt(i + 1));
                case 3 -> declined(ticket, String.valueOf(last(ticket)));
                default ->
                    TicketEvolution.evolve(ticket, new TicketJournalEvent.TicketUnassigned("t", Actor.system(), NOW));
            };
            assertThat(ticket.counts().size()).isLessThanOrEqualTo(2);
            if (!ticket.phase().active() || ticket.phase() == Phase.ON_HOLD) {
                assertThat(ticket.counts()).isEmpty();
            }
            assertThat(ticket.waiting() && ticket.holder().pending().isPresent())
                    .isFalse();
        }
    }

    private static @Nullable String last(Ticket ticket) {
        return ticket.holder().pending().map(Pending::decisionId).orElse(null);
    }

    private static Ticket opened(boolean routable) {
        return TicketEvolution.evolve(
                TicketEvolution.unknown("t", "acme", NOW),
                new TicketJournalEvent.TicketOpened(
                        "t",
                        1,
                        "manual",
                        "Lamp",
                        "",
                        "email",
                        null,
                        null,
                        null,
                        3,
                        "open",
                        Phase.NEW,
                        List.of(),
                        null,
                        null,
                        routable,
                        null,
                        Actor.system(),
                        NOW));
    }

    private static Ticket assigned(Ticket ticket, @Nullable String operator, @Nullable String decision) {
        return TicketEvolution.evolve(
                ticket, new TicketJournalEvent.TicketAssigned("t", operator, "support", decision, Actor.system(), NOW));
    }

    private static Ticket declined(Ticket ticket, String decision) {
        return TicketEvolution.evolve(
                ticket, new TicketJournalEvent.TicketAssignmentDeclined("t", decision, "already_assigned", NOW));
    }

    private static Ticket moved(Ticket ticket, Phase phase) {
        return TicketEvolution.evolve(
                ticket,
                new TicketJournalEvent.TicketStatusChanged(
                        "t",
                        ticket.phase().name(),
                        ticket.phase(),
                        phase.name(),
                        phase,
                        "by_hand",
                        Actor.system(),
                        NOW));
    }
}
