package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.BY_CARLA;
import static dev.handover.ticket.domain.Tickets.CARLA;
import static dev.handover.ticket.domain.Tickets.CONVERSATION;
import static dev.handover.ticket.domain.Tickets.ID;
import static dev.handover.ticket.domain.Tickets.NOW;
import static dev.handover.ticket.domain.Tickets.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which messages may be moved, and what is left without them. */
class MovingTest {
    private static final MessageId FIRST = new MessageId("m1");
    private static final MessageId WRONG = new MessageId("m2");
    private static final ConversationId THERE = new ConversationId("c2");
    private static final TicketId OTHER = new TicketId("t2");
    private static final Attachment PHOTO =
            new Attachment("a1", "photo.png", "image/png", 0, false, null, Attachment.State.PENDING, null);

    private static ConversationEvent started(String channel) {
        return new ConversationEvent.ConversationStarted(
                CONVERSATION, new WorkspaceKey("acme"), CARLA, channel, "support", "It is broken", NOW);
    }

    private static ConversationEvent.MessageReceived received(MessageId id, String... references) {
        return new ConversationEvent.MessageReceived(
                CONVERSATION,
                id,
                BY_CARLA,
                "Re: It is broken",
                "words of " + id.value(),
                null,
                List.of(),
                List.of(PHOTO),
                id.value() + "@customer.test",
                List.of(references),
                Automatic.NONE,
                List.of(),
                null,
                ThreadedBy.REFERENCES,
                NOW,
                null);
    }

    private static ConversationEvent movedOff(MessageId id) {
        return new ConversationEvent.MessageMovedOff(
                CONVERSATION, id, THERE, OTHER, 2, ThreadedBy.REFERENCES, 1, null, List.of(), 1, BY_AMELIE, NOW);
    }

    private static Moving.Found find(MessageId id, ConversationEvent... events) {
        return find("email", id, events);
    }

    private static Moving.Found find(String channel, MessageId id, ConversationEvent... events) {
        List<ConversationEvent> history = new ArrayList<>(List.of(started(channel)));
        history.addAll(Arrays.asList(events));
        Conversation now = new Conversation.Unstarted();
        for (ConversationEvent event : history) {
            now = Conversation.evolve(now, event);
        }
        return Moving.find((Conversation.Started) now, history, id);
    }

    private static Rejection refused(Moving.Found found) {
        return ((Moving.Refused) found).why();
    }

    private static Moving.There there(Moving.Found found) {
        return (Moving.There) found;
    }

    @Nested
    class AMessage {
        @Test
        void isNotMovedFromWhereItIsNot() {
            assertThat(refused(find(WRONG, received(FIRST)))).isInstanceOf(Rejection.NoSuchMessageThere.class);
        }

        @Test
        void isNotMovedOnceItIsErased() {
            ConversationEvent erased =
                    new ConversationEvent.ConversationErased(CONVERSATION, List.of(WRONG), false, null, BY_AMELIE, NOW);
            assertThat(refused(find(WRONG, received(FIRST), received(WRONG), erased)))
                    .isInstanceOf(Rejection.NoSuchMessageThere.class);
        }

        @Test
        void isNotMovedFromHereTwice() {
            assertThat(refused(find(WRONG, received(FIRST), received(WRONG), movedOff(WRONG))))
                    .isEqualTo(new Rejection.MessageIsMoved(WRONG, THERE, OTHER, 2));
        }

        @Test
        void isMovedAgainWhenItHasComeBack() {
            assertThat(find(WRONG, received(FIRST), received(WRONG), movedOff(WRONG), received(WRONG)))
                    .isInstanceOf(Moving.There.class);
        }

        @Test
        void isNotMovedWhereItIsOurs() {
            ConversationEvent ours = new ConversationEvent.SystemReplied(
                    CONVERSATION,
                    WRONG,
                    ConversationEvent.SystemKind.CLOSING_MESSAGE,
                    ID,
                    1,
                    "Bye",
                    "email",
                    null,
                    null,
                    null,
                    "It is broken",
                    null,
                    List.of(),
                    NOW);
            assertThat(refused(find(WRONG, received(FIRST), ours))).isEqualTo(new Rejection.MessageIsOurs(WRONG));
        }

        @Test
        void isNotMovedWhereItIsNoMail() {
            assertThat(refused(find("chat", WRONG, received(WRONG))))
                    .isEqualTo(new Rejection.OnlyMailIsMoved(WRONG, "chat"));
        }

        @Test
        void goesAsItIsNow() {
            ConversationEvent stored = new ConversationEvent.AttachmentUpdated(
                    CONVERSATION, WRONG, "a1", Attachment.State.STORED, null, "image/png", 12, NOW);
            ConversationEvent edited =
                    new ConversationEvent.MessageEdited(CONVERSATION, WRONG, "better words", null, Actor.SYSTEM, NOW);
            ConversationEvent.MessageReceived now =
                    there(find(WRONG, received(WRONG), stored, edited)).message();
            assertThat(now.text()).isEqualTo("better words");
            assertThat(now.attachments().getFirst().state()).isNull();
            assertThat(now.attachments().getFirst().sizeBytes()).isEqualTo(12);
        }

        @Test
        void leavesTheThreadAsItWasWithoutIt() {
            Conversation.Said left = there(find(WRONG, received(FIRST), received(WRONG, "b0@customer.test")))
                    .left();
            assertThat(left.lastIncoming()).contains("m1@customer.test");
            assertThat(left.references()).containsExactly("m1@customer.test");
            assertThat(left.incoming()).isEqualTo(1);
        }

        @Test
        void leavesNothingOfThoseThatWentBefore() {
            MessageId second = new MessageId("m3");
            Conversation.Said left = there(
                            find(second, received(FIRST), received(WRONG), received(second), movedOff(WRONG)))
                    .left();
            assertThat(left.references()).containsExactly("m1@customer.test");
        }
    }

    @Nested
    class ATicketToMoveTo {
        @Test
        void isNotClosed() {
            assertThat(Moving.refuse(in(Phase.CLOSED).opened())).containsInstanceOf(Rejection.TicketIsClosed.class);
        }

        @Test
        void isNotMerged() {
            assertThat(Moving.refuse(in(Phase.NEW)
                            .after(new TicketCommand.MergeInto(ID, OTHER, 2, BY_AMELIE))
                            .opened()))
                    .containsInstanceOf(Rejection.TicketIsMerged.class);
        }

        @Test
        void mayBeSolved() {
            assertThat(Moving.refuse(in(Phase.SOLVED).opened())).isEmpty();
        }
    }

    @Nested
    class ATicketThatHadIt {
        private static TicketEvent added(MessageId id, Actor by) {
            return new TicketEvent.MessageAdded(ID, CONVERSATION, id, 2, by, Automatic.NONE, "words", NOW);
        }

        private static TicketEvent changed(Phase from, Phase to, TicketEvent.Cause cause) {
            return new TicketEvent.StatusChanged(ID, "s", from, "s", to, cause, BY_CARLA, NOW);
        }

        private static final TicketEvent BY_IT =
                changed(Phase.WAITING_ON_CUSTOMER, Phase.WAITING_ON_TEAM, TicketEvent.Cause.CUSTOMER_MESSAGE);

        private static Optional<TicketEvent.StatusChanged> madeBy(TicketEvent... events) {
            return Moving.madeBy(List.of(events), WRONG);
        }

        @Test
        void goesBackToWhoseTurnItWas() {
            assertThat(madeBy(added(WRONG, BY_CARLA), BY_IT)).contains((TicketEvent.StatusChanged) BY_IT);
        }

        @Test
        void staysWhereTheCustomerWroteSince() {
            assertThat(madeBy(added(WRONG, BY_CARLA), BY_IT, added(FIRST, BY_CARLA)))
                    .isEmpty();
        }

        @Test
        void staysWhereItsTurnChangedSince() {
            assertThat(madeBy(
                            added(WRONG, BY_CARLA),
                            BY_IT,
                            changed(
                                    Phase.WAITING_ON_TEAM,
                                    Phase.WAITING_ON_CUSTOMER,
                                    TicketEvent.Cause.OPERATOR_REPLY)))
                    .isEmpty();
        }

        @Test
        void staysWhereItHadNotChangedIt() {
            assertThat(madeBy(BY_IT, added(WRONG, BY_CARLA))).isEmpty();
        }

        @Test
        void hasItNoMore() {
            TicketEvent off = new TicketEvent.MessageMovedOff(
                    ID, WRONG, CONVERSATION, OTHER, 2, ThreadedBy.REFERENCES, BY_AMELIE, NOW);
            assertThat(Moving.isOn(List.of(added(WRONG, BY_CARLA)), WRONG)).isTrue();
            assertThat(Moving.isOn(List.of(added(WRONG, BY_CARLA), off), WRONG)).isFalse();
            assertThat(Moving.isOn(List.of(added(WRONG, BY_CARLA), off, added(WRONG, BY_CARLA)), WRONG))
                    .isTrue();
        }
    }
}
