package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.BY_CARLA;
import static dev.handover.ticket.domain.Tickets.CARLA;
import static dev.handover.ticket.domain.Tickets.CONVERSATION;
import static dev.handover.ticket.domain.Tickets.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationDeciderTest {
    private static final MessageId MESSAGE = new MessageId("m1");

    private static ConversationCommand start(Optional<Recipient> requester) {
        return new ConversationCommand.Start(
                CONVERSATION, new WorkspaceKey("acme"), requester, "email", Optional.of("support"), "subject");
    }

    private static ConversationCommand receive(String externalId, Automatic automatic, String... references) {
        return new ConversationCommand.Receive(
                CONVERSATION,
                new MessageId("in-" + externalId.replace("@", "-")),
                BY_CARLA,
                "subject",
                "text",
                null,
                List.of(),
                List.of(),
                externalId,
                List.of(references),
                automatic,
                List.of(),
                null,
                null,
                NOW);
    }

    private static ConversationCommand answer(MessageId message) {
        return new ConversationCommand.Answer(
                CONVERSATION,
                message,
                Tickets.ID,
                1,
                "ticket's subject",
                BY_AMELIE,
                "text",
                null,
                List.of(),
                Copies.NONE);
    }

    private static ConversationCommand delivery(MessageId message, DeliveryState state) {
        return new ConversationCommand.UpdateDelivery(CONVERSATION, message, state, null);
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

    private static List<ConversationEvent> events(ConversationCommand command, Conversation conversation) {
        Decision<ConversationEvent> decision = ConversationDecider.decide(command, conversation, NOW);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return ((Decision.Accepted<ConversationEvent>) decision).events();
    }

    @Test
    void startsOnce() {
        assertThat(after(start(Optional.of(CARLA)), start(Optional.empty())).version())
                .isEqualTo(1);
    }

    @Test
    void refusesEverythingBeforeItsStart() {
        for (ConversationCommand command : List.of(
                receive("x", Automatic.NONE),
                new ConversationCommand.AddParticipant(CONVERSATION, "colin@customer.test", null),
                answer(MESSAGE),
                delivery(MESSAGE, DeliveryState.SENT))) {
            assertThat(ConversationDecider.decide(command, new Conversation.Unstarted(), NOW))
                    .isEqualTo(Decision.reject(new Rejection.NoSuchConversation(CONVERSATION)));
        }
    }

    @Test
    void knowsWhoTakesPartOnceEachAndNotTooMany() {
        ConversationCommand colin =
                new ConversationCommand.AddParticipant(CONVERSATION, "colin@customer.test", "Colin");
        Conversation started = after(start(Optional.of(CARLA)));
        assertThat(events(colin, started))
                .containsExactly(
                        new ConversationEvent.ParticipantAdded(CONVERSATION, "colin@customer.test", "Colin", NOW));
        assertThat(events(colin, after(start(Optional.of(CARLA)), colin))).isEmpty();
        Conversation full = after(Stream.concat(
                        Stream.of(start(Optional.of(CARLA))),
                        IntStream.range(0, Conversation.MOST_PARTICIPANTS)
                                .mapToObj(i -> new ConversationCommand.AddParticipant(
                                        CONVERSATION, "p" + i + "@customer.test", null)))
                .toArray(ConversationCommand[]::new));
        assertThat(events(colin, full)).isEmpty();
    }

    @Nested
    class AnAnswer {
        @Test
        void continuesTheThread() {
            Conversation thread = after(
                    start(Optional.of(CARLA)),
                    receive("1@x", Automatic.NONE),
                    receive("2@x", Automatic.NONE, "1@x"),
                    receive("3@x", Automatic.OUT_OF_OFFICE));
            assertThat(events(answer(MESSAGE), thread))
                    .singleElement()
                    .isInstanceOfSatisfying(ConversationEvent.OperatorReplied.class, e -> {
                        assertThat(e.inReplyTo()).isEqualTo("2@x");
                        assertThat(e.references()).containsExactly("1@x", "2@x");
                        assertThat(e.toAddress()).isEqualTo("carla@customer.test");
                        assertThat(e.accountId()).isEqualTo("support");
                        assertThat(e.subject()).isEqualTo("subject");
                    });
        }

        @Test
        void carriesItsAttachmentsByReference() {
            Conversation thread = after(start(Optional.of(CARLA)));
            Attachment label = new Attachment(
                    "a1", "label.pdf", "application/pdf", 1234, false, null, Attachment.State.STORED, null);
            ConversationCommand withLabel = new ConversationCommand.Answer(
                    CONVERSATION,
                    MESSAGE,
                    Tickets.ID,
                    1,
                    "ticket's subject",
                    BY_AMELIE,
                    "text",
                    null,
                    List.of(label),
                    Copies.NONE);
            assertThat(events(withLabel, thread))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ConversationEvent.OperatorReplied.class,
                            e -> assertThat(e.attachments()).containsExactly(label));
            assertThat(events(answer(MESSAGE), thread))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ConversationEvent.OperatorReplied.class,
                            e -> assertThat(e.attachments()).isNull());
        }

        @Test
        void goesToOthersTooByEmailAndByNothingElse() {
            Copies copies = new Copies(List.of("ben@customer.test"), List.of("boss@acme.test"));
            ConversationCommand toAll = new ConversationCommand.Answer(
                    CONVERSATION, MESSAGE, Tickets.ID, 1, "s", BY_AMELIE, "text", null, List.of(), copies);
            assertThat(events(toAll, after(start(Optional.of(CARLA)))))
                    .singleElement()
                    .isInstanceOfSatisfying(ConversationEvent.OperatorReplied.class, e -> {
                        assertThat(e.cc()).containsExactly("ben@customer.test");
                        assertThat(e.bcc()).containsExactly("boss@acme.test");
                    });
            Conversation chat = Conversation.evolve(
                    new Conversation.Unstarted(),
                    new ConversationEvent.ConversationStarted(
                            CONVERSATION, new WorkspaceKey("acme"), CARLA, "chat", null, "s", NOW));
            assertThat(ConversationDecider.decide(toAll, chat, NOW))
                    .isEqualTo(Decision.reject(new Rejection.CopiesGoByEmailOnly(true)));
        }

        @Test
        void failsAtOnceWhenThereIsNoAddress() {
            assertThat(events(answer(MESSAGE), after(start(Optional.empty()))).getLast())
                    .isEqualTo(new ConversationEvent.DeliveryUpdated(
                            CONVERSATION, MESSAGE, DeliveryState.FAILED, AnswerDecider.NO_ADDRESS, NOW));
        }

        @Test
        void refersToTheFirstAndTheNewestMessagesOfALongThread() {
            Conversation thread = after(start(Optional.of(CARLA)));
            for (int i = 0; i < 100; i++) {
                for (ConversationEvent event : events(receive(i + "@x", Automatic.NONE), thread)) {
                    thread = Conversation.evolve(thread, event);
                }
            }
            assertThat(((ConversationEvent.OperatorReplied)
                                    events(answer(MESSAGE), thread).getFirst())
                            .references())
                    .hasSize(30)
                    .startsWith("0@x", "71@x")
                    .endsWith("99@x");
        }
    }

    @Nested
    class ADelivery {
        private final Conversation sent =
                after(start(Optional.of(CARLA)), answer(MESSAGE), delivery(MESSAGE, DeliveryState.SENT));

        @ParameterizedTest
        @CsvSource({"QUEUED, 0", "SENDING, 0", "SENT, 0", "DELIVERED, 1", "READ, 1", "FAILED, 1", "CANCELLED, 0"})
        void goesForwardOrFails(DeliveryState state, int events) {
            assertThat(events(delivery(MESSAGE, state), sent)).hasSize(events);
        }

        @ParameterizedTest
        @CsvSource({"QUEUED, 1", "SENDING, 1", "SENT, 1", "FAILED, 0", "CANCELLED, 1"})
        void mayBeTriedAgainAfterAFailure(DeliveryState state, int events) {
            assertThat(events(
                            delivery(MESSAGE, state),
                            Conversation.evolve(
                                    sent,
                                    events(delivery(MESSAGE, DeliveryState.FAILED), sent)
                                            .getFirst())))
                    .hasSize(events);
        }

        @ParameterizedTest
        @CsvSource({"QUEUED, 1", "SENT, 1", "CANCELLED, 0"})
        void mayBeTriedAgainAfterItWasCancelled(DeliveryState state, int events) {
            Conversation cancelled =
                    after(start(Optional.of(CARLA)), answer(MESSAGE), delivery(MESSAGE, DeliveryState.CANCELLED));
            assertThat(events(delivery(MESSAGE, state), cancelled)).hasSize(events);
        }

        @Test
        void saysThatItWaitsAgainOnlyWithAReason() {
            Conversation sending =
                    after(start(Optional.of(CARLA)), answer(MESSAGE), delivery(MESSAGE, DeliveryState.SENDING));
            assertThat(events(delivery(MESSAGE, DeliveryState.QUEUED), sending)).isEmpty();
            ConversationCommand putOff = new ConversationCommand.UpdateDelivery(
                    CONVERSATION, MESSAGE, DeliveryState.QUEUED, "the server asks to wait");
            assertThat(events(putOff, sending))
                    .containsExactly(new ConversationEvent.DeliveryUpdated(
                            CONVERSATION, MESSAGE, DeliveryState.QUEUED, "the server asks to wait", NOW));
            assertThat(events(putOff, sent)).isEmpty();
        }

        @Test
        void isKnownOfTheNewestFiftyMessages() {
            ConversationCommand[] answers = IntStream.range(0, 60)
                    .mapToObj(i -> answer(new MessageId("out-" + i)))
                    .toArray(ConversationCommand[]::new);
            ConversationCommand[] all = new ConversationCommand[61];
            all[0] = start(Optional.of(CARLA));
            System.arraycopy(answers, 0, all, 1, 60);
            assertThat(((Conversation.Started) after(all)).said().deliveries())
                    .hasSize(50)
                    .containsKeys(new MessageId("out-10"), new MessageId("out-59"));
        }
    }
}
