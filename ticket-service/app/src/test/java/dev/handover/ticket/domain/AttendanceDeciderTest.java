package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.BOT;
import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.BY_CARLA;
import static dev.handover.ticket.domain.Tickets.CARLA;
import static dev.handover.ticket.domain.Tickets.CONVERSATION;
import static dev.handover.ticket.domain.Tickets.ESCALATION;
import static dev.handover.ticket.domain.Tickets.ID;
import static dev.handover.ticket.domain.Tickets.NOW;
import static dev.handover.ticket.domain.Tickets.OTHER_BOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.ConversationEvent.PauseReason;
import dev.handover.ticket.domain.ConversationEvent.ResumeReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who answers in a conversation, and who may not. */
class AttendanceDeciderTest {
    private static final ConversationCommand START = new ConversationCommand.Start(
            CONVERSATION, new WorkspaceKey("acme"), Optional.of(CARLA), "chat", Optional.empty(), "");
    private static final ConversationCommand JOIN = new ConversationCommand.JoinAgent(CONVERSATION, BOT);
    private static final ConversationCommand PAUSE = new ConversationCommand.PauseAi(CONVERSATION, BY_AMELIE);
    private static final ConversationCommand RESUME =
            new ConversationCommand.ResumeAi(CONVERSATION, ResumeReason.BY_HAND, BY_AMELIE);
    private static final ConversationCommand RELEASE = new ConversationCommand.Release(CONVERSATION, BY_AMELIE);
    private static final ConversationCommand TAKE_OVER = new ConversationCommand.TakeOver(CONVERSATION, ID, BY_AMELIE);
    private static final ConversationCommand CLOSE = new ConversationCommand.Close(CONVERSATION, BY_AMELIE);

    private static ConversationCommand say(Actor agent) {
        return new ConversationCommand.AnswerAsAgent(
                CONVERSATION, new MessageId("m1"), Optional.of(ID), Optional.of(1L), agent, "Hello", null);
    }

    private static ConversationCommand escalate(Actor by) {
        return new ConversationCommand.Escalate(CONVERSATION, ESCALATION, Optional.of(ID), false, by);
    }

    private static ConversationCommand.Receive hears(String words, Automatic automatic) {
        return new ConversationCommand.Receive(
                CONVERSATION,
                new MessageId("in"),
                BY_CARLA,
                "",
                words,
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                automatic,
                List.of(),
                null,
                null,
                NOW);
    }

    private static Conversation after(ConversationCommand... commands) {
        Conversation conversation = new Conversation.Unstarted();
        for (ConversationCommand command : commands) {
            for (ConversationEvent event : events(command, conversation)) {
                conversation = Conversation.evolve(conversation, event);
            }
        }
        return conversation;
    }

    private static Attendance attendance(ConversationCommand... commands) {
        return ((Conversation.Started) after(commands)).attendance();
    }

    private static List<ConversationEvent> events(ConversationCommand command, Conversation conversation) {
        Decision<ConversationEvent> decision = ConversationDecider.decide(command, conversation, NOW);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return ((Decision.Accepted<ConversationEvent>) decision).events();
    }

    private static void refused(ConversationCommand command, Conversation conversation, Rejection why) {
        assertThat(ConversationDecider.decide(command, conversation, NOW)).isEqualTo(Decision.reject(why));
    }

    @Nested
    class AnAgent {
        @Test
        void answersOnceItHasJoined() {
            assertThat(events(say(BOT), after(START, JOIN)))
                    .singleElement()
                    .isInstanceOfSatisfying(ConversationEvent.AgentReplied.class, e -> {
                        assertThat(e.by()).isEqualTo(BOT);
                        assertThat(e.toAddress()).isEqualTo("carla@customer.test");
                        assertThat(e.ticketId()).isEqualTo(ID);
                    });
        }

        @Test
        void isSilentFromTheBeginningWhereAnOperatorHasTakenOver() {
            Conversation joined = after(START, new ConversationCommand.TakeOver(CONVERSATION, ID, BY_AMELIE), JOIN);
            assertThat(((Conversation.Started) joined).attendance().aiAnswers()).isFalse();
            refused(say(BOT), joined, new Rejection.AiIsPaused(CONVERSATION, BY_AMELIE));
        }

        @Test
        void joinsOnce() {
            assertThat(events(JOIN, after(START, JOIN))).isEmpty();
        }

        @Test
        void isRefusedWhereItIsNotPresent() {
            Rejection nobody = new Rejection.NotThePresentAgent(CONVERSATION, Optional.empty());
            Rejection other = new Rejection.NotThePresentAgent(CONVERSATION, Optional.of("helper-bot"));
            refused(say(BOT), after(START), nobody);
            refused(escalate(BOT), after(START), nobody);
            refused(new ConversationCommand.Relay(hears("hi", Automatic.NONE), BOT), after(START), nobody);
            refused(new ConversationCommand.Close(CONVERSATION, BOT), after(START), nobody);
            refused(say(OTHER_BOT), after(START, JOIN), other);
            refused(escalate(OTHER_BOT), after(START, JOIN), other);
            refused(new ConversationCommand.JoinAgent(CONVERSATION, OTHER_BOT), after(START, JOIN), other);
        }

        @Test
        void saysNothingWhilePausedButListensAndEscalates() {
            Conversation paused = after(START, JOIN, PAUSE);
            refused(say(BOT), paused, new Rejection.AiIsPaused(CONVERSATION, BY_AMELIE));
            assertThat(events(new ConversationCommand.Relay(hears("hi", Automatic.NONE), BOT), paused))
                    .hasSize(1);
            assertThat(events(escalate(BOT), paused)).hasSize(1);
        }

        @Test
        void isRefusedWhereTheConversationIsOver() {
            Rejection over = new Rejection.ConversationIsClosed(CONVERSATION);
            Conversation closed = after(START, JOIN, CLOSE);
            for (ConversationCommand command : List.of(JOIN, say(BOT), escalate(BOT), TAKE_OVER)) {
                refused(command, closed, over);
            }
            refused(new ConversationCommand.Relay(hears("hi", Automatic.NONE), BOT), closed, over);
        }
    }

    @Nested
    class ATakeover {
        @Test
        void pausesTheAi() {
            assertThat(events(TAKE_OVER, after(START, JOIN)))
                    .containsExactly(
                            new ConversationEvent.TakenOver(CONVERSATION, ID, BY_AMELIE, NOW),
                            new ConversationEvent.AiPaused(CONVERSATION, PauseReason.TAKEOVER, BY_AMELIE, NOW));
        }

        @Test
        void isNoNewsTheSecondTime() {
            assertThat(events(TAKE_OVER, after(START, JOIN, TAKE_OVER))).isEmpty();
        }

        @Test
        void pausesAnAiThatJoinedLater() {
            assertThat(attendance(START, TAKE_OVER, JOIN, TAKE_OVER).aiAnswers())
                    .isFalse();
        }

        @Test
        void endsWithTheRelease() {
            assertThat(events(RELEASE, after(START, JOIN, TAKE_OVER)))
                    .containsExactly(
                            new ConversationEvent.AiResumed(CONVERSATION, ResumeReason.RELEASED, BY_AMELIE, NOW));
            assertThat(attendance(START, JOIN, TAKE_OVER, RELEASE))
                    .isEqualTo(new Attendance(Optional.of("helper-bot"), Optional.empty(), Optional.empty(), false));
        }

        @Test
        void canNotBeReleasedWhereThereIsNoneOrNoAi() {
            refused(RELEASE, after(START, JOIN), new Rejection.NotTakenOver(CONVERSATION));
            refused(RELEASE, after(START, TAKE_OVER), new Rejection.NoAgentPresent(CONVERSATION));
        }
    }

    @Nested
    class APause {
        @Test
        void needsAnAi() {
            refused(PAUSE, after(START), new Rejection.NoAgentPresent(CONVERSATION));
            refused(RESUME, after(START), new Rejection.NoAgentPresent(CONVERSATION));
        }

        @Test
        void happensOnceAndEndsOnce() {
            assertThat(events(PAUSE, after(START, JOIN))).hasSize(1);
            assertThat(events(PAUSE, after(START, JOIN, PAUSE))).isEmpty();
            assertThat(events(RESUME, after(START, JOIN, PAUSE))).hasSize(1);
            assertThat(events(RESUME, after(START, JOIN))).isEmpty();
        }
    }

    @Nested
    class AnEnd {
        @Test
        void leavesNobodyThere() {
            assertThat(attendance(START, JOIN, TAKE_OVER, CLOSE))
                    .isEqualTo(new Attendance(Optional.empty(), Optional.empty(), Optional.empty(), true));
            assertThat(events(CLOSE, after(START, CLOSE))).isEmpty();
        }

        @Test
        void isOverWhenTheCustomerWritesAgain() {
            assertThat(attendance(START, CLOSE, hears("hi", Automatic.NONE)).closed())
                    .isFalse();
            assertThat(attendance(START, CLOSE, hears("hi", Automatic.OUT_OF_OFFICE))
                            .closed())
                    .isTrue();
        }
    }

    @Nested
    class TheCustomersWords {
        @Test
        void areRememberedForASummary() {
            ConversationCommand[] all = new ConversationCommand[8];
            all[0] = START;
            IntStream.range(1, 8).forEach(i -> all[i] = hears("  word\n" + i, Automatic.NONE));
            List<String> words = ((Conversation.Started) after(all)).said().words();
            assertThat(words).containsExactly("word 3", "word 4", "word 5", "word 6", "word 7");
            assertThat(Summaries.extractive(words)).startsWith("word 3\n\nword 4");
        }

        @Test
        void areCutAndNeverAMachines() {
            assertThat(((Conversation.Started) after(START, hears("x".repeat(5000), Automatic.NONE)))
                            .said()
                            .words())
                    .singleElement()
                    .satisfies(word -> assertThat(word).hasSize(300).endsWith("…"));
            assertThat(((Conversation.Started) after(START, hears("away", Automatic.OUT_OF_OFFICE)))
                            .said()
                            .words())
                    .isEmpty();
        }
    }
}
