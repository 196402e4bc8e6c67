package dev.handover.routing.assignment.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOrService;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.routing.assignment.ReadWait;
import dev.handover.routing.assignment.domain.Method;
import dev.handover.routing.assignment.storage.DecisionRows;
import dev.handover.routing.assignment.storage.TicketRows;
import dev.handover.routing.contract.RoutingEvent.Candidate;
import dev.handover.routing.contract.RoutingEvent.LeftOut;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Why a ticket went where it went. */
@RestController
@RequestMapping("/routing/v1/tickets/{ticketId}/decisions")
class DecisionsController {
    private final DecisionRows decisions;
    private final TicketRows tickets;
    private final ReadWait wait;

    DecisionsController(DecisionRows decisions, TicketRows tickets, ReadWait wait) {
        this.decisions = decisions;
        this.tickets = tickets;
        this.wait = wait;
    }

    /** The decisions of a ticket, in order. */
    record DecisionList(List<DecisionView> items) {}

    /**
     * One decision.
     *
     * @param kind decided or deferred
     * @param candidates who could have got it, with the load each had
     * @param replaces who had the ticket until then; null for nobody
     * @param outcome pending, assigned or declined; null for a deferred one
     * @param reason why it was deferred, or declined
     */
    record DecisionView(
            String decisionId,
            Instant at,
            String kind,
            @Nullable String teamId,
            Method method,
            List<Candidate> candidates,
            List<LeftOut> leftOut,
            @Nullable String winner,
            @Nullable String replaces,
            @Nullable String outcome,
            @Nullable String reason) {
        static DecisionView of(DecisionRows.Kept kept) {
            return new DecisionView(
                    kept.decisionId(),
                    kept.at(),
                    kept.winner() == null ? "deferred" : "decided",
                    kept.teamId(),
                    kept.situation().method(),
                    kept.candidates(),
                    kept.leftOut(),
                    kept.winner(),
                    kept.replaces(),
                    kept.outcome(),
                    kept.reason() == null ? kept.outcomeReason() : kept.reason());
        }
    }

    @GetMapping
    @StaffOrService
    DecisionList list(
            Caller caller, @PathVariable String ticketId, @RequestParam(required = false) @Nullable String after) {
        wait.forTicket(caller.workspace(), ticketId, after);
        if (tickets.version(caller.workspace(), ticketId).isEmpty()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no such ticket here.");
        }
        return new DecisionList(decisions.of(caller.workspace(), ticketId).stream()
                .map(DecisionView::of)
                .toList());
    }
}
