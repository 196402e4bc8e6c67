package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Workspace.Created;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what follows from a change of settings; pure. */
public final class WorkspaceDecider {
    private WorkspaceDecider() {}

    /** What follows from the command, in this workspace, now. What is so already is accepted on any version. */
    public static Decision<WorkspaceEvent> decide(WorkspaceCommand command, Created workspace, Instant now) {
        return switch (command) {
            case WorkspaceCommand.OfPart c -> decide(c, workspace, now);
            case WorkspaceCommand.OfRule c -> RuleDecider.decide(c, workspace, now);
        };
    }

    private static Decision<WorkspaceEvent> decide(WorkspaceCommand.OfPart command, Created workspace, Instant now) {
        Optional<Rejection> fault = fault(command);
        if (fault.isPresent()) {
            return Decision.reject(fault.get());
        }
        WorkspaceEvent event = event(command, workspace.key(), now);
        if (Workspace.settings(workspace.settings(), event).equals(workspace.settings())) {
            return Decision.acceptNothing();
        }
        if (command.seenVersion() != workspace.version()) {
            return Decision.reject(new Rejection.SettingsHaveChanged(command.seenVersion(), workspace.version()));
        }
        return stranded(command, workspace)
                .<Decision<WorkspaceEvent>>map(Decision::reject)
                .orElseGet(() -> new Decision.Accepted<>(withDefaultRule(event, workspace.settings(), now)));
    }

    private static List<WorkspaceEvent> withDefaultRule(WorkspaceEvent event, Settings settings, Instant now) {
        return event instanceof WorkspaceEvent.HelpDeskEnabled on
                        && settings.rules().isEmpty()
                ? List.of(
                        on,
                        new WorkspaceEvent.EscalationEventDefined(
                                on.workspace(), DefaultRule.ASKS_FOR_A_PERSON, on.by(), now))
                : List.of(event);
    }

    private static Optional<Rejection> fault(WorkspaceCommand.OfPart command) {
        if (command instanceof WorkspaceCommand.ChangeScheme c) {
            List<Rejection.Fault> faults = SchemeFaults.of(c.scheme());
            return faults.isEmpty() ? Optional.empty() : Optional.of(new Rejection.SchemeIsFaulty(faults));
        }
        return Optional.empty();
    }

    /** Tickets whose phase has a name now, and would have none. */
    private static Optional<Rejection> stranded(WorkspaceCommand.OfPart command, Created workspace) {
        if (!(command instanceof WorkspaceCommand.ChangeScheme c)) {
            return Optional.empty();
        }
        Map<Phase, Long> stranded = new EnumMap<>(Phase.class);
        c.scheme().missing().stream()
                .filter(phase -> !workspace.settings().scheme().missing().contains(phase))
                .filter(phase -> c.tickets().getOrDefault(phase, 0L) > 0)
                .forEach(phase -> stranded.put(phase, c.tickets().get(phase)));
        return stranded.isEmpty() ? Optional.empty() : Optional.of(new Rejection.SchemeStrandsTickets(stranded));
    }

    private static WorkspaceEvent event(WorkspaceCommand.OfPart command, WorkspaceKey key, Instant now) {
        Actor by = command.by();
        return switch (command) {
            case WorkspaceCommand.SwitchHelpDesk c ->
                c.on()
                        ? new WorkspaceEvent.HelpDeskEnabled(key, by, now)
                        : new WorkspaceEvent.HelpDeskDisabled(key, by, now);
            case WorkspaceCommand.ChangeScheme c -> new WorkspaceEvent.StatusSchemeChanged(key, c.scheme(), by, now);
            case WorkspaceCommand.LabelPriorities c ->
                new WorkspaceEvent.PriorityLabelsChanged(key, c.labels(), by, now);
            case WorkspaceCommand.ChangeTicketRules c -> new WorkspaceEvent.TicketRulesChanged(key, c.rules(), by, now);
            case WorkspaceCommand.ChangeClosingMessage c ->
                new WorkspaceEvent.ClosingMessageChanged(key, c.text().orElse(null), by, now);
            case WorkspaceCommand.ChangeLabels c -> new WorkspaceEvent.LabelsChanged(key, c.labels(), by, now);
            case WorkspaceCommand.ChangeHandover c ->
                new WorkspaceEvent.AgentHandoverChanged(key, c.agentId(), c.handover(), by, now);
            case WorkspaceCommand.ChangeAssistance c ->
                new WorkspaceEvent.AssistanceChanged(key, c.assistance(), by, now);
        };
    }
}
