package dev.handover.ticket.domain;

import java.util.Map;
import java.util.Optional;

/** What people want to be set in their workspace; each replaces one part of the settings in full. */
public sealed interface WorkspaceCommand {
    /** The workspace's version on which it was decided. */
    long seenVersion();

    /** Who wants it. */
    Actor by();

    /** Turns the help desk on or off. */
    record SwitchHelpDesk(boolean on, long seenVersion, Actor by) implements WorkspaceCommand {}

    /**
     * Names statuses anew.
     *
     * @param tickets how many tickets are in phases for which the scheme has no status
     */
    record ChangeScheme(StatusScheme scheme, Map<Phase, Long> tickets, long seenVersion, Actor by)
            implements WorkspaceCommand {}

    /** Names priorities anew. */
    record LabelPriorities(PriorityLabels labels, long seenVersion, Actor by) implements WorkspaceCommand {}

    /** Says when tickets open, close and are gone on with. */
    record ChangeTicketRules(TicketRules rules, long seenVersion, Actor by) implements WorkspaceCommand {}

    /** Says what requesters are told at the end. */
    record ChangeClosingMessage(Optional<String> text, long seenVersion, Actor by) implements WorkspaceCommand {}

    /** Says by which labels tickets are sorted. */
    record ChangeLabels(Labels labels, long seenVersion, Actor by) implements WorkspaceCommand {}

    /** Says how an AI agent hands over. */
    record ChangeHandover(String agentId, AgentHandover handover, long seenVersion, Actor by)
            implements WorkspaceCommand {}

    /** Says what AI does for the team. */
    record ChangeAssistance(Assistance assistance, long seenVersion, Actor by) implements WorkspaceCommand {}
}
