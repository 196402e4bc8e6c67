package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.CONVERSATION;
import static dev.handover.ticket.domain.Tickets.ID;
import static dev.handover.ticket.domain.Tickets.given;
import static dev.handover.ticket.domain.Tickets.in;
import static dev.handover.ticket.domain.Tickets.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MergeDeciderTest {
    private static final TicketId OTHER = new TicketId("t2");
    private static final ConversationId THEIRS = new ConversationId("c2");

    private static TicketCommand merge() {
        return new TicketCommand.MergeInto(ID, OTHER, 2, BY_AMELIE);
    }

    private static TicketCommand absorb(ConversationId... conversations) {
        return new TicketCommand.Absorb(ID, OTHER, 2, List.of(conversations), BY_AMELIE);
    }

    private static TicketCommand unmerge() {
        return new TicketCommand.Unmerge(ID, BY_AMELIE);
    }

    private static TicketCommand giveBack() {
        return new TicketCommand.GiveBack(ID, OTHER, 2, BY_AMELIE);
    }

    @Nested
    class ATicketToMerge {
        @ParameterizedTest
        @EnumSource(Phase.class)
        void closesAndIsAsItWasAfterTheUnmerge(Phase phase) {
            Tickets.Given merged = in(phase).after(merge());
            assertThat(merged.opened().phase()).isEqualTo(Phase.CLOSED);
            Tickets.Given after = merged.after(unmerge());
            assertThat(after.opened().phase()).isEqualTo(phase);
            assertThat(after.opened().status()).isEqualTo(in(phase).opened().status());
            assertThat(after.opened().facts()).isEqualTo(in(phase).opened().facts());
        }

        @Test
        void isNotMergedIntoItself() {
            given(open())
                    .when(new TicketCommand.MergeInto(ID, ID, 1, BY_AMELIE))
                    .rejected(Rejection.MergedIntoItself.class);
        }

        @Test
        void isNotUnmergedBeforeItIsMerged() {
            given(open()).when(unmerge()).rejected(Rejection.TicketIsNotMerged.class);
        }
    }

    @Test
    void aTicketThatWasPutAsideIsSoAgainWhenTheMergeIsUndone() {
        for (TicketCommand aside : List.of(
                new TicketCommand.Snooze(Tickets.ID, Tickets.NOW.plusSeconds(60), true, Tickets.BY_AMELIE),
                new TicketCommand.Archive(Tickets.ID, Tickets.BY_AMELIE))) {
            Tickets.Given before = given(open()).after(aside);
            Ticket.Opened after = before.after(merge()).after(unmerge()).opened();
            assertThat(after.facts().aside()).isEqualTo(before.opened().facts().aside());
            assertThat(after.phase()).isEqualTo(before.opened().phase());
        }
    }

    @Nested
    class AMergedTicket {
        private final Tickets.Given merged = given(open(), merge());

        @Test
        void isNotAnsweredMovedAssignedOrMergedOn() {
            for (TicketCommand command : List.of(
                    Tickets.reply(), Tickets.status("solved"), Tickets.assign(Tickets.BEN), merge(), absorb())) {
                Rejection.TicketIsMerged why = merged.when(command).rejected(Rejection.TicketIsMerged.class);
                assertThat(why.into()).isEqualTo(OTHER);
                assertThat(why.intoNumber()).isEqualTo(2);
            }
        }

        @Test
        void stillTakesNotesAndTags() {
            merged.when(Tickets.tags("vip", "late")).happened("TicketTagged");
        }

        @Test
        void declinesWhatRoutingDecides() {
            merged.when(Tickets.decision("d", Tickets.BEN, Tickets.SUPPORT)).happened("AssignmentDeclined");
        }
    }

    @Nested
    class ATicketThatAbsorbs {
        @Test
        void getsTheConversationsThatItDoesNotHave() {
            TicketEvent.Absorbed absorbed = (TicketEvent.Absorbed)
                    given(open()).when(absorb(CONVERSATION, THEIRS)).events().getFirst();
            assertThat(absorbed.conversations()).containsExactly(THEIRS);
            assertThat(given(open())
                            .after(absorb(CONVERSATION, THEIRS))
                            .opened()
                            .facts()
                            .talk()
                            .conversations())
                    .containsExactly(CONVERSATION, THEIRS);
        }

        @Test
        void givesBackExactlyThose() {
            assertThat(given(open())
                            .after(absorb(CONVERSATION, THEIRS))
                            .after(giveBack())
                            .opened()
                            .facts())
                    .isEqualTo(given(open()).opened().facts());
        }

        @Test
        void givesBackOnce() {
            given(open()).when(giveBack()).happened();
        }

        @Test
        void isNotClosed() {
            in(Phase.CLOSED).when(absorb(THEIRS)).rejected(Rejection.TicketIsClosed.class);
        }

        @Test
        void keepsItsTurn() {
            in(Phase.WAITING_ON_CUSTOMER).when(absorb(THEIRS)).happened("Absorbed");
        }
    }
}
