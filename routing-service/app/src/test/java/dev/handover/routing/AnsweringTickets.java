package dev.handover.routing;

import dev.handover.foundation.kafka.Published;
import dev.handover.routing.contract.RoutingEvent;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Answers decisions as ticket-service does: with assigned, with a decline where the ticket has somebody other than the
 * decision replaces, and now and then
 * with a decline for no reason, where the team allows; repeats some records.
 */
final class AnsweringTickets {
    private final JournalWriter journal;
    private final Predicate<String> declinesInTeam;
    private final Random random = new Random(7);
    private final Map<String, String> operators = new ConcurrentHashMap<>();
    private final Set<String> unassignedOnce = ConcurrentHashMap.newKeySet();

    AnsweringTickets(JournalWriter journal, Predicate<String> declinesInTeam) {
        this.journal = journal;
        this.declinesInTeam = declinesInTeam;
    }

    synchronized void answer(Published<RoutingEvent> published) {
        if (!(published.event() instanceof RoutingEvent.AssignmentDecided decided)) {
            return;
        }
        String ticket = decided.ticketId();
        boolean mayDecline = declinesInTeam.test(decided.teamId());
        String has = operators.get(ticket);
        if ((has != null && !has.equals(decided.replaces())) || (mayDecline && random.nextInt(8) == 0)) {
            journal.declined(ticket, decided.decisionId());
            return;
        }
        operators.put(ticket, decided.operatorId());
        journal.assigned(ticket, decided.operatorId(), decided.teamId(), decided.decisionId());
        if (random.nextInt(10) == 0) {
            journal.repeat(ticket);
        }
        if (mayDecline && random.nextInt(10) == 0 && unassignedOnce.add(ticket)) {
            operators.remove(ticket);
            journal.write(ticket, new TicketJournalEvent.TicketUnassigned(ticket, Actor.system(), Instant.now()));
        }
    }

    /** Who has each ticket. */
    Map<String, String> operators() {
        return operators;
    }
}
