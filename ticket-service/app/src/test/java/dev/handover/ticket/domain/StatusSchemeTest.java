package dev.handover.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.StatusScheme.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What status schemes say of tickets. */
class StatusSchemeTest {
    static final StatusScheme INBOX =
            Objects.requireNonNull(SchemePresets.byName().get("inbox"));

    static Stream<StatusScheme> presets() {
        return SchemePresets.byName().values().stream();
    }

    static Status status(String key, Phase... phases) {
        return new Status(key, key, List.of(phases), false);
    }

    /** The inbox's statuses and these. */
    static StatusScheme inboxAnd(Status... more) {
        List<Status> all = new ArrayList<>(INBOX.statuses());
        all.addAll(List.of(more));
        return new StatusScheme(all, Optional.empty());
    }

    @Nested
    class Presets {
        @Test
        void areFive() {
            assertThat(SchemePresets.byName().keySet())
                    .containsExactly("classic", "inbox", "follow_up", "turns", "lifecycle");
        }

        @ParameterizedTest
        @MethodSource("dev.handover.ticket.domain.StatusSchemeTest#presets")
        void holdTogether(StatusScheme preset) {
            assertThat(SchemeFaults.of(preset)).isEmpty();
            assertThat(SchemePresets.name(preset)).isPresent();
        }

        @ParameterizedTest
        @MethodSource("dev.handover.ticket.domain.StatusSchemeTest#presets")
        void haveAStatusForEveryPhase(StatusScheme preset) {
            assertThat(Phase.values()).allSatisfy(phase -> {
                assertThat(preset.statuses()).contains(preset.defaultOf(phase));
                assertThat(preset.defaultOf(phase).phase().active()).isEqualTo(phase.active());
            });
        }

        @Test
        void sayWhereTicketsCloseToByThemselves() {
            assertThat(presets().map(preset -> preset.closing().map(Status::key).orElse("none")))
                    .containsExactly("closed", "none", "none", "none", "closed");
        }
    }

    @Nested
    class WhatIsShown {
        @Test
        void isTheStatusThatTheTicketWasGivenWhileItStandsForThePhase() {
            StatusScheme scheme = inboxAnd(status("with_vendor", Phase.ON_HOLD), status("parked", Phase.ON_HOLD));
            assertThat(scheme.shown(Phase.ON_HOLD, "parked").key()).isEqualTo("parked");
            assertThat(scheme.shown(Phase.ON_HOLD, "pending").key()).isEqualTo("with_vendor");
            assertThat(scheme.shown(Phase.ON_HOLD, "unheard_of").key()).isEqualTo("with_vendor");
        }

        @ParameterizedTest
        @CsvSource({
            "NEW, open", "WAITING_ON_TEAM, open", "WAITING_ON_CUSTOMER, pending",
            "ON_HOLD, open", "SOLVED, resolved", "CLOSED, resolved"
        })
        void isTheNearestWhereThePhaseHasNone(Phase phase, String shown) {
            assertThat(INBOX.defaultOf(phase).key()).isEqualTo(shown);
        }
    }

    @Nested
    class AFaultyScheme {
        private List<String> pointers(StatusScheme scheme) {
            return SchemeFaults.of(scheme).stream()
                    .map(Rejection.Fault::pointer)
                    .toList();
        }

        @Test
        void hasAKeyTwice() {
            assertThat(pointers(inboxAnd(status("open", Phase.ON_HOLD)))).containsExactly("/statuses/3/key");
        }

        @Test
        void hasAStatusWithoutAPhase() {
            assertThat(pointers(inboxAnd(status("void")))).containsExactly("/statuses/3/phases");
        }

        @Test
        void hasAStatusThatIsActiveAndNot() {
            assertThat(pointers(inboxAnd(status("both", Phase.ON_HOLD, Phase.CLOSED))))
                    .containsExactly("/statuses/3/phases");
        }

        @Test
        void archivesActiveTickets() {
            assertThat(pointers(inboxAnd(new Status("away", "Away", List.of(Phase.ON_HOLD), true))))
                    .containsExactly("/statuses/3/archives");
        }

        @Test
        void lacksAPhaseThatNoTicketGoesWithout() {
            List<Status> statuses = List.of(status("open", Phase.NEW, Phase.ON_HOLD), status("done", Phase.CLOSED));
            assertThat(SchemeFaults.of(new StatusScheme(statuses, Optional.of("done"))))
                    .extracting(Rejection.Fault::detail)
                    .containsExactly(
                            "must have a status for WAITING_ON_TEAM",
                            "must have a status for WAITING_ON_CUSTOMER",
                            "must have a status for SOLVED");
        }

        @ParameterizedTest
        @CsvSource({"nothing", "resolved", "open"})
        void closesToAStatusThatIsNotClosed(String key) {
            assertThat(pointers(new StatusScheme(INBOX.statuses(), Optional.of(key))))
                    .containsExactly("/autoCloseTo");
        }
    }
}
