package dev.handover.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.ConversationEvent.ResumeReason;
import dev.handover.ticket.domain.TicketEvent.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to tickets and conversations, in whatever order, some things hold. */
class RandomSequencesTest {
    private static final int STEPS = 2_000;

    /** A ticket and its conversation, with everything that happened to them. */
    private static final class World {
        private final Random random;
        private final List<TicketEvent> ticketEvents = new ArrayList<>();
        private final List<ConversationEvent> conversationEvents = new ArrayList<>();
        private Ticket ticket = new Ticket.Unopened();
        private Conversation conversation = new Conversation.Unstarted();

        World(long seed) {
            random = new Random(seed);
        }

        private <T> T any(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        ConversationCommand conversationCommand() {
            MessageId message = new MessageId("m" + random.nextInt(80));
            return switch (random.nextInt(10)) {
                case 0 ->
                    new ConversationCommand.Start(
                            Tickets.CONVERSATION,
                            new WorkspaceKey("acme"),
                            random.nextBoolean() ? Optional.of(Tickets.CARLA) : Optional.empty(),
                            "email",
                            Optional.empty(),
                            "subject");
                case 1 ->
                    new ConversationCommand.Receive(
                            Tickets.CONVERSATION,
                            message,
                            Tickets.BY_CARLA,
                            "subject",
                            "text",
                            null,
                            List.of(),
                            List.of(),
                            random.nextBoolean() ? message.value() + "@x" : null,
                            List.of("ref" + random.nextInt(50)),
                            any(List.of(Automatic.values())),
                            List.of(),
                            null,
                            null,
                            Tickets.NOW);
                case 2 ->
                    new ConversationCommand.Answer(
                            Tickets.CONVERSATION,
                            message,
                            Tickets.ID,
                            1,
                            "s",
                            Tickets.BY_AMELIE,
                            "t",
                            null,
                            List.of(),
                            Copies.NONE);
                case 3 -> new ConversationCommand.JoinAgent(Tickets.CONVERSATION, Tickets.BOT);
                case 4 ->
                    new ConversationCommand.AnswerAsAgent(
                            Tickets.CONVERSATION, message, Optional.empty(), Optional.empty(), Tickets.BOT, "t", null);
                case 5 -> new ConversationCommand.TakeOver(Tickets.CONVERSATION, Tickets.ID, Tickets.BY_AMELIE);
                case 6 ->
                    random.nextBoolean()
                            ? new ConversationCommand.PauseAi(Tickets.CONVERSATION, Tickets.BY_AMELIE)
                            : new ConversationCommand.Escalate(
                                    Tickets.CONVERSATION,
                                    Tickets.ESCALATION,
                                    Optional.empty(),
                                    random.nextBoolean(),
                                    Tickets.BOT);
                case 7 ->
                    random.nextBoolean()
                            ? new ConversationCommand.ResumeAi(
                                    Tickets.CONVERSATION, any(List.of(ResumeReason.values())), Tickets.BY_AMELIE)
                            : new ConversationCommand.Release(Tickets.CONVERSATION, Tickets.BY_AMELIE);
                case 8 ->
                    random.nextInt(5) == 0
                            ? new ConversationCommand.Close(Tickets.CONVERSATION, Tickets.BY_AMELIE)
                            : new ConversationCommand.JoinAgent(Tickets.CONVERSATION, Tickets.OTHER_BOT);
                default ->
                    new ConversationCommand.UpdateDelivery(
                            Tickets.CONVERSATION, message, any(List.of(DeliveryState.values())), null);
            };
        }

        TicketCommand ticketCommand() {
            Optional<OperatorId> operator =
                    any(List.of(Optional.of(Tickets.AMELIE), Optional.of(Tickets.BEN), Optional.empty()));
            Optional<TeamId> team =
                    any(List.of(Optional.of(Tickets.SUPPORT), Optional.of(Tickets.SALES), Optional.empty()));
            return switch (random.nextInt(22)) {
                case 0 -> Tickets.open();
                case 1, 2 -> Tickets.incoming(any(List.of(Automatic.NONE, Automatic.NONE, Automatic.BOUNCE)));
                case 3, 4 ->
                    Tickets.reply(
                            random.nextBoolean()
                                    ? Optional.empty()
                                    : Optional.of(Math.max(0, ticket.version() - random.nextInt(4))),
                            any(List.of(Optional.empty(), Optional.of("solved"), Optional.of("nope"))),
                            random.nextInt(4) == 0);
                case 5 -> new TicketCommand.Assign(Tickets.ID, operator, team, Tickets.BY_AMELIE);
                case 6 ->
                    random.nextBoolean()
                            ? Tickets.decision("d" + random.nextInt(40), Tickets.BEN, Tickets.SUPPORT)
                            : Tickets.decisionReplacing(
                                    Tickets.AMELIE, "d" + random.nextInt(40), Tickets.BEN, Tickets.SUPPORT);
                case 7 -> Tickets.status(any(StatusScheme.CLASSIC.keys()));
                case 8 -> Tickets.tags(any(List.of("a", "b")), any(List.of("c", "d")));
                case 9 -> new TicketCommand.Escalate(Tickets.ID, Tickets.CONVERSATION, Tickets.ESCALATION, Tickets.BOT);
                case 10 ->
                    new TicketCommand.TakeOver(Tickets.ID, Tickets.CONVERSATION, Tickets.AMELIE, Tickets.BY_AMELIE);
                case 11, 12, 13, 14, 15, 16 -> work();
                case 17, 18, 19, 20 -> aside();
                default -> new TicketCommand.SetPriority(Tickets.ID, 1 + random.nextInt(5), Tickets.BY_AMELIE);
            };
        }

        private TicketCommand aside() {
            Actor by = Tickets.BY_AMELIE;
            return switch (random.nextInt(6)) {
                case 0 -> new TicketCommand.Snooze(Tickets.ID, Tickets.NOW.plusSeconds(60), random.nextBoolean(), by);
                case 1 -> new TicketCommand.Wake(Tickets.ID, any(List.of(TicketEvent.WakeCause.values())), by);
                case 2 -> new TicketCommand.Archive(Tickets.ID, by);
                case 3 -> new TicketCommand.Restore(Tickets.ID, by);
                case 4 -> new TicketCommand.Reopen(Tickets.ID, by);
                default -> new TicketCommand.CloseByTime(Tickets.ID);
            };
        }

        private TicketCommand work() {
            NoteId note = new NoteId("n" + random.nextInt(20));
            RecordId record = new RecordId("r" + random.nextInt(20));
            Actor by = Tickets.BY_AMELIE;
            return switch (random.nextInt(6)) {
                case 0 -> new TicketCommand.AddNote(Tickets.ID, note, "note", List.of(Tickets.BEN), by);
                case 1 -> new TicketCommand.EditNote(Tickets.ID, note, "edited " + random.nextInt(3), List.of(), by);
                case 2 ->
                    new TicketCommand.Describe(
                            Tickets.ID,
                            any(List.of(Optional.empty(), Optional.of("other"))),
                            any(List.of(Optional.empty(), Optional.of("more"))),
                            by);
                case 3 ->
                    new TicketCommand.LinkRecord(
                            Tickets.ID,
                            new LinkedRecord(record, LinkedRecord.Type.ALERT, "key" + random.nextInt(9), "title", null),
                            by);
                case 4 -> new TicketCommand.UnlinkRecord(Tickets.ID, record, by);
                default ->
                    new TicketCommand.SyncExternal(
                            Tickets.ID,
                            new ExternalReference(
                                    "zendesk",
                                    "" + random.nextInt(9),
                                    null,
                                    ExternalReference.Direction.IN,
                                    Tickets.NOW.plusSeconds(random.nextInt(99))),
                            by);
            };
        }

        void step() {
            ConversationCommand said = conversationCommand();
            if (ConversationDecider.decide(said, conversation, Tickets.NOW)
                    instanceof Decision.Accepted<ConversationEvent> accepted) {
                for (ConversationEvent event : accepted.events()) {
                    if (event instanceof ConversationEvent.AgentReplied) {
                        assertThat(((Conversation.Started) conversation)
                                        .attendance()
                                        .aiAnswers())
                                .as("an AI that is paused or not there says nothing")
                                .isTrue();
                    }
                    long before = conversation.version();
                    conversation = Conversation.evolve(conversation, event);
                    assertThat(conversation.version()).isEqualTo(before + 1);
                    conversationEvents.add(event);
                }
            }
            TicketCommand command = ticketCommand();
            Ticket before = ticket;
            Decision<TicketEvent> decision = TicketDecider.decide(command, before, Settings.DEFAULT, Tickets.NOW);
            if (decision instanceof Decision.Accepted<TicketEvent> accepted) {
                for (TicketEvent event : accepted.events()) {
                    long version = ticket.version();
                    ticket = TicketEvolution.evolve(ticket, event);
                    assertThat(ticket.version()).isEqualTo(version + 1);
                    ticketEvents.add(event);
                }
                holds(command, before, accepted.events());
            }
        }

        private void holds(TicketCommand command, Ticket before, List<TicketEvent> events) {
            if (before instanceof Ticket.Opened then
                    && command instanceof TicketCommand.Reply reply
                    && reply.seenVersion().isPresent()
                    && !reply.force()) {
                assertThat(then.facts().talk().visible())
                        .as("no reply passes what its author has not seen")
                        .allMatch(message ->
                                message.version() <= reply.seenVersion().get());
            }
            for (TicketEvent event : events) {
                if (event instanceof TicketEvent.StatusChanged changed) {
                    assertThat(changed.fromPhase())
                            .as("a change starts where the ticket was")
                            .isEqualTo(before instanceof Ticket.Opened then ? then.phase() : Phase.NEW);
                    if (changed.cause() == Cause.OPERATOR_REPLY || changed.cause() == Cause.CUSTOMER_MESSAGE) {
                        assertThat(events)
                                .as("a message and its change of status are one step")
                                .anyMatch(TicketEvent.MessageAdded.class::isInstance);
                    }
                }
            }
            if (command instanceof TicketCommand.AddIncoming incoming
                    && incoming.automatic().isAutomatic()) {
                assertThat(events).noneMatch(TicketEvent.StatusChanged.class::isInstance);
            }
            if (command instanceof TicketCommand.FollowDecision followed) {
                assertThat(events).hasSizeLessThanOrEqualTo(1);
                if (before instanceof Ticket.Opened then
                        && then.facts().holder().operator().isPresent()
                        && !then.facts().holder().operator().equals(followed.replaces())) {
                    assertThat(events)
                            .as("no decision takes a ticket from anyone but whom it replaces")
                            .noneMatch(TicketEvent.TicketAssigned.class::isInstance);
                }
            }
            if (ticket instanceof Ticket.Opened now) {
                assertThat(now.phase().active() || now.facts().aside().snooze().isEmpty())
                        .as("no ticket that has ended waits for a time")
                        .isTrue();
                assertThat(StatusScheme.CLASSIC
                                .status(now.status())
                                .orElseThrow()
                                .phase())
                        .isEqualTo(now.phase());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepTheInvariantsAndReplayToTheSameState(long seed) {
        World world = new World(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step();
        }
        assertThat(world.ticketEvents).hasSizeGreaterThan(STEPS / 3);
        Ticket ticket = new Ticket.Unopened();
        for (TicketEvent event : world.ticketEvents) {
            ticket = TicketEvolution.evolve(ticket, event);
        }
        assertThat(ticket).isEqualTo(world.ticket);
        Conversation conversation = new Conversation.Unstarted();
        for (ConversationEvent event : world.conversationEvents) {
            conversation = Conversation.evolve(conversation, event);
        }
        assertThat(conversation).isEqualTo(world.conversation);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void evolveTakesEventsInAnyOrder(long seed) {
        World world = new World(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step();
        }
        java.util.Collections.shuffle(world.ticketEvents, world.random);
        java.util.Collections.shuffle(world.conversationEvents, world.random);
        Ticket ticket = new Ticket.Unopened();
        for (TicketEvent event : world.ticketEvents) {
            ticket = TicketEvolution.evolve(ticket, event);
        }
        Conversation conversation = new Conversation.Unstarted();
        for (ConversationEvent event : world.conversationEvents) {
            conversation = Conversation.evolve(conversation, event);
        }
        assertThat(ticket.version()).isPositive();
        assertThat(conversation.version()).isPositive();
    }
}
