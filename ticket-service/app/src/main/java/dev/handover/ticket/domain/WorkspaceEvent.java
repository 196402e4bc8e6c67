package dev.handover.ticket.domain;

import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.RuleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to a workspace. */
public sealed interface WorkspaceEvent extends StoredEvent {
    /** Its key. */
    WorkspaceKey workspace();

    /** The workspace exists, with default settings. */
    record WorkspaceCreated(WorkspaceKey workspace, String name, Instant at) implements WorkspaceEvent {}

    /** A part of the settings is another one now. */
    sealed interface SettingsChanged extends WorkspaceEvent {
        /** Who changed it. */
        Actor by();
    }

    /** Tickets open. */
    record HelpDeskEnabled(WorkspaceKey workspace, Actor by, Instant at) implements SettingsChanged {}

    /** No ticket opens; messages are kept as conversations. */
    record HelpDeskDisabled(WorkspaceKey workspace, Actor by, Instant at) implements SettingsChanged {}

    /** Phases have other names; no ticket's phase changes by that. */
    record StatusSchemeChanged(WorkspaceKey workspace, StatusScheme scheme, Actor by, Instant at)
            implements SettingsChanged {}

    /** Priorities have other names. */
    record PriorityLabelsChanged(WorkspaceKey workspace, PriorityLabels labels, Actor by, Instant at)
            implements SettingsChanged {}

    /** Tickets open, close and are gone on with by other rules. */
    record TicketRulesChanged(WorkspaceKey workspace, TicketRules rules, Actor by, Instant at)
            implements SettingsChanged {}

    /** Requesters are told this when their ticket is solved; nothing where it is null. */
    record ClosingMessageChanged(
            WorkspaceKey workspace, @Nullable String text, Actor by, Instant at) implements SettingsChanged {}

    /** Tickets are sorted by other labels. */
    record LabelsChanged(WorkspaceKey workspace, Labels labels, Actor by, Instant at) implements SettingsChanged {}

    /** An AI agent hands over in another way. */
    record AgentHandoverChanged(WorkspaceKey workspace, String agentId, AgentHandover handover, Actor by, Instant at)
            implements SettingsChanged {}

    /** AI does more or less for the team. */
    record AssistanceChanged(WorkspaceKey workspace, Assistance assistance, Actor by, Instant at)
            implements SettingsChanged {}

    /** There is a new escalation event. */
    record EscalationEventDefined(WorkspaceKey workspace, Rule rule, Actor by, Instant at) implements SettingsChanged {}

    /** An escalation event is another one now, in its next version. */
    record EscalationEventChanged(WorkspaceKey workspace, Rule rule, Actor by, Instant at) implements SettingsChanged {}

    /** There is no such escalation event any more. */
    record EscalationEventRemoved(WorkspaceKey workspace, RuleId ruleId, Actor by, Instant at)
            implements SettingsChanged {}
}
