package dev.handover.ticket.domain;

import java.util.Optional;

/**
 * How an AI agent hands conversations over to people.
 *
 * @param guidance when to, in plain language, for the agent itself
 * @param defaultPriority of tickets that it opens, 1 to 5
 * @param humanButton whether customers may ask for a person by a button
 * @param buttonAfterMessages how many messages of the customer's come before the button shows
 * @param onlyDuringWorkingHours of the default team's schedule: whether the button shows at other times
 * @param waitingLabel what the customer reads while nobody has the ticket
 * @param connectedLabel what the customer reads when somebody has it
 * @param autoReply what the customer is told when nobody is available
 * @param autoPause whether an escalation pauses the agent; otherwise it goes on talking until a person takes over
 */
public record AgentHandover(
        Optional<String> guidance,
        int defaultPriority,
        boolean humanButton,
        int buttonAfterMessages,
        boolean onlyDuringWorkingHours,
        Optional<String> waitingLabel,
        Optional<String> connectedLabel,
        Optional<String> autoReply,
        boolean autoPause) {
    /** Of an agent for which nothing is set. */
    public static final AgentHandover DEFAULT = new AgentHandover(
            Optional.empty(), 3, true, 0, false, Optional.empty(), Optional.empty(), Optional.empty(), false);
}
