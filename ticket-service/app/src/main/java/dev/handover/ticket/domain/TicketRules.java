package dev.handover.ticket.domain;

import java.time.Duration;
import java.util.Optional;

/**
 * When tickets open, close and are gone on with.
 *
 * @param everyEscalationOpensATicket otherwise only rules do
 * @param solvedTicketsCloseAfter where the scheme says to which status; else they stay solved
 * @param reopenWithin how long after its solving a ticket is still what an escalation goes on with
 * @param resumeAiOnSolve whether an AI agent that was paused talks again when the ticket is solved
 * @param rule in plain language: which messages are to open a ticket
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

    /** As a workspace begins. */
    public static final TicketRules DEFAULT = new TicketRules(
            EmailToTicket.ALWAYS, true, Duration.ofDays(7), Duration.ofDays(7), false, Optional.empty());

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
