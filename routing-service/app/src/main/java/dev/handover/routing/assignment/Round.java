package dev.handover.routing.assignment;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.routing.assignment.domain.Ticket;
import dev.handover.routing.assignment.domain.TicketEvolution;
import dev.handover.routing.assignment.storage.DecisionRows.Outcome;
import dev.handover.routing.assignment.storage.Keys.OperatorKey;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one transaction has in hand: locked tickets, as they were stored and as they are now, and what follows. */
public final class Round {
    private final Map<String, Ticket> stored = new HashMap<>();
    private final Map<String, Ticket> now = new LinkedHashMap<>();
    private final Map<String, Envelope> causes = new HashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();

    /** A round over tickets whose rows are locked. */
    public Round(Collection<Ticket> locked) {
        locked.forEach(this::hold);
    }

    /** Something that moves an operator's turn. */
    sealed interface Turn {
        OperatorKey operator();

        /** A person gave the operator a ticket. */
        record Given(OperatorKey operator, Instant at) implements Turn {}

        /** A decision was declined: the operator has its turn back. */
        record Returned(OperatorKey operator) implements Turn {}
    }

    /** A ticket in hand. */
    public Optional<Ticket> ticket(String id) {
        return Optional.ofNullable(now.get(id));
    }

    /** Takes an event of a ticket: its next version. */
    public void take(Ticket ticket, Envelope envelope, JournalEvent event) {
        causes.put(ticket.id(), envelope);
        Ticket evolved = TicketEvolution.evolve(ticket, event);
        now.put(ticket.id(), evolved.at(envelope.sequence()));
        if (event instanceof TicketJournalEvent.TicketAssigned assigned) {
            Optional<String> decision = Optional.ofNullable(assigned.decisionId());
            decision.ifPresent(id -> outcomes.add(new Outcome(id, "assigned", null)));
            if (assigned.operatorId() != null && !TicketEvolution.isPending(ticket, decision)) {
                turns.add(new Turn.Given(
                        new OperatorKey(ticket.workspace(), assigned.operatorId()), assigned.occurredAt()));
            }
        } else if (event instanceof TicketJournalEvent.TicketAssignmentDeclined declined) {
            outcomes.add(new Outcome(declined.decisionId(), "declined", declined.reason()));
            if (TicketEvolution.isPending(ticket, Optional.of(declined.decisionId()))) {
                ticket.holder()
                        .pending()
                        .ifPresent(pending -> turns.add(
                                new Turn.Returned(new OperatorKey(ticket.workspace(), pending.operatorId()))));
            }
        }
    }

    /** Takes an event that means nothing here: only the version moves. */
    public void pass(Ticket ticket, long version) {
        now.put(ticket.id(), ticket.at(version));
    }

    void hold(Ticket ticket) {
        stored.put(ticket.id(), ticket);
        now.put(ticket.id(), ticket);
    }

    void put(Ticket ticket) {
        now.put(ticket.id(), ticket);
    }

    Collection<Ticket> tickets() {
        return List.copyOf(now.values());
    }

    List<Ticket> changed() {
        return now.values().stream()
                .filter(ticket -> !ticket.equals(stored.get(ticket.id())))
                .toList();
    }

    Collection<String> ids() {
        return now.keySet();
    }

    Optional<Envelope> cause(String ticketId) {
        return Optional.ofNullable(causes.get(ticketId));
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    List<Turn> turns() {
        return turns;
    }

    /** By how much each operator's load differs from what is stored. */
    Map<OperatorKey, Integer> loadChanges() {
        Map<OperatorKey, Integer> changes = new HashMap<>();
        now.values().forEach(ticket -> count(changes, ticket, 1));
        stored.values().forEach(ticket -> count(changes, ticket, -1));
        changes.values().removeIf(change -> change == 0);
        return changes;
    }

    private static void count(Map<OperatorKey, Integer> changes, Ticket ticket, int by) {
        ticket.counts()
                .forEach(operator -> changes.merge(new OperatorKey(ticket.workspace(), operator), by, Integer::sum));
    }
}
