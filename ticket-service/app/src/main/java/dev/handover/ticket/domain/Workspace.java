package dev.handover.ticket.domain;

import java.util.Optional;

/** What deciding needs to know of a workspace: its settings. */
public sealed interface Workspace extends StreamState {
    /** There is none of that key. */
    record Uncreated() implements Workspace {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.empty();
        }
    }

    /** At work. */
    record Created(WorkspaceKey key, String name, Settings settings, long version) implements Workspace {
        @Override
        public Optional<WorkspaceKey> workspace() {
            return Optional.of(key);
        }
    }

    /** The workspace after the event; total. */
    static Workspace evolve(Workspace workspace, WorkspaceEvent event) {
        return switch (workspace) {
            case Uncreated uncreated ->
                event instanceof WorkspaceEvent.WorkspaceCreated e
                        ? new Created(e.workspace(), e.name(), Settings.DEFAULT, 1)
                        : uncreated;
            case Created created ->
                new Created(created.key(), created.name(), settings(created.settings(), event), created.version() + 1);
        };
    }

    /** The settings after the event. */
    static Settings settings(Settings settings, WorkspaceEvent event) {
        return switch (event) {
            case WorkspaceEvent.WorkspaceCreated _ -> settings;
            case WorkspaceEvent.HelpDeskEnabled _ -> settings.withHelpDesk(true);
            case WorkspaceEvent.HelpDeskDisabled _ -> settings.withHelpDesk(false);
            case WorkspaceEvent.StatusSchemeChanged e -> settings.with(e.scheme());
            case WorkspaceEvent.PriorityLabelsChanged e -> settings.with(e.labels());
            case WorkspaceEvent.TicketRulesChanged e -> settings.with(e.rules());
            case WorkspaceEvent.ClosingMessageChanged e -> settings.withClosingMessage(Optional.ofNullable(e.text()));
            case WorkspaceEvent.LabelsChanged e -> settings.with(e.labels());
            case WorkspaceEvent.AgentHandoverChanged e -> settings.with(e.agentId(), e.handover());
            case WorkspaceEvent.AssistanceChanged e -> settings.with(e.assistance());
            case WorkspaceEvent.EscalationEventDefined e -> settings.with(e.rule());
            case WorkspaceEvent.EscalationEventChanged e -> settings.with(e.rule());
            case WorkspaceEvent.EscalationEventRemoved e -> settings.without(e.ruleId());
        };
    }
}
