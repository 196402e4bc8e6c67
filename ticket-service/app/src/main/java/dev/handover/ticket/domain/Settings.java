package dev.handover.ticket.domain;

import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.RuleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a workspace has set; every value has a default that works.
 *
 * @param helpDesk whether tickets open at all; without it, messages are kept as conversations
 * @param closingMessage what the requester is told when the ticket is solved
 * @param handovers what is set for AI agents, by their client ids
 * @param rules its escalation events, in the order in which they were defined
 */
public record Settings(
        boolean helpDesk,
        StatusScheme scheme,
        PriorityLabels priorityLabels,
        TicketRules ticketRules,
        Optional<String> closingMessage,
        Labels labels,
        Map<String, AgentHandover> handovers,
        Assistance assistance,
        List<Rule> rules) {
    /** As a workspace begins. */
    public static final Settings DEFAULT = new Settings(
            true,
            StatusScheme.CLASSIC,
            PriorityLabels.DEFAULT,
            TicketRules.DEFAULT,
            Optional.empty(),
            Labels.ANY,
            Map.of(),
            Assistance.DEFAULT,
            List.of());

    /** How that agent hands over. */
    public AgentHandover handover(String agentId) {
        return handovers.getOrDefault(agentId, AgentHandover.DEFAULT);
    }

    /** With the help desk on or off. */
    public Settings withHelpDesk(boolean on) {
        return new Settings(
                on, scheme, priorityLabels, ticketRules, closingMessage, labels, handovers, assistance, rules);
    }

    /** With this scheme. */
    public Settings with(StatusScheme now) {
        return new Settings(
                helpDesk, now, priorityLabels, ticketRules, closingMessage, labels, handovers, assistance, rules);
    }

    /** With these labels of priorities. */
    public Settings with(PriorityLabels now) {
        return new Settings(helpDesk, scheme, now, ticketRules, closingMessage, labels, handovers, assistance, rules);
    }

    /** With these rules. */
    public Settings with(TicketRules now) {
        return new Settings(
                helpDesk, scheme, priorityLabels, now, closingMessage, labels, handovers, assistance, rules);
    }

    /** With this closing message, or none. */
    public Settings withClosingMessage(Optional<String> now) {
        return new Settings(helpDesk, scheme, priorityLabels, ticketRules, now, labels, handovers, assistance, rules);
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
        return new Settings(
                helpDesk, scheme, priorityLabels, ticketRules, closingMessage, now, handovers, assistance, rules);
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
                assistance,
                rules);
    }

    /** With this help by AI. */
    public Settings with(Assistance now) {
        return new Settings(
                helpDesk, scheme, priorityLabels, ticketRules, closingMessage, labels, handovers, now, rules);
    }

    /** The escalation event of that id. */
    public Optional<Rule> rule(RuleId id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** What messages are judged by: the ticket rule, and the escalation events in plain language. */
    public List<Rule> inPlainLanguage() {
        return Stream.concat(
                        ticketRules.asEscalationEvent().stream(),
                        rules.stream().filter(rule -> rule.definition().condition() instanceof Condition.Plain))
                .toList();
    }

    /** With this escalation event, in the place of its earlier version. */
    public Settings with(Rule rule) {
        List<Rule> now = new ArrayList<>(rules);
        now.replaceAll(known -> known.id().equals(rule.id()) ? rule : known);
        if (!now.contains(rule)) {
            now.add(rule);
        }
        return withRules(now);
    }

    /** Without the escalation event of that id. */
    public Settings without(RuleId id) {
        return withRules(rules.stream().filter(rule -> !rule.id().equals(id)).toList());
    }

    private Settings withRules(List<Rule> now) {
        return new Settings(
                helpDesk,
                scheme,
                priorityLabels,
                ticketRules,
                closingMessage,
                labels,
                handovers,
                assistance,
                List.copyOf(now));
    }
}
