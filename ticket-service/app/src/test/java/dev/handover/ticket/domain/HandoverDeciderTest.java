package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.AMELIE;
import static dev.handover.ticket.domain.Tickets.BOT;
import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.BY_CARLA;
import static dev.handover.ticket.domain.Tickets.CONVERSATION;
import static dev.handover.ticket.domain.Tickets.ESCALATION;
import static dev.handover.ticket.domain.Tickets.ID;
import static dev.handover.ticket.domain.Tickets.NOW;
import static dev.handover.ticket.domain.Tickets.given;
import static dev.handover.ticket.domain.Tickets.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a conversation's way from an AI to people does to its ticket. */
class HandoverDeciderTest {
    private static final ConversationId OTHER = new ConversationId("c2");

    private static TicketCommand escalation() {
        return new TicketCommand.Escalate(ID, CONVERSATION, ESCALATION, BOT);
    }

    private static TicketCommand takeover() {
        return new TicketCommand.TakeOver(ID, CONVERSATION, AMELIE, BY_AMELIE);
    }

    private static TicketCommand heardByAnAi() {
        return new TicketCommand.AddIncoming(
                ID, CONVERSATION, new MessageId("heard"), 3, BY_CARLA, Automatic.NONE, "hi", true);
    }

    @Nested
    class AnEscalation {
        @ParameterizedTest
        @EnumSource(names = {"NEW", "WAITING_ON_TEAM"})
        void isRecordedOnATicketThatWaitsForTheTeam(Phase phase) {
            in(phase).when(escalation()).happened("Escalated");
        }

        @ParameterizedTest
        @EnumSource(names = {"WAITING_ON_CUSTOMER", "ON_HOLD", "SOLVED"})
        void isTheTeamsTurn(Phase phase) {
            in(phase).when(escalation()).happened("Escalated", "StatusChanged WAITING_ON_TEAM");
        }

        @Test
        void isRefusedOnAClosedTicket() {
            in(Phase.CLOSED).when(escalation()).rejected(Rejection.TicketIsClosed.class);
        }

        @Test
        void linksAConversationThatIsNew() {
            given(Tickets.open())
                    .when(new TicketCommand.Escalate(ID, OTHER, ESCALATION, BOT))
                    .happened("ConversationLinked", "Escalated");
        }

        @Test
        void reopensNothingThatWasSolvedLongAgo() {
            Instant late =
                    NOW.plus(Settings.DEFAULT.ticketRules().reopenWithin()).plus(Duration.ofSeconds(1));
            assertThat(HandoverDecider.goesOn(in(Phase.SOLVED).opened(), Settings.DEFAULT, NOW))
                    .isTrue();
            assertThat(HandoverDecider.goesOn(in(Phase.SOLVED).opened(), Settings.DEFAULT, late))
                    .isFalse();
            assertThat(TicketDecider.decide(escalation(), in(Phase.SOLVED).ticket(), Settings.DEFAULT, late))
                    .isInstanceOf(Decision.Rejected.class);
        }
    }

    @Nested
    class ATakeover {
        @Test
        void givesTheTicketToTheOperatorAndEndsNew() {
            given(Tickets.open()).when(takeover()).happened("TicketAssigned", "StatusChanged WAITING_ON_TEAM");
        }

        @Test
        void takesTheTicketFromAColleague() {
            given(Tickets.open(), Tickets.assign(Tickets.BEN), Tickets.reply())
                    .when(takeover())
                    .happened("TicketAssigned");
        }

        @Test
        void changesNothingOfTheOperatorsOwnTicket() {
            given(Tickets.open(), Tickets.assign(AMELIE), Tickets.reply())
                    .when(takeover())
                    .happened();
        }

        @Test
        void reopensASolvedTicket() {
            in(Phase.SOLVED).when(takeover()).happened("TicketAssigned", "StatusChanged WAITING_ON_TEAM");
        }

        @Test
        void isRefusedOnAClosedTicket() {
            in(Phase.CLOSED).when(takeover()).rejected(Rejection.TicketIsClosed.class);
        }
    }

    @Nested
    class WhileAnAiAnswers {
        @ParameterizedTest
        @EnumSource(names = {"SOLVED", "CLOSED"})
        void aMessageReopensNothing(Phase phase) {
            in(phase).when(heardByAnAi()).happened("MessageAdded");
        }

        @ParameterizedTest
        @CsvSource({"WAITING_ON_CUSTOMER", "ON_HOLD"})
        void aMessageOnAnActiveTicketIsTheTeamsTurn(Phase phase) {
            in(phase).when(heardByAnAi()).happened("MessageAdded", "StatusChanged WAITING_ON_TEAM");
        }

        @ParameterizedTest
        @EnumSource
        void itsOwnWordsMoveNothing(Phase phase) {
            in(phase)
                    .when(new TicketCommand.AddOutgoing(
                            ID, CONVERSATION, new MessageId("said"), 3, BOT, Automatic.NONE, "hello"))
                    .happened("MessageAdded");
        }
    }
}
