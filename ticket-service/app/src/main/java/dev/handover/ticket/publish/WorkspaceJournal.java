package dev.handover.ticket.publish;

import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.PriorityLabel;
import dev.handover.ticket.contract.SchemeStatus;
import dev.handover.ticket.contract.TicketLabel;
import dev.handover.ticket.contract.WorkspaceJournalEvent;
import dev.handover.ticket.domain.AgentHandover;
import dev.handover.ticket.domain.Labels;
import dev.handover.ticket.domain.PriorityLabels;
import dev.handover.ticket.domain.StatusScheme;
import dev.handover.ticket.domain.TicketRules;
import dev.handover.ticket.domain.WorkspaceEvent;
import dev.handover.ticket.domain.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Stored events of workspaces as the journal has them. */
final class WorkspaceJournal {
    private WorkspaceJournal() {}

    static JournalEvent of(WorkspaceEvent event) {
        return switch (event) {
            case WorkspaceEvent.WorkspaceCreated e ->
                new WorkspaceJournalEvent.WorkspaceCreated(e.workspace().value(), e.name());
            case WorkspaceEvent.HelpDeskEnabled e ->
                new WorkspaceJournalEvent.WorkspaceHelpDeskEnabled(Translation.actor(e.by()), e.at());
            case WorkspaceEvent.HelpDeskDisabled e ->
                new WorkspaceJournalEvent.WorkspaceHelpDeskDisabled(Translation.actor(e.by()), e.at());
            case WorkspaceEvent.StatusSchemeChanged e ->
                new WorkspaceJournalEvent.WorkspaceStatusSchemeChanged(
                        statuses(e.scheme()), e.scheme().autoCloseTo().orElse(null), Translation.actor(e.by()), e.at());
            case WorkspaceEvent.PriorityLabelsChanged e ->
                new WorkspaceJournalEvent.WorkspacePriorityLabelsChanged(
                        priorities(e.labels()), Translation.actor(e.by()), e.at());
            case WorkspaceEvent.TicketRulesChanged e -> rules(e, e.rules());
            case WorkspaceEvent.ClosingMessageChanged e ->
                new WorkspaceJournalEvent.WorkspaceClosingMessageChanged(e.text(), Translation.actor(e.by()), e.at());
            case WorkspaceEvent.LabelsChanged e ->
                new WorkspaceJournalEvent.WorkspaceLabelsChanged(labels(e.labels()), Translation.actor(e.by()), e.at());
            case WorkspaceEvent.AgentHandoverChanged e -> handover(e, e.handover());
            case WorkspaceEvent.EscalationEventDefined e ->
                new WorkspaceJournalEvent.WorkspaceEscalationEventDefined(
                        e.workspace().value(), escalationEvent(e.rule()), Translation.actor(e.by()), e.at());
            case WorkspaceEvent.EscalationEventChanged e ->
                new WorkspaceJournalEvent.WorkspaceEscalationEventChanged(
                        e.workspace().value(), escalationEvent(e.rule()), Translation.actor(e.by()), e.at());
            case WorkspaceEvent.EscalationEventRemoved e ->
                new WorkspaceJournalEvent.WorkspaceEscalationEventRemoved(
                        e.workspace().value(), e.ruleId().value(), Translation.actor(e.by()), e.at());
            case WorkspaceEvent.AssistanceChanged e ->
                new WorkspaceJournalEvent.WorkspaceAssistanceChanged(
                        e.assistance().emailDrafts(), e.assistance().translation(), Translation.actor(e.by()), e.at());
        };
    }

    private static WorkspaceJournalEvent.EscalationEvent escalationEvent(Rule rule) {
        Rule.Definition said = rule.definition();
        return new WorkspaceJournalEvent.EscalationEvent(
                rule.id().value(),
                rule.version(),
                said.name(),
                said.kind().name().toLowerCase(Locale.ROOT),
                said.condition().text(),
                said.actions().openTicket(),
                Translation.id(said.actions().notifyTeam()),
                said.actions().priority(),
                Translation.id(said.actions().assignOperator()),
                Translation.id(said.actions().assignTeam()),
                said.actions().tags());
    }

    static List<SchemeStatus> statuses(StatusScheme scheme) {
        return scheme.statuses().stream()
                .map(status -> new SchemeStatus(
                        status.key(),
                        status.label(),
                        status.phases().stream().map(Translation::phase).toList(),
                        status.archives()))
                .toList();
    }

    static List<PriorityLabel> priorities(PriorityLabels labels) {
        return labels.byLevel().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> new PriorityLabel(label.getKey(), label.getValue()))
                .toList();
    }

    private static List<TicketLabel> labels(Labels labels) {
        return labels.all().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> new TicketLabel(label.getKey(), label.getValue()))
                .toList();
    }

    private static JournalEvent rules(WorkspaceEvent.TicketRulesChanged e, TicketRules rules) {
        return new WorkspaceJournalEvent.WorkspaceTicketRulesChanged(
                rules.emailToTicket().name().toLowerCase(Locale.ROOT),
                rules.everyEscalationOpensATicket(),
                rules.solvedTicketsCloseAfter().toSeconds(),
                rules.reopenWithin().toSeconds(),
                rules.resumeAiOnSolve(),
                rules.rule().orElse(null),
                rules.aiAnswersWithin().toSeconds(),
                Translation.actor(e.by()),
                e.at());
    }

    private static JournalEvent handover(WorkspaceEvent.AgentHandoverChanged e, AgentHandover handover) {
        return new WorkspaceJournalEvent.WorkspaceAgentHandoverChanged(
                e.agentId(),
                handover.guidance().orElse(null),
                handover.defaultPriority(),
                handover.humanButton(),
                handover.buttonAfterMessages(),
                handover.onlyDuringWorkingHours(),
                handover.waitingLabel().orElse(null),
                handover.connectedLabel().orElse(null),
                handover.autoReply().orElse(null),
                handover.autoPause(),
                Translation.actor(e.by()),
                e.at());
    }
}
