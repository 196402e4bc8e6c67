package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.StatusSchemeTest.INBOX;
import static dev.handover.ticket.domain.Tickets.NOW;
import static dev.handover.ticket.domain.Tickets.in;
import static dev.handover.ticket.domain.Tickets.incoming;
import static dev.handover.ticket.domain.Tickets.reply;
import static dev.handover.ticket.domain.Tickets.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.TicketEvent.StatusChanged;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tickets of a workspace that went from the classic scheme to the inbox's. */
class TicketsUnderSchemesTest {
    private static List<TicketEvent> when(TicketCommand command, Phase phase) {
        Decision<TicketEvent> decision =
                TicketDecider.decide(command, in(phase).ticket(), Settings.DEFAULT.with(INBOX), NOW);
        return ((Decision.Accepted<TicketEvent>) decision).events();
    }

    private static Stream<String> moves(List<TicketEvent> events) {
        return events.stream()
                .filter(StatusChanged.class::isInstance)
                .map(StatusChanged.class::cast)
                .map(e -> e.fromStatus() + " " + e.fromPhase() + " > " + e.status() + " " + e.phase());
    }

    @Test
    void moveFromTheStatusThatIsShownToTheSchemesOwn() {
        assertThat(moves(when(incoming(), Phase.WAITING_ON_CUSTOMER)))
                .containsExactly("pending WAITING_ON_CUSTOMER > open WAITING_ON_TEAM");
        assertThat(moves(when(incoming(), Phase.SOLVED))).containsExactly("resolved SOLVED > open WAITING_ON_TEAM");
        assertThat(moves(when(reply(), Phase.ON_HOLD))).containsExactly("open ON_HOLD > pending WAITING_ON_CUSTOMER");
    }

    @Test
    void aStatusOfTwoPhasesSetByHandMeansTheLaterAlsoWhereTheKeyStays() {
        assertThat(moves(when(status("open"), Phase.NEW))).containsExactly("open NEW > open WAITING_ON_TEAM");
        assertThat(when(status("open"), Phase.WAITING_ON_TEAM)).isEmpty();
        assertThat(moves(when(reply(Optional.empty(), Optional.of("open"), false), Phase.NEW)))
                .containsExactly("open NEW > open WAITING_ON_TEAM");
    }

    @Test
    void haveNoOtherStatusesThanTheSchemes() {
        Decision<TicketEvent> decision = TicketDecider.decide(
                status("waiting_on_team"), in(Phase.NEW).ticket(), Settings.DEFAULT.with(INBOX), NOW);
        assertThat(decision)
                .isEqualTo(Decision.reject(
                        new Rejection.UnknownStatus("waiting_on_team", List.of("open", "pending", "resolved"))));
    }
}
