package dev.handover.routing.assignment.domain;

import dev.handover.routing.contract.RoutingEvent.Candidate;
import dev.handover.routing.contract.RoutingEvent.LeftOut;
import java.util.List;

/** What was decided for one ticket. */
public sealed interface Decision {
    /** Who could not get the ticket, and why. */
    List<LeftOut> leftOut();

    /** It goes to the winner. */
    record Assign(String winner, List<Candidate> candidates, List<LeftOut> leftOut) implements Decision {}

    /** It waits. */
    record Defer(Reason reason, List<LeftOut> leftOut) implements Decision {}

    /** Why a ticket waits; the names in lower case are part of the contract. */
    enum Reason {
        NO_ONE_AVAILABLE,
        MANUAL_METHOD,
        NO_TEAM
    }
}
