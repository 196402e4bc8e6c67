package dev.handover.ticket.domain;

import dev.handover.ticket.domain.rule.Actions;
import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When tickets open, close and are gone on with.
 *
 * @param everyEscalationOpensATicket otherwise only rules do
 * @param solvedTicketsCloseAfter where the scheme says to which status; else they stay solved
 * @param reopenWithin how long after its solving a ticket is still what an escalation goes on with
 * @param resumeAiOnSolve whether an AI agent that was paused talks again when the ticket is solved
 * @param rule in plain language: which messages are to open a ticket; an assistant judges them
 */
public record TicketRules(
        EmailToTicket emailToTicket,
        boolean everyEscalationOpensATicket,
        Duration solvedTicketsCloseAfter,
        Duration reopenWithin,
        boolean resumeAiOnSolve,
        Optional<String> rule) {
    /** Which mail opens a ticket, where it joins none. */
    public enum EmailToTicket {
        ALWAYS,
        WHEN_A_RULE_MATCHES,
        WHEN_THE_AI_DID_NOT_ANSWER
    }

    private static final RuleId IN_PLAIN_LANGUAGE = new RuleId("ticket-rule");

    /** As a workspace begins. */
    public static final TicketRules DEFAULT = new TicketRules(
            EmailToTicket.ALWAYS, true, Duration.ofDays(7), Duration.ofDays(7), false, Optional.empty());

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

    /**
     * Whether mail that joins no ticket opens one.
     *
     * @param aiAnswers whether an AI agent is there that answers it
     */
    public boolean mailOpensATicket(boolean aiAnswers) {
        return switch (emailToTicket) {
            case ALWAYS -> true;
            case WHEN_A_RULE_MATCHES -> false;
            case WHEN_THE_AI_DID_NOT_ANSWER -> !aiAnswers;
        };
    }
}
