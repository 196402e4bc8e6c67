package dev.handover.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.TicketEvent.Source;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tickets in a situation, and what commands on them give. */
final class Tickets {
    static final Instant NOW = Instant.parse("2026-05-04T08:00:00Z");
    static final TicketId ID = new TicketId("t1");
    static final ConversationId CONVERSATION = new ConversationId("c1");
    static final OperatorId AMELIE = new OperatorId("amelie");
    static final OperatorId BEN = new OperatorId("ben");
    static final TeamId SUPPORT = new TeamId("support");
    static final TeamId SALES = new TeamId("sales");
    static final Actor BY_AMELIE = Actor.operator(AMELIE, "Amelie");
    static final Recipient CARLA = new Recipient(new RequesterId("r1"), "Carla", "carla@customer.test");
    static final Actor BY_CARLA = new Actor(Actor.Kind.CUSTOMER, "r1", "Carla", "carla@customer.test");
    static final Actor BOT = new Actor(Actor.Kind.AGENT, "helper-bot", null, null);
    static final Actor OTHER_BOT = new Actor(Actor.Kind.AGENT, "other-bot", null, null);
    static final Escalation ESCALATION =
            new Escalation("wants a person", "customer_request", "Refund", "Paid twice.", 4, "billing", "refund");
    private static int messages;

    private Tickets() {}

    static TicketCommand.OpenTicket open() {
        return new TicketCommand.OpenTicket(
                ID,
                new WorkspaceKey("acme"),
                1,
                Source.EMAIL,
                "subject",
                "description",
                "email",
                Optional.of(CARLA),
                3,
                List.of("vip"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(CONVERSATION),
                Optional.empty(),
                BY_CARLA);
    }

    /** A ticket that goes on from another one. */
    static TicketCommand.OpenTicket followUp(TicketId id, TicketId of) {
        return new TicketCommand.OpenTicket(
                id,
                new WorkspaceKey("acme"),
                2,
                Source.FOLLOW_UP,
                "subject",
                "description",
                "email",
                Optional.of(CARLA),
                3,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(CONVERSATION),
                Optional.of(of),
                BY_CARLA);
    }

    static TicketCommand.OpenTicket open(OperatorId assignee, Actor by) {
        return new TicketCommand.OpenTicket(
                ID,
                new WorkspaceKey("acme"),
                1,
                Source.MANUAL,
                "subject",
                "description",
                "manual",
                Optional.empty(),
                3,
                List.of(),
                Optional.of(assignee),
                Optional.of(SUPPORT),
                Optional.empty(),
                Optional.empty(),
                by);
    }

    static TicketCommand.Reply reply() {
        return reply(Optional.empty(), Optional.empty(), false);
    }

    static TicketCommand.Reply reply(Optional<Long> seen, Optional<String> status, boolean force) {
        return new TicketCommand.Reply(ID, CONVERSATION, message(), 2, "reply", seen, status, force, BY_AMELIE);
    }

    static TicketCommand.AddIncoming incoming() {
        return incoming(Automatic.NONE);
    }

    static TicketCommand.AddIncoming incoming(Automatic automatic) {
        return new TicketCommand.AddIncoming(ID, CONVERSATION, message(), 2, BY_CARLA, automatic, "preview", false);
    }

    static TicketCommand.Assign assign(OperatorId operator) {
        return new TicketCommand.Assign(ID, Optional.of(operator), Optional.empty(), BY_AMELIE);
    }

    static TicketCommand.FollowDecision decision(String id, OperatorId operator, TeamId team) {
        return new TicketCommand.FollowDecision(ID, new DecisionId(id), operator, team, Optional.empty());
    }

    static TicketCommand.FollowDecision decisionReplacing(
            OperatorId replaced, String id, OperatorId operator, TeamId team) {
        return new TicketCommand.FollowDecision(ID, new DecisionId(id), operator, team, Optional.of(replaced));
    }

    static TicketCommand.SetStatus status(String status) {
        return new TicketCommand.SetStatus(ID, status, BY_AMELIE);
    }

    static TicketCommand.SetTags tags(String... tags) {
        return new TicketCommand.SetTags(ID, List.of(tags), BY_AMELIE);
    }

    private static MessageId message() {
        return new MessageId("m" + ++messages);
    }

    /** A ticket to which these commands have happened. */
    static Given given(TicketCommand... commands) {
        Given given = new Given(new Ticket.Unopened());
        for (TicketCommand command : commands) {
            given = given.after(command);
        }
        return given;
    }

    /** A mail's ticket in that phase. */
    static Given in(Phase phase) {
        return phase == Phase.NEW
                ? given(open())
                : given(open(), status(StatusScheme.CLASSIC.defaultOf(phase).key()));
    }

    record Given(Ticket ticket) {
        Given after(TicketCommand command) {
            Ticket next = ticket;
            for (TicketEvent event : when(command).events()) {
                next = TicketEvolution.evolve(next, event);
            }
            return new Given(next);
        }

        Then when(TicketCommand command) {
            return new Then(ticket, TicketDecider.decide(command, ticket, Settings.DEFAULT, NOW));
        }

        Ticket.Opened opened() {
            return (Ticket.Opened) ticket;
        }
    }

    record Then(Ticket before, Decision<TicketEvent> decision) {
        List<TicketEvent> events() {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
            return ((Decision.Accepted<TicketEvent>) decision).events();
        }

        /** Their names, a status change with where it goes. */
        void happened(String... names) {
            assertThat(events())
                    .extracting(event -> event instanceof TicketEvent.StatusChanged e
                            ? "StatusChanged " + e.phase()
                            : event.getClass().getSimpleName())
                    .containsExactly(names);
        }

        <R extends Rejection> R rejected(Class<R> why) {
            assertThat(decision).isInstanceOf(Decision.Rejected.class);
            Rejection rejection = ((Decision.Rejected<TicketEvent>) decision).rejection();
            assertThat(rejection).isInstanceOf(why);
            return why.cast(rejection);
        }
    }
}
