package dev.handover.ticket.domain;

import dev.handover.ticket.domain.rule.Actions;
import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When tickets open, close and are gone on with.
 *
 * @param everyEscalationOpensATicket otherwise only rules do
 * @param solvedTicketsCloseAfter where the scheme says to which status; else they stay solved
 * @param reopenWithin how long after its solving a ticket is still what an escalation goes on with
 * @param resumeAiOnSolve whether an AI agent that was paused talks again when the ticket is solved
 * @param rule in plain language: which messages are to open a ticket; an assistant judges them
 * @param aiAnswersWithin how long an AI agent has to answer mail, where people get what it did not answer
 */
public record TicketRules(
        EmailToTicket emailToTicket,
        boolean everyEscalationOpensATicket,
        Duration solvedTicketsCloseAfter,
        Duration reopenWithin,
        boolean resumeAiOnSolve,
        Optional<String> rule,
        Duration aiAnswersWithin) {
    public TicketRules(
            EmailToTicket emailToTicket,
            boolean everyEscalationOpensATicket,
            Duration solvedTicketsCloseAfter,
            Duration reopenWithin,
            boolean resumeAiOnSolve,
            Optional<String> rule,
            @Nullable Duration aiAnswersWithin) {
        this.emailToTicket = emailToTicket;
        this.everyEscalationOpensATicket = everyEscalationOpensATicket;
        this.solvedTicketsCloseAfter = solvedTicketsCloseAfter;
        this.reopenWithin = reopenWithin;
        this.resumeAiOnSolve = resumeAiOnSolve;
        this.rule = rule;
        this.aiAnswersWithin = aiAnswersWithin == null ? AI_ANSWERS_WITHIN : aiAnswersWithin;
    }

    /** Which mail opens a ticket, where it joins none. */
    public enum EmailToTicket {
        ALWAYS,
        WHEN_A_RULE_MATCHES,
        WHEN_THE_AI_DID_NOT_ANSWER
    }

    /** Where a workspace says nothing else, as it could not before there was a time to say. */
    public static final Duration AI_ANSWERS_WITHIN = Duration.ofMinutes(10);

    private static final RuleId IN_PLAIN_LANGUAGE = new RuleId("ticket-rule");

    /** As a workspace begins. */
    public static final TicketRules DEFAULT = new TicketRules(
            EmailToTicket.ALWAYS,
            true,
            Duration.ofDays(7),
            Duration.ofDays(7),
            false,
            Optional.empty(),
            AI_ANSWERS_WITHIN);

    /** The rule in plain language as an escalation event that opens a ticket; its version tells its words. */
    public Optional<Rule> asEscalationEvent() {
        return rule.map(words -> new Rule(
                IN_PLAIN_LANGUAGE,
                words.hashCode() & Integer.MAX_VALUE,
                new Rule.Definition(
                        "Ticket rule",
                        Rule.Kind.MESSAGE,
                        new Condition.Plain(words),
                        new Actions(true, null, null, null, null, List.of()))));
    }

    /** Whether mail that joins no ticket opens one at once. */
    public boolean mailOpensATicket(Attendance attendance) {
        return switch (emailToTicket) {
            case ALWAYS -> true;
            case WHEN_A_RULE_MATCHES -> false;
            case WHEN_THE_AI_DID_NOT_ANSWER -> attendance.peopleAnswer();
        };
    }

    /** Whether mail that people do not have is theirs when no AI agent has answered it in time. */
    public boolean mailAwaitsTheAi(Attendance attendance) {
        return emailToTicket == EmailToTicket.WHEN_THE_AI_DID_NOT_ANSWER && !attendance.peopleAnswer();
    }
}
