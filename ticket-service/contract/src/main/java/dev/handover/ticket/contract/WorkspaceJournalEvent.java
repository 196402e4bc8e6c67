package dev.handover.ticket.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a workspace, as the journal has it; each change of settings replaces what it tells of in full. */
public sealed interface WorkspaceJournalEvent extends JournalEvent {
    /** A workspace exists; its key is its id everywhere. */
    record WorkspaceCreated(String workspaceKey, String name) implements WorkspaceJournalEvent {}

    /** Tickets open. */
    record WorkspaceHelpDeskEnabled(Actor by, Instant occurredAt) implements WorkspaceJournalEvent {}

    /** No ticket opens; messages are kept as conversations. */
    record WorkspaceHelpDeskDisabled(Actor by, Instant occurredAt) implements WorkspaceJournalEvent {}

    /**
     * Phases have other names; no ticket's phase changes by that.
     *
     * @param autoCloseTo key of the status for tickets that close by themselves; null where they stay solved
     */
    record WorkspaceStatusSchemeChanged(
            List<SchemeStatus> statuses, @Nullable String autoCloseTo, Actor by, Instant occurredAt)
            implements WorkspaceJournalEvent {}

    /** Priorities have other names. */
    record WorkspacePriorityLabelsChanged(List<PriorityLabel> labels, Actor by, Instant occurredAt)
            implements WorkspaceJournalEvent {}

    /**
     * Tickets open, close and are gone on with by other rules.
     *
     * @param emailToTicket always, when_a_rule_matches or when_the_ai_did_not_answer
     * @param rule in plain language: which messages are to open a ticket
     * @param aiAnswersWithinSeconds what an AI did not answer by then is a ticket, where mail opens one when the AI did
     *     not answer; null in records of before there was such a time
     */
    record WorkspaceTicketRulesChanged(
            String emailToTicket,
            boolean everyEscalationOpensATicket,
            long solvedTicketsCloseAfterSeconds,
            long reopenWithinSeconds,
            boolean resumeAiOnSolve,
            @Nullable String rule,
            @Nullable Long aiAnswersWithinSeconds,
            Actor by,
            Instant occurredAt)
            implements WorkspaceJournalEvent {}

    /** Requesters are told this when their ticket is solved; nothing where it is null. */
    record WorkspaceClosingMessageChanged(@Nullable String text, Actor by, Instant occurredAt)
            implements WorkspaceJournalEvent {}

    /** Tickets are sorted by other labels. */
    record WorkspaceLabelsChanged(List<TicketLabel> labels, Actor by, Instant occurredAt)
            implements WorkspaceJournalEvent {}

    /** An AI agent hands conversations over in another way. */
    record WorkspaceAgentHandoverChanged(
            String agentId,
            @Nullable String guidance,
            int defaultPriority,
            boolean humanButton,
            int buttonAfterMessages,
            boolean onlyDuringWorkingHours,
            @Nullable String waitingLabel,
            @Nullable String connectedLabel,
            @Nullable String autoReply,
            boolean autoPause,
            Actor by,
            Instant occurredAt)
            implements WorkspaceJournalEvent {}

    /** AI does more or less for the team. */
    record WorkspaceAssistanceChanged(boolean emailDrafts, boolean translation, Actor by, Instant occurredAt)
            implements WorkspaceJournalEvent {}

    /**
     * An escalation event: a rule of the workspace.
     *
     * @param version from 1, one more with each change
     * @param kind message or alert: what it looks at
     * @param condition in words
     * @param notifyTeam id of the team that is told
     * @param priority 1 to 5
     */
    record EscalationEvent(
            String escalationEventId,
            int version,
            String name,
            String kind,
            String condition,
            boolean openTicket,
            @Nullable String notifyTeam,
            @Nullable Integer priority,
            @Nullable String assignOperator,
            @Nullable String assignTeam,
            List<String> tags) {}

    /** There is a new escalation event. */
    record WorkspaceEscalationEventDefined(
            String workspaceKey, EscalationEvent escalationEvent, Actor by, Instant occurredAt)
            implements WorkspaceJournalEvent {}

    /** An escalation event is another one now. */
    record WorkspaceEscalationEventChanged(
            String workspaceKey, EscalationEvent escalationEvent, Actor by, Instant occurredAt)
            implements WorkspaceJournalEvent {}

    /** There is no such escalation event any more. */
    record WorkspaceEscalationEventRemoved(String workspaceKey, String escalationEventId, Actor by, Instant occurredAt)
            implements WorkspaceJournalEvent {}
}
