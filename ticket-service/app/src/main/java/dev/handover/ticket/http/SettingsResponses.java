package dev.handover.ticket.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Settings;
import dev.handover.ticket.domain.Workspace;
import dev.handover.ticket.domain.WorkspaceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is set in a workspace, and what was; each part is shown as it is set. */
final class SettingsResponses {
    private SettingsResponses() {}

    /** @param version of the workspace; the answer's ETag */
    record All(
            long version,
            SettingsBodies.HelpDesk helpDesk,
            SchemeBodies.Scheme statusScheme,
            SettingsBodies.Priorities priorityLabels,
            SettingsBodies.Rules ticketRules,
            SettingsBodies.ClosingMessage closingMessage,
            SettingsBodies.AllLabels labels,
            SettingsBodies.Help assistance,
            List<Agent> agents) {
        static All of(Workspace.Created workspace) {
            Settings settings = workspace.settings();
            return new All(
                    workspace.version(),
                    new SettingsBodies.HelpDesk(settings.helpDesk()),
                    SchemeBodies.Scheme.of(settings.scheme()),
                    SettingsBodies.Priorities.of(settings.priorityLabels()),
                    SettingsBodies.Rules.of(settings.ticketRules()),
                    new SettingsBodies.ClosingMessage(settings.closingMessage().orElse(null)),
                    SettingsBodies.AllLabels.of(settings.labels()),
                    SettingsBodies.Help.of(settings.assistance()),
                    new TreeMap<>(settings.handovers())
                            .entrySet().stream()
                                    .map(one -> new Agent(one.getKey(), SettingsBodies.Handover.of(one.getValue())))
                                    .toList());
        }
    }

    /** An AI agent for which something is set. */
    record Agent(String agentId, SettingsBodies.Handover handover) {}

    /** What was set: the newest first. */
    record History(List<Change> items, @Nullable String nextCursor) {}

    /**
     * One change.
     *
     * @param version of the workspace with it
     * @param by null for the beginning
     * @param what {@code created}, or the part that was changed
     * @param agentId of a handover
     * @param to what the part became; null for the beginning
     */
    record Change(
            long version,
            Instant at,
            @Nullable By by,
            String what,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String agentId,

            @Nullable Object to) {
        static Change of(long version, WorkspaceEvent event) {
            By by = event instanceof WorkspaceEvent.SettingsChanged changed ? By.of(changed.by()) : null;
            String agent = event instanceof WorkspaceEvent.AgentHandoverChanged e ? e.agentId() : null;
            return switch (event) {
                case WorkspaceEvent.WorkspaceCreated e -> new Change(version, e.at(), by, "created", agent, null);
                case WorkspaceEvent.HelpDeskEnabled e ->
                    new Change(version, e.at(), by, "helpDesk", agent, new SettingsBodies.HelpDesk(true));
                case WorkspaceEvent.HelpDeskDisabled e ->
                    new Change(version, e.at(), by, "helpDesk", agent, new SettingsBodies.HelpDesk(false));
                case WorkspaceEvent.StatusSchemeChanged e ->
                    new Change(version, e.at(), by, "statusScheme", agent, SchemeBodies.Scheme.of(e.scheme()));
                case WorkspaceEvent.PriorityLabelsChanged e ->
                    new Change(version, e.at(), by, "priorityLabels", agent, SettingsBodies.Priorities.of(e.labels()));
                case WorkspaceEvent.TicketRulesChanged e ->
                    new Change(version, e.at(), by, "ticketRules", agent, SettingsBodies.Rules.of(e.rules()));
                case WorkspaceEvent.ClosingMessageChanged e ->
                    new Change(
                            version, e.at(), by, "closingMessage", agent, new SettingsBodies.ClosingMessage(e.text()));
                case WorkspaceEvent.LabelsChanged e ->
                    new Change(version, e.at(), by, "labels", agent, SettingsBodies.AllLabels.of(e.labels()));
                case WorkspaceEvent.AgentHandoverChanged e ->
                    new Change(version, e.at(), by, "handover", agent, SettingsBodies.Handover.of(e.handover()));
                case WorkspaceEvent.EscalationEventDefined e ->
                    new Change(
                            version, e.at(), by, "escalationEvent", agent, RuleResponses.EscalationEvent.of(e.rule()));
                case WorkspaceEvent.EscalationEventChanged e ->
                    new Change(
                            version, e.at(), by, "escalationEvent", agent, RuleResponses.EscalationEvent.of(e.rule()));
                case WorkspaceEvent.EscalationEventRemoved e ->
                    new Change(
                            version,
                            e.at(),
                            by,
                            "escalationEventRemoved",
                            agent,
                            new RuleResponses.EventRemoved(e.ruleId().value()));
                case WorkspaceEvent.AssistanceChanged e ->
                    new Change(version, e.at(), by, "assistance", agent, SettingsBodies.Help.of(e.assistance()));
            };
        }
    }

    /** Who changed something. */
    record By(String kind, @Nullable String id, @Nullable String name) {
        static By of(Actor actor) {
            return new By(actor.kind().name().toLowerCase(Locale.ROOT), actor.id(), actor.name());
        }
    }
}
