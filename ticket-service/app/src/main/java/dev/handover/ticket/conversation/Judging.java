package dev.handover.ticket.conversation;

import dev.handover.foundation.consuming.Outage;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.assistant.Assistant;
import dev.handover.ticket.assistant.AssistantUnavailableException;
import dev.handover.ticket.assistant.Judgement;
import dev.handover.ticket.assistant.LexicalAssistant;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationEvent.MessageReceived;
import dev.handover.ticket.domain.OwnWords;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.Match;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.step.Call;
import dev.handover.ticket.step.Conflict;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.StepContext;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.step.Streams;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Judges messages by the workspaces' rules in plain language, outside the steps that take them. What can't be judged now
 * is judged later; after many attempts by words alone, so that no message waits for ever.
 */
final class Judging {
    private static final Logger log = LoggerFactory.getLogger(Judging.class);
    private static final int AT_ONCE = 20;
    /** With the pauses between them almost three hours. */
    private static final int ATTEMPTS = 20;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private final ToJudge rows;
    private final Steps steps;
    private final Assistant assistant;
    private final RuleActions rules;
    private final MeterRegistry meters;
    private final Assistant byWords = new LexicalAssistant();

    Judging(ToJudge rows, Steps steps, Assistant assistant, RuleActions rules, MeterRegistry meters) {
        this.rows = rows;
        this.steps = steps;
        this.assistant = assistant;
        this.rules = rules;
        this.meters = meters;
    }

    /**
     * A message, and what it is to be judged by.
     *
     * @param said the customer's newest messages, oldest first
     */
    private record Question(Rule rule, String words, List<String> said) {
        String meaning() {
            return rule.definition().condition() instanceof Condition.Plain plain ? plain.meaning() : "";
        }

        boolean opensTicket() {
            return rule.definition().actions().openTicket();
        }
    }

    private record Answer(Rule rule, Judgement judgement, Optional<String> summary) {}

    /** Judges what is due; true where there may be more at once. */
    boolean round() {
        List<ToJudge.Row> due = rows.due(AT_ONCE);
        due.forEach(this::take);
        return due.size() == AT_ONCE;
    }

    private void take(ToJudge.Row row) {
        try {
            judge(row);
        } catch (AssistantUnavailableException e) {
            log.atInfo()
                    .addKeyValue("message", row.message().value())
                    .addKeyValue("attempts", row.attempts() + 1)
                    .addKeyValue("why", e.getMessage())
                    .log("message not judged yet");
            later(row);
        } catch (RejectedException e) {
            log.atWarn()
                    .addKeyValue("message", row.message().value())
                    .addKeyValue("rejection", e.rejection().getClass().getSimpleName())
                    .log("what follows from a judgement is refused, and given up");
            rows.giveUp(row);
            count("refused");
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                throw e;
            }
            log.atLevel(Conflict.is(e) ? Level.INFO : Level.ERROR)
                    .addKeyValue("message", row.message().value())
                    .setCause(e)
                    .log("judging a message failed; it is tried again");
            later(row);
        }
    }

    private void later(ToJudge.Row row) {
        count("later");
        rows.later(row, pause(row.attempts()));
    }

    private void judge(ToJudge.Row row) {
        Optional<Question> question = run(row, "read_message", streams -> question(streams, row));
        Optional<Answer> answer = question.map(asked -> answer(row, asked));
        boolean followed = run(row, "follow_judgement", streams -> {
            boolean waits = ToJudge.done(streams, row);
            if (waits) {
                answer.filter(said -> said.judgement().matches()).ifPresent(yes -> follow(streams, row, yes));
            }
            return waits;
        });
        count(answer.filter(_ -> followed)
                .map(said -> said.judgement().matches() ? "matches" : "does_not")
                .orElse("no_longer"));
    }

    private Answer answer(ToJudge.Row row, Question asked) {
        Assistant judge = row.attempts() < ATTEMPTS ? assistant : byWords;
        Judgement judgement = judge.judge(asked.meaning(), asked.words());
        return new Answer(
                asked.rule(),
                judgement,
                judgement.matches() && asked.opensTicket()
                        ? new EscalationSummaries(judge).of(asked.said())
                        : Optional.empty());
    }

    /** Empty where the rule is another one now. */
    private static Optional<Question> question(Streams streams, ToJudge.Row row) {
        return rule(streams, row)
                .flatMap(rule -> streams.history(row.conversation()).stream()
                        .filter(MessageReceived.class::isInstance)
                        .map(MessageReceived.class::cast)
                        .filter(message -> message.messageId().equals(row.message()))
                        .findFirst()
                        .map(message -> new Question(
                                rule,
                                OwnWords.of(message.text(), message.parts()),
                                streams.started(row.conversation()).said().words())));
    }

    private static Optional<Rule> rule(Streams streams, ToJudge.Row row) {
        return streams.settings().inPlainLanguage().stream()
                .filter(rule -> rule.id().equals(row.rule()) && rule.version() == row.version())
                .findFirst();
    }

    private void follow(Streams streams, ToJudge.Row row, Answer yes) {
        if (rule(streams, row).isEmpty()) {
            return;
        }
        List<Match> matches =
                List.of(new Match(yes.rule(), List.of(yes.judgement().why())));
        Conversation.Started conversation = streams.started(row.conversation());
        Optional<Ticket.Opened> current = ConversationSteps.ticketOf(streams, row.conversation());
        Optional<Ticket.Opened> handed = current.filter(ticket -> ticket.phase().active())
                .or(() -> rules.open(
                        streams, conversation, new RuleActions.Matched(row.message(), yes.summary()), matches));
        rules.follow(
                streams,
                conversation,
                row.message(),
                matches,
                handed.or(() -> current).map(ticket -> ticket.facts().id()));
    }

    private <T> T run(ToJudge.Row row, String name, Steps.Step<T> step) {
        return steps.run(new Call<>(
                name,
                row.workspace(),
                new StepContext(row.message().value(), row.message().value(), TraceParent.begin()),
                false,
                step));
    }

    private static Duration pause(int attempts) {
        Duration pause = PAUSE.multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void count(String outcome) {
        meters.counter("handover.assistant.judged", "outcome", outcome).increment();
    }
}
