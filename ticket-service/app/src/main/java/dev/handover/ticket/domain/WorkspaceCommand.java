package dev.handover.ticket.domain;

import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.RuleId;
import java.util.Map;
import java.util.Optional;

/** What people want to be set in their workspace. */
public sealed interface WorkspaceCommand {
    /** Who wants it. */
    Actor by();

    /** Replaces one part of the settings in full. */
    sealed interface OfPart extends WorkspaceCommand {
        /** The workspace's version on which it was decided. */
        long seenVersion();
    }

    /** About one escalation event; the others stay as they are. */
    sealed interface OfRule extends WorkspaceCommand {
        RuleId ruleId();
    }

    /** Turns the help desk on or off. */
    record SwitchHelpDesk(boolean on, long seenVersion, Actor by) implements OfPart {}

    /**
     * Names statuses anew.
     *
     * @param tickets how many tickets are in phases for which the scheme has no status
     */
    record ChangeScheme(StatusScheme scheme, Map<Phase, Long> tickets, long seenVersion, Actor by) implements OfPart {}

    /** Names priorities anew. */
    record LabelPriorities(PriorityLabels labels, long seenVersion, Actor by) implements OfPart {}

    /** Says when tickets open, close and are gone on with. */
    record ChangeTicketRules(TicketRules rules, long seenVersion, Actor by) implements OfPart {}

    /** Says what requesters are told at the end. */
    record ChangeClosingMessage(Optional<String> text, long seenVersion, Actor by) implements OfPart {}

    /** Says by which labels tickets are sorted. */
    record ChangeLabels(Labels labels, long seenVersion, Actor by) implements OfPart {}

    /** Says how an AI agent hands over. */
    record ChangeHandover(String agentId, AgentHandover handover, long seenVersion, Actor by) implements OfPart {}

    /** Says what AI does for the team. */
    record ChangeAssistance(Assistance assistance, long seenVersion, Actor by) implements OfPart {}

    /** Defines an escalation event. */
    record DefineRule(RuleId ruleId, Rule.Definition definition, Actor by) implements OfRule {}

    /** Changes an escalation event; {@code seenVersion} is its version that the change was made on. */
    record ChangeRule(RuleId ruleId, Rule.Definition definition, long seenVersion, Actor by) implements OfRule {}

    /** Removes an escalation event; {@code seenVersion} is its version that was looked at. */
    record RemoveRule(RuleId ruleId, long seenVersion, Actor by) implements OfRule {}
}
