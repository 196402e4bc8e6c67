package dev.handover.ticket.domain;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a workspace has set; every value has a default that works.
 *
 * @param helpDesk whether tickets open at all; without it, messages are kept as conversations
 * @param closingMessage what the requester is told when the ticket is solved
 * @param handovers what is set for AI agents, by their client ids
 */
public record Settings(
        boolean helpDesk,
        StatusScheme scheme,
        PriorityLabels priorityLabels,
        TicketRules ticketRules,
        Optional<String> closingMessage,
        Labels labels,
        Map<String, AgentHandover> handovers,
        Assistance assistance) {
    /** As a workspace begins. */
    public static final Settings DEFAULT = new Settings(
            true,
            StatusScheme.CLASSIC,
            PriorityLabels.DEFAULT,
            TicketRules.DEFAULT,
            Optional.empty(),
            Labels.ANY,
            Map.of(),
            Assistance.DEFAULT);

    /** How that agent hands over. */
    public AgentHandover handover(String agentId) {
        return handovers.getOrDefault(agentId, AgentHandover.DEFAULT);
    }

    /** With the help desk on or off. */
    public Settings withHelpDesk(boolean on) {
        return new Settings(on, scheme, priorityLabels, ticketRules, closingMessage, labels, handovers, assistance);
    }

    /** With this scheme. */
    public Settings with(StatusScheme now) {
        return new Settings(helpDesk, now, priorityLabels, ticketRules, closingMessage, labels, handovers, assistance);
    }

    /** With these labels of priorities. */
    public Settings with(PriorityLabels now) {
        return new Settings(helpDesk, scheme, now, ticketRules, closingMessage, labels, handovers, assistance);
    }

    /** With these rules. */
    public Settings with(TicketRules now) {
        return new Settings(helpDesk, scheme, priorityLabels, now, closingMessage, labels, handovers, assistance);
    }

    /** With this closing message, or none. */
    public Settings withClosingMessage(Optional<String> now) {
        return new Settings(helpDesk, scheme, priorityLabels, ticketRules, now, labels, handovers, assistance);
    }

    /** How long after its solving a ticket closes by itself. */
    public Duration solvedTicketsCloseAfter() {
        return ticketRules.solvedTicketsCloseAfter();
    }

    /** The status of tickets that close by themselves; empty where they stay solved. */
    public Optional<StatusScheme.Status> autoCloseTo() {
        return scheme.autoCloseTo().flatMap(scheme::status);
    }

    /** With these labels. */
    public Settings with(Labels now) {
        return new Settings(helpDesk, scheme, priorityLabels, ticketRules, closingMessage, now, handovers, assistance);
    }

    /** With this handover of that agent. */
    public Settings with(String agentId, AgentHandover now) {
        Map<String, AgentHandover> all = new TreeMap<>(handovers);
        all.put(agentId, now);
        return new Settings(
                helpDesk,
                scheme,
                priorityLabels,
                ticketRules,
                closingMessage,
                labels,
                Collections.unmodifiableMap(all),
                assistance);
    }

    /** With this help by AI. */
    public Settings with(Assistance now) {
        return new Settings(helpDesk, scheme, priorityLabels, ticketRules, closingMessage, labels, handovers, now);
    }
}
