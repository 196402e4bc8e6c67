package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.ID;
import static dev.handover.ticket.domain.Tickets.NOW;
import static dev.handover.ticket.domain.Tickets.given;
import static dev.handover.ticket.domain.Tickets.in;
import static dev.handover.ticket.domain.Tickets.incoming;
import static dev.handover.ticket.domain.Tickets.open;
import static dev.handover.ticket.domain.Tickets.reply;
import static dev.handover.ticket.domain.Tickets.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.TicketCommand.Archive;
import dev.handover.ticket.domain.TicketCommand.CloseByTime;
import dev.handover.ticket.domain.TicketCommand.Reopen;
import dev.handover.ticket.domain.TicketCommand.Restore;
import dev.handover.ticket.domain.TicketCommand.Snooze;
import dev.handover.ticket.domain.TicketCommand.Wake;
import dev.handover.ticket.domain.TicketEvent.Cause;
import dev.handover.ticket.domain.TicketEvent.RestoreCause;
import dev.handover.ticket.domain.TicketEvent.WakeCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of tickets that are put aside, reopened, or end by themselves. */
class AsideDeciderTest {
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
    private static final Archive ARCHIVE = new Archive(ID, BY_AMELIE);
    private static final Restore RESTORE = new Restore(ID, BY_AMELIE);
    private static final Reopen REOPEN = new Reopen(ID, BY_AMELIE);

    private static Snooze snooze(Instant until) {
        return new Snooze(ID, until, true, BY_AMELIE);
    }

    private static Snooze soundly() {
        return new Snooze(ID, TOMORROW, false, BY_AMELIE);
    }

    private static Wake wake(WakeCause cause) {
        return new Wake(ID, cause, BY_AMELIE);
    }

    private static List<TicketEvent> at(Instant time, Tickets.Given given, TicketCommand command) {
        Decision<TicketEvent> decision = TicketDecider.decide(command, given.ticket(), Settings.DEFAULT, time);
        return ((Decision.Accepted<TicketEvent>) decision).events();
    }

    @Test
    void nothingOfItHappensToATicketThatIsNotThere() {
        for (TicketCommand command :
                List.of(snooze(TOMORROW), wake(WakeCause.TIME), ARCHIVE, RESTORE, REOPEN, new CloseByTime(ID))) {
            given().when(command).rejected(Rejection.NoSuchTicket.class);
        }
    }

    @Nested
    class Snoozing {
        @ParameterizedTest
        @EnumSource(names = {"SOLVED", "CLOSED"})
        void isForActiveTickets(Phase phase) {
            in(phase).when(snooze(TOMORROW)).rejected(Rejection.TicketIsNotActive.class);
        }

        @Test
        void needsATimeAheadAndNotTooFar() {
            given(open()).when(snooze(NOW)).rejected(Rejection.NoTimeToSnoozeUntil.class);
            given(open()).when(snooze(NOW.plus(Duration.ofDays(367)))).rejected(Rejection.NoTimeToSnoozeUntil.class);
            given(open()).when(snooze(NOW.plus(Duration.ofDays(366)))).happened("TicketSnoozed");
        }

        @Test
        void changesNothingTwiceAndMayBeChanged() {
            given(open(), snooze(TOMORROW)).when(snooze(TOMORROW)).happened();
            given(open(), snooze(TOMORROW)).when(soundly()).happened("TicketSnoozed");
        }

        @Test
        void isDueThen() {
            assertThat(Due.of(given(open(), snooze(TOMORROW)).ticket(), Settings.DEFAULT))
                    .isEqualTo(Map.of(Due.WAKE, TOMORROW));
            assertThat(Due.of(given(open()).ticket(), Settings.DEFAULT)).isEmpty();
        }
    }

    @Nested
    class ASnoozedTicket {
        private final Tickets.Given snoozed = given(open(), snooze(TOMORROW));

        @Test
        void wakesWhenItsTimeHasComeAndNotBefore() {
            assertThat(at(TOMORROW.minusMillis(1), snoozed, wake(WakeCause.TIME)))
                    .isEmpty();
            assertThat(at(TOMORROW, snoozed, wake(WakeCause.TIME)))
                    .containsExactly(new TicketEvent.TicketWoken(ID, WakeCause.TIME, BY_AMELIE, TOMORROW));
        }

        @Test
        void wakesByHandOnce() {
            snoozed.when(wake(WakeCause.BY_HAND)).happened("TicketWoken");
            snoozed.after(wake(WakeCause.BY_HAND)).when(wake(WakeCause.BY_HAND)).happened();
        }

        @Test
        void isWokenByTheCustomer() {
            snoozed.when(incoming()).happened("MessageAdded", "TicketWoken");
            snoozed.after(reply())
                    .when(incoming())
                    .happened("MessageAdded", "StatusChanged WAITING_ON_TEAM", "TicketWoken");
        }

        @Test
        void sleepsOnWhereTheOperatorWantsIt() {
            given(open(), soundly()).when(incoming()).happened("MessageAdded");
        }

        @Test
        void sleepsThroughAutomaticMessagesAndReplies() {
            snoozed.when(incoming(Automatic.OUT_OF_OFFICE)).happened("MessageAdded");
            snoozed.when(reply()).happened("MessageAdded", "StatusChanged WAITING_ON_CUSTOMER");
        }

        @Test
        void isWokenByItsEnd() {
            snoozed.when(status("solved")).happened("StatusChanged SOLVED", "TicketWoken");
            assertThat(((TicketEvent.TicketWoken)
                                    snoozed.when(status("solved")).events().getLast())
                            .cause())
                    .isEqualTo(WakeCause.ENDED);
        }
    }

    @Nested
    class AnArchivedTicket {
        @ParameterizedTest
        @EnumSource(Phase.class)
        void isKeptInEveryPhase(Phase phase) {
            in(phase).when(ARCHIVE).happened("TicketArchived");
            in(phase).after(ARCHIVE).when(ARCHIVE).happened();
            in(phase).after(ARCHIVE).when(RESTORE).happened("TicketRestored");
            in(phase).when(RESTORE).happened();
        }

        @Test
        void isBroughtBackByTheCustomer() {
            in(Phase.SOLVED)
                    .after(ARCHIVE)
                    .when(incoming())
                    .happened("MessageAdded", "StatusChanged WAITING_ON_TEAM", "TicketRestored");
            in(Phase.NEW).after(ARCHIVE).when(incoming()).happened("MessageAdded", "TicketRestored");
            in(Phase.NEW).after(ARCHIVE).when(incoming(Automatic.BOUNCE)).happened("MessageAdded");
        }

        @Test
        void isBroughtBackByReopening() {
            in(Phase.CLOSED).after(ARCHIVE).when(REOPEN).happened("StatusChanged WAITING_ON_TEAM", "TicketRestored");
            assertThat(((TicketEvent.TicketRestored) in(Phase.SOLVED)
                                    .after(ARCHIVE)
                                    .when(status("open"))
                                    .events()
                                    .getLast())
                            .cause())
                    .isEqualTo(RestoreCause.REOPENED);
        }

        @Test
        void staysWhereItIsOtherwise() {
            in(Phase.NEW).after(ARCHIVE).when(reply()).happened("MessageAdded", "StatusChanged WAITING_ON_CUSTOMER");
        }
    }

    @Nested
    class AStatusThatArchives {
        private static final Settings FOLLOW_UP = Settings.DEFAULT.with(
                Objects.requireNonNull(SchemePresets.byName().get("follow_up")));

        private static Ticket after(Ticket ticket, TicketCommand command) {
            Ticket now = ticket;
            for (TicketEvent event : events(ticket, command)) {
                now = TicketEvolution.evolve(now, event);
            }
            return now;
        }

        private static List<TicketEvent> events(Ticket ticket, TicketCommand command) {
            return ((Decision.Accepted<TicketEvent>) TicketDecider.decide(command, ticket, FOLLOW_UP, NOW)).events();
        }

        private static boolean archived(Ticket ticket) {
            return ((Ticket.Opened) ticket).facts().aside().archived();
        }

        @Test
        void putsTheTicketAsideUntilItIsLeft() {
            Ticket aside = after(in(Phase.SOLVED).ticket(), status("archived"));
            assertThat(archived(aside)).isTrue();
            assertThat(archived(after(aside, status("completed")))).isFalse();
            assertThat(archived(after(aside, REOPEN))).isFalse();
            assertThat(events(aside, status("archived"))).isEmpty();
        }

        @Test
        void isNotWhatAPersonsArchivingEndsWith() {
            Ticket byHand = after(in(Phase.WAITING_ON_TEAM).ticket(), ARCHIVE);
            assertThat(archived(after(byHand, status("completed")))).isTrue();
            assertThat(archived(after(byHand, status("archived")))).isTrue();
        }
    }

    @Nested
    class Reopening {
        @ParameterizedTest
        @EnumSource(names = {"SOLVED", "CLOSED"})
        void givesTheTurnToTheTeam(Phase phase) {
            in(phase).when(REOPEN).happened("StatusChanged WAITING_ON_TEAM");
        }

        @ParameterizedTest
        @EnumSource(
                names = {"SOLVED", "CLOSED"},
                mode = EnumSource.Mode.EXCLUDE)
        void changesNothingOfAnActiveTicket(Phase phase) {
            in(phase).when(REOPEN).happened();
        }
    }

    @Nested
    class ClosingByTime {
        private final Instant due = NOW.plus(Settings.DEFAULT.solvedTicketsCloseAfter());

        @Test
        void isDueSoLongAfterTheSolving() {
            assertThat(Due.of(in(Phase.SOLVED).ticket(), Settings.DEFAULT)).isEqualTo(Map.of(Due.CLOSE, due));
        }

        @Test
        void happensThenAndNotBefore() {
            assertThat(at(due.minusMillis(1), in(Phase.SOLVED), new CloseByTime(ID)))
                    .isEmpty();
            TicketEvent.StatusChanged closed = (TicketEvent.StatusChanged)
                    at(due, in(Phase.SOLVED), new CloseByTime(ID)).getFirst();
            assertThat(closed.phase()).isEqualTo(Phase.CLOSED);
            assertThat(closed.cause()).isEqualTo(Cause.TIME);
            assertThat(closed.by()).isEqualTo(Actor.SYSTEM);
        }

        @ParameterizedTest
        @EnumSource(names = "SOLVED", mode = EnumSource.Mode.EXCLUDE)
        void isForSolvedTickets(Phase phase) {
            assertThat(at(due, in(phase), new CloseByTime(ID))).isEmpty();
        }
    }
}
