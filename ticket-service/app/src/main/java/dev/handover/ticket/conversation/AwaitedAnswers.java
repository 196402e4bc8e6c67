package dev.handover.ticket.conversation;

import dev.handover.foundation.consuming.Outage;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.Settings;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.TicketRules.EmailToTicket;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.Call;
import dev.handover.ticket.step.Conflict;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.StepContext;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Mail that an AI agent has time to answer before it is a ticket: a row is written with the message, and goes with what
 * its end decides. It decides on the conversation as it is then: answered, or with people already, nothing happens.
 */
final class AwaitedAnswers {
    private static final Logger log = LoggerFactory.getLogger(AwaitedAnswers.class);
    private static final int AT_ONCE = 50;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final String DELETE = "delete from awaited_answer where message_id = ?";
    private final JdbcClient jdbc;
    private final Steps steps;
    private final HandoverSteps handovers;
    private final Clock clock;

    AwaitedAnswers(JdbcClient jdbc, Steps steps, HandoverSteps handovers, Clock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.handovers = handovers;
        this.clock = clock;
    }

    private record Row(WorkspaceKey workspace, ConversationId conversation, MessageId message, Duration within) {}

    /** Gives the AI its time, from now. */
    static void add(Streams streams, ConversationId conversation, MessageId message) {
        Duration within = streams.settings().ticketRules().aiAnswersWithin();
        streams.write(
                """
                    insert into awaited_answer (message_id, conversation_id, workspace, within_seconds, due_at)
                    values (?, ?, ?, ?, ?) on conflict do nothing
                    """,
                Set.of(message.value()),
                message.value(),
                conversation.value(),
                streams.workspace().value(),
                within.toSeconds(),
                streams.now().plus(within).atOffset(ZoneOffset.UTC));
    }

    /** Decides on what is due; true where there may be more at once. */
    boolean round() {
        List<Row> due = due();
        due.forEach(this::take);
        return due.size() == AT_ONCE;
    }

    private List<Row> due() {
        return jdbc.sql("""
                        select workspace, conversation_id, message_id, within_seconds from awaited_answer
                        where due_at <= ? order by due_at limit ?
                        """)
                .params(clock.instant().atOffset(ZoneOffset.UTC), AT_ONCE)
                .query((row, n) -> new Row(
                        new WorkspaceKey(row.getString(1)),
                        new ConversationId(row.getString(2)),
                        new MessageId(row.getString(3)),
                        Duration.ofSeconds(row.getLong(4))))
                .list();
    }

    private void take(Row row) {
        try {
            steps.run(new Call<>(
                    "end_wait_for_ai",
                    row.workspace(),
                    new StepContext(row.message().value(), row.message().value(), TraceParent.begin()),
                    false,
                    streams -> end(streams, row)));
        } catch (RejectedException e) {
            log.atWarn()
                    .addKeyValue("message", row.message().value())
                    .addKeyValue("rejection", e.rejection().getClass().getSimpleName())
                    .log("what follows where no AI answered is refused, and given up");
            jdbc.sql(DELETE).param(row.message().value()).update();
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                throw e;
            }
            log.atLevel(Conflict.is(e) ? Level.INFO : Level.ERROR)
                    .addKeyValue("message", row.message().value())
                    .setCause(e)
                    .log("deciding on mail that no AI answered failed; it is tried again");
            jdbc.sql("update awaited_answer set due_at = ? where message_id = ?")
                    .params(
                            clock.instant().plus(PAUSE).atOffset(ZoneOffset.UTC),
                            row.message().value())
                    .update();
        }
    }

    private boolean end(Streams streams, Row row) {
        streams.write(DELETE, Set.of(row.message().value()), row.message().value());
        boolean opens = isWanted(streams.settings())
                && ConversationSteps.ticketOf(streams, row.conversation())
                        .filter(ticket -> ticket.phase().active())
                        .isEmpty()
                && isUnanswered(streams.history(row.conversation()), row.message());
        if (opens) {
            handovers.escalate(streams, escalation(row));
        }
        return opens;
    }

    /** The rules may have changed meanwhile; mail that opens a ticket in any case opens one now. */
    private static boolean isWanted(Settings settings) {
        return settings.helpDesk() && settings.ticketRules().emailToTicket() != EmailToTicket.WHEN_A_RULE_MATCHES;
    }

    private static HandoverSteps.NewEscalation escalation(Row row) {
        return new HandoverSteps.NewEscalation(
                row.conversation(),
                new TicketId(Ids.derived("ticket", row.message().value())),
                "No AI agent answered within " + words(row.within()),
                "ai_did_not_answer",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                null,
                null,
                Actor.SYSTEM);
    }

    private static String words(Duration within) {
        return within.toSeconds() % 60 == 0 ? within.toMinutes() + " min" : within.toSeconds() + " s";
    }

    /** Whether neither an agent nor an operator has answered since; a message that is gone asks for no answer. */
    static boolean isUnanswered(List<ConversationEvent> history, MessageId message) {
        boolean unanswered = false;
        for (ConversationEvent event : history) {
            unanswered = switch (event) {
                case ConversationEvent.MessageReceived e when e.messageId().equals(message) -> true;
                case ConversationEvent.MessageDeleted e when e.messageId().equals(message) -> false;
                case ConversationEvent.AgentReplied _, ConversationEvent.OperatorReplied _ -> false;
                default -> unanswered;
            };
        }
        return unanswered;
    }
}
