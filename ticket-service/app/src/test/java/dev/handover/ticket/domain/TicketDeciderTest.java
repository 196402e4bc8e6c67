package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.AMELIE;
import static dev.handover.ticket.domain.Tickets.BEN;
import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.CONVERSATION;
import static dev.handover.ticket.domain.Tickets.ID;
import static dev.handover.ticket.domain.Tickets.NOW;
import static dev.handover.ticket.domain.Tickets.SALES;
import static dev.handover.ticket.domain.Tickets.SUPPORT;
import static dev.handover.ticket.domain.Tickets.assign;
import static dev.handover.ticket.domain.Tickets.decision;
import static dev.handover.ticket.domain.Tickets.decisionReplacing;
import static dev.handover.ticket.domain.Tickets.given;
import static dev.handover.ticket.domain.Tickets.in;
import static dev.handover.ticket.domain.Tickets.incoming;
import static dev.handover.ticket.domain.Tickets.open;
import static dev.handover.ticket.domain.Tickets.reply;
import static dev.handover.ticket.domain.Tickets.status;
import static dev.handover.ticket.domain.Tickets.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.TicketEvent.Cause;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of tickets, in the classic scheme. */
class TicketDeciderTest {
    @Nested
    class NoTicketYet {
        @Test
        void opensNewAndLinksItsConversation() {
            given().when(open()).happened("TicketOpened", "ConversationLinked");
            Ticket.Opened opened = given(open()).opened();
            assertThat(opened.phase()).isEqualTo(Phase.NEW);
            assertThat(opened.status()).isEqualTo("open");
            assertThat(opened.version()).isEqualTo(2);
            assertThat(opened.facts().talk().conversations()).containsExactly(CONVERSATION);
        }

        @Test
        void staysNewWhenItIsOpenedForSomebodyElse() {
            given().when(open(BEN, BY_AMELIE)).happened("TicketOpened", "TicketAssigned");
        }

        @Test
        void isPickedUpWhenItIsOpenedForOneself() {
            given().when(open(AMELIE, BY_AMELIE))
                    .happened("TicketOpened", "TicketAssigned", "StatusChanged WAITING_ON_TEAM");
        }

        @Test
        void isForRoutingUnlessTheOpenerAssignedIt() {
            assertThat(((TicketEvent.TicketOpened) given().when(open()).events().getFirst()).routable())
                    .isTrue();
            assertThat(((TicketEvent.TicketOpened)
                                    given().when(open(BEN, BY_AMELIE)).events().getFirst())
                            .routable())
                    .isFalse();
        }

        @Test
        void refusesEverythingElse() {
            for (TicketCommand command : List.of(
                    incoming(),
                    reply(),
                    new TicketCommand.AddNote(ID, new NoteId("n"), "note", List.of(), BY_AMELIE),
                    assign(BEN),
                    decision("d", BEN, SUPPORT),
                    status("solved"),
                    new TicketCommand.SetPriority(ID, 1, BY_AMELIE),
                    tags("a"))) {
                assertThat(given().when(command)
                                .rejected(Rejection.NoSuchTicket.class)
                                .ticketId())
                        .isEqualTo(ID);
            }
        }
    }

    @Test
    void isOpenedOnce() {
        given(open()).when(open()).rejected(Rejection.TicketExists.class);
    }

    @Nested
    class AReply {
        @ParameterizedTest
        @EnumSource(names = {"NEW", "WAITING_ON_TEAM", "ON_HOLD"})
        void handsTheTurnToTheCustomer(Phase phase) {
            in(phase).when(reply()).happened("MessageAdded", "StatusChanged WAITING_ON_CUSTOMER");
            assertThat(((TicketEvent.StatusChanged)
                                    in(phase).when(reply()).events().getLast())
                            .cause())
                    .isEqualTo(Cause.OPERATOR_REPLY);
        }

        @ParameterizedTest
        @EnumSource(names = {"WAITING_ON_CUSTOMER", "SOLVED"})
        void leavesTheStatusWhereItIs(Phase phase) {
            in(phase).when(reply()).happened("MessageAdded");
        }

        @Test
        void isRefusedOnAClosedTicket() {
            assertThat(in(Phase.CLOSED)
                            .when(reply())
                            .rejected(Rejection.TicketIsClosed.class)
                            .number())
                    .isEqualTo(1);
        }

        @ParameterizedTest
        @EnumSource(names = "CLOSED", mode = EnumSource.Mode.EXCLUDE)
        void solvesInTheSameStepWhenItAsksFor(Phase phase) {
            Tickets.Then then = in(phase).when(reply(Optional.empty(), Optional.of("solved"), false));
            if (phase == Phase.SOLVED) {
                then.happened("MessageAdded");
            } else {
                then.happened("MessageAdded", "StatusChanged SOLVED");
            }
        }

        @Test
        void mayLeaveTheTurnWithTheTeam() {
            in(Phase.WAITING_ON_TEAM)
                    .when(reply(Optional.empty(), Optional.of("waiting_on_team"), false))
                    .happened("MessageAdded");
        }

        @Test
        void namesAStatusOfTheScheme() {
            assertThat(in(Phase.NEW)
                            .when(reply(Optional.empty(), Optional.of("nope"), false))
                            .rejected(Rejection.UnknownStatus.class)
                            .known())
                    .contains("open", "solved");
        }

        @Test
        void linksAConversationThatIsNewToTheTicket() {
            given(open(BEN, BY_AMELIE))
                    .when(reply())
                    .happened("ConversationLinked", "MessageAdded", "StatusChanged WAITING_ON_CUSTOMER");
        }
    }

    @Nested
    class AReplyOnAnOldVersion {
        private final Tickets.Given answered = given(open(), incoming(), reply());

        @Test
        void isRefusedWithEverythingVisibleThatCameSince() {
            Rejection.AnsweredPast past = answered.when(reply(Optional.of(2L), Optional.empty(), false))
                    .rejected(Rejection.AnsweredPast.class);
            assertThat(past.seenVersion()).isEqualTo(2);
            assertThat(past.version()).isEqualTo(5);
            assertThat(past.since()).extracting(Ticket.Visible::version).containsExactly(3L, 4L);
        }

        @Test
        void isRefusedWithWhatCameSinceOnly() {
            assertThat(answered.when(reply(Optional.of(3L), Optional.empty(), false))
                            .rejected(Rejection.AnsweredPast.class)
                            .since())
                    .extracting(Ticket.Visible::preview)
                    .containsExactly("reply");
        }

        @Test
        void passesWhenNothingVisibleCameSince() {
            answered.when(reply(Optional.of(4L), Optional.empty(), false)).happened("MessageAdded");
            answered.after(new TicketCommand.AddNote(ID, new NoteId("n"), "note", List.of(), BY_AMELIE))
                    .after(incoming(Automatic.OUT_OF_OFFICE))
                    .after(tags("new"))
                    .when(reply(Optional.of(4L), Optional.empty(), false))
                    .happened("MessageAdded");
        }

        @Test
        void passesWhenItIsForced() {
            answered.when(reply(Optional.of(1L), Optional.empty(), true)).happened("MessageAdded");
        }

        @Test
        void passesWhenItDoesNotSayWhatItSaw() {
            answered.when(reply()).happened("MessageAdded");
        }

        @Test
        void isFoundOutAfterMoreMessagesThanAreRemembered() {
            Tickets.Given busy = in(Phase.NEW);
            for (int i = 0; i < 30; i++) {
                busy = busy.after(incoming());
            }
            assertThat(busy.when(reply(Optional.of(2L), Optional.empty(), false))
                            .rejected(Rejection.AnsweredPast.class)
                            .since())
                    .hasSize(20);
        }
    }

    @Nested
    class ACustomersMessage {
        @ParameterizedTest
        @EnumSource(names = {"WAITING_ON_CUSTOMER", "ON_HOLD", "SOLVED"})
        void handsTheTurnBackToTheTeam(Phase phase) {
            in(phase).when(incoming()).happened("MessageAdded", "StatusChanged WAITING_ON_TEAM");
            assertThat(((TicketEvent.StatusChanged)
                                    in(phase).when(incoming()).events().getLast())
                            .cause())
                    .isEqualTo(Cause.CUSTOMER_MESSAGE);
        }

        @ParameterizedTest
        @EnumSource(names = {"NEW", "WAITING_ON_TEAM"})
        void leavesTheStatusWhereItIs(Phase phase) {
            in(phase).when(incoming()).happened("MessageAdded");
        }

        @Test
        void isRefusedOnAClosedTicketSoThatAFollowUpOpens() {
            in(Phase.CLOSED).when(incoming()).rejected(Rejection.TicketIsClosed.class);
        }
    }

    @Nested
    class AnAutomaticMessage {
        @ParameterizedTest
        @EnumSource
        void isKeptAndChangesNoStatusInAnyPhase(Phase phase) {
            in(phase).when(incoming(Automatic.OUT_OF_OFFICE)).happened("MessageAdded");
        }

        @ParameterizedTest
        @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
        void isSoOfEveryKind(Automatic kind) {
            in(Phase.SOLVED).when(incoming(kind)).happened("MessageAdded");
        }
    }

    @Nested
    class AssigningByHand {
        @Test
        void endsNewForWhoPicksUp() {
            in(Phase.NEW).when(assign(AMELIE)).happened("TicketAssigned", "StatusChanged WAITING_ON_TEAM");
        }

        @Test
        void endsNewForWhoPicksUpWhatRoutingGave() {
            given(open(), decision("d", AMELIE, SUPPORT))
                    .when(new TicketCommand.Assign(ID, Optional.of(AMELIE), Optional.of(SUPPORT), BY_AMELIE))
                    .happened("StatusChanged WAITING_ON_TEAM");
        }

        @Test
        void leavesItNewForAnother() {
            in(Phase.NEW).when(assign(BEN)).happened("TicketAssigned");
        }

        @Test
        void changesNoLaterPhase() {
            in(Phase.ON_HOLD).when(assign(AMELIE)).happened("TicketAssigned");
        }

        @Test
        void toATeamsQueueTakesTheOperatorAway() {
            Tickets.Given queued = given(open(), assign(BEN))
                    .after(new TicketCommand.Assign(ID, Optional.empty(), Optional.of(SUPPORT), BY_AMELIE));
            assertThat(queued.opened().facts().holder().operator()).isEmpty();
            assertThat(queued.opened().facts().holder().team()).contains(SUPPORT);
        }

        @Test
        void toNobodyUnassigns() {
            given(open(), assign(BEN))
                    .when(new TicketCommand.Assign(ID, Optional.empty(), Optional.empty(), BY_AMELIE))
                    .happened("TicketUnassigned");
        }

        @Test
        void asItIsChangesNothing() {
            given(open(), assign(BEN)).when(assign(BEN)).happened();
            in(Phase.NEW)
                    .when(new TicketCommand.Assign(ID, Optional.empty(), Optional.empty(), BY_AMELIE))
                    .happened();
        }
    }

    @Nested
    class ARoutingDecision {
        private final Tickets.Given followed = given(open(), decision("d1", BEN, SUPPORT));

        @Test
        void isFollowedWithoutEndingNew() {
            in(Phase.NEW).when(decision("d1", BEN, SUPPORT)).happened("TicketAssigned");
            assertThat(followed.opened().phase()).isEqualTo(Phase.NEW);
            assertThat(followed.opened().facts().holder().operator()).contains(BEN);
            assertThat(followed.opened().facts().holder().team()).contains(SUPPORT);
        }

        @Test
        void changesNothingWhenItComesAgain() {
            followed.when(decision("d1", BEN, SUPPORT)).happened();
        }

        @Test
        void changesNothingWhenItComesAgainBehindAnother() {
            followed.after(decision("d2", AMELIE, SUPPORT))
                    .when(decision("d1", BEN, SUPPORT))
                    .happened();
        }

        @ParameterizedTest
        @CsvSource({"SOLVED, no_longer_active", "CLOSED, no_longer_active"})
        void isDeclinedWhenItComesTooLate(Phase phase, String reason) {
            assertThat(in(phase).when(decision("d1", BEN, SUPPORT)).events())
                    .containsExactly(new TicketEvent.AssignmentDeclined(ID, new DecisionId("d1"), reason, NOW));
        }

        @Test
        void isDeclinedWhenAPersonWasFaster() {
            assertThat(given(open(), assign(AMELIE))
                            .when(decision("d1", BEN, SUPPORT))
                            .events())
                    .containsExactly(
                            new TicketEvent.AssignmentDeclined(ID, new DecisionId("d1"), "already_assigned", NOW));
        }

        @Test
        void takesTheTicketFromTheOperatorItReplaces() {
            Tickets.Given replaced = given(open(), assign(AMELIE), status("solved"), status("open"))
                    .after(decisionReplacing(AMELIE, "d1", BEN, SUPPORT));
            assertThat(replaced.opened().facts().holder().operator()).contains(BEN);
            assertThat(replaced.opened().facts().holder().team()).contains(SUPPORT);
        }

        @Test
        void isDeclinedWhenAPersonGaveTheTicketToSomeoneElseThanItReplaces() {
            assertThat(given(open(), assign(AMELIE), assign(new OperatorId("carl")))
                            .when(decisionReplacing(AMELIE, "d1", BEN, SUPPORT))
                            .events())
                    .containsExactly(
                            new TicketEvent.AssignmentDeclined(ID, new DecisionId("d1"), "already_assigned", NOW));
        }

        @Test
        void isFollowedWhenTheOperatorItReplacesHasTheTicketNoMore() {
            given(open(), assign(AMELIE))
                    .after(new TicketCommand.Assign(ID, Optional.empty(), Optional.empty(), BY_AMELIE))
                    .when(decisionReplacing(AMELIE, "d1", BEN, SUPPORT))
                    .happened("TicketAssigned");
        }

        @Test
        void isDeclinedForAnotherTeamThanItNowHas() {
            assertThat(given(open())
                            .after(new TicketCommand.Assign(ID, Optional.empty(), Optional.of(SALES), BY_AMELIE))
                            .when(decision("d1", BEN, SUPPORT))
                            .events())
                    .containsExactly(new TicketEvent.AssignmentDeclined(ID, new DecisionId("d1"), "team_changed", NOW));
        }

        @Test
        void isDeclinedOnce() {
            given(open(), assign(AMELIE), decision("d1", BEN, SUPPORT))
                    .when(decision("d1", BEN, SUPPORT))
                    .happened();
        }
    }

    @Nested
    class SettingAStatus {
        @ParameterizedTest
        @EnumSource
        void isPossibleFromAnyPhaseToAnyOther(Phase from) {
            for (Phase to : Phase.values()) {
                String key = StatusScheme.CLASSIC.defaultOf(to).key();
                if (from == to) {
                    in(from).when(status(key)).happened();
                } else {
                    in(from).when(status(key)).happened("StatusChanged " + to);
                }
            }
        }

        @Test
        void namesAStatusOfTheScheme() {
            in(Phase.NEW).when(status("on_fire")).rejected(Rejection.UnknownStatus.class);
        }

        @Test
        void tellsWhereItCameFrom() {
            assertThat(in(Phase.ON_HOLD).when(status("solved")).events())
                    .containsExactly(new TicketEvent.StatusChanged(
                            ID, "pending", Phase.ON_HOLD, "solved", Phase.SOLVED, Cause.BY_HAND, BY_AMELIE, NOW));
        }
    }

    @Nested
    class PriorityTagsAndNotes {
        @Test
        void changeWhenTheyAreOthers() {
            assertThat(in(Phase.NEW)
                            .when(new TicketCommand.SetPriority(ID, 5, BY_AMELIE))
                            .events())
                    .containsExactly(new TicketEvent.PriorityChanged(ID, 3, 5, BY_AMELIE, NOW));
            in(Phase.NEW).when(tags("vip", "new")).happened("TicketTagged");
            in(Phase.NEW).when(tags()).happened("TicketUntagged");
            in(Phase.NEW).when(tags("new", "new")).happened("TicketTagged", "TicketUntagged");
            assertThat(given(open(), tags("new", "old"))
                            .opened()
                            .facts()
                            .sorting()
                            .tags())
                    .containsExactly("new", "old");
        }

        @Test
        void changeNothingWhenTheyAreTheSame() {
            in(Phase.NEW).when(new TicketCommand.SetPriority(ID, 3, BY_AMELIE)).happened();
            in(Phase.NEW).when(tags("vip")).happened();
        }

        @ParameterizedTest
        @EnumSource
        void aNoteIsPossibleInEveryPhaseAndChangesNone(Phase phase) {
            in(phase)
                    .when(new TicketCommand.AddNote(ID, new NoteId("n"), "text", List.of(BEN), BY_AMELIE))
                    .happened("NoteAdded");
        }
    }
}
