package dev.handover.routing.assignment;

import dev.handover.routing.assignment.domain.Deciding;
import dev.handover.routing.assignment.domain.Decision;
import dev.handover.routing.assignment.domain.Member;
import dev.handover.routing.assignment.domain.Method;
import dev.handover.routing.assignment.domain.Situation;
import dev.handover.routing.assignment.domain.Ticket;
import dev.handover.routing.assignment.storage.DecisionRows.Kept;
import dev.handover.routing.assignment.storage.Keys.OperatorKey;
import dev.handover.routing.assignment.storage.TeamLocks.Listed;
import dev.handover.routing.assignment.storage.TeamLocks.Locked;
import dev.handover.routing.contract.RoutingEvent.LeftOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The decisions of one round, one after the other: each sees the loads and turns that those before it left. */
final class Verdicts {
    private final Round round;
    private final Loads loads;
    private final Instant now;
    private final List<Kept> kept = new ArrayList<>();

    Verdicts(Round round, Loads loads, Instant now) {
        this.round = round;
        this.loads = loads;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    List<Kept> kept() {
        return kept;
    }

    void keep(Ticket ticket) {
        round.put(ticket.kept());
    }

    void noTeam(Ticket ticket) {
        defer(ticket, null, new Situation(Method.BALANCED, List.of()), Decision.Reason.NO_TEAM, List.of());
    }

    void decide(Ticket ticket, Locked team) {
        Situation situation = new Situation(
                team.method(), team.members().stream().map(this::member).toList());
        switch (Deciding.decide(situation)) {
            case Decision.Assign assign -> assign(ticket, team, situation, assign);
            case Decision.Defer defer -> defer(ticket, team.key().teamId(), situation, defer.reason(), defer.leftOut());
        }
    }

    private Member member(Listed listed) {
        var workload = loads.of(listed.key());
        return new Member(
                listed.key().operatorId(),
                listed.availability(),
                workload.active(),
                workload.lastGivenAt().orElse(null));
    }

    private void assign(Ticket ticket, Locked team, Situation situation, Decision.Assign assign) {
        OperatorKey winner = new OperatorKey(ticket.workspace(), assign.winner());
        Instant at = loads.nextTurn(team.members().stream().map(Listed::key).toList(), now);
        String decisionId = UUID.randomUUID().toString();
        Ticket decided = ticket.decided(new Ticket.Pending(decisionId, assign.winner()));
        loads.add(winner, decided.counts().size() - ticket.counts().size());
        loads.turn(winner, at);
        round.put(decided);
        kept.add(new Kept(
                decisionId,
                ticket.workspace(),
                ticket.id(),
                decided.published(),
                at,
                team.key().teamId(),
                situation,
                assign.leftOut(),
                assign.winner(),
                ticket.holder().operator().orElse(null),
                null,
                "pending",
                null));
    }

    private void defer(
            Ticket ticket, @Nullable String teamId, Situation situation, Decision.Reason why, List<LeftOut> leftOut) {
        String reason = why.name().toLowerCase(Locale.ROOT);
        if (ticket.queue().deferred().equals(Optional.of(reason))) {
            round.put(ticket.retried());
            return;
        }
        Ticket deferred = ticket.deferred(reason);
        round.put(deferred);
        kept.add(new Kept(
                UUID.randomUUID().toString(),
                ticket.workspace(),
                ticket.id(),
                deferred.published(),
                now,
                teamId,
                situation,
                leftOut,
                null,
                null,
                reason,
                null,
                null));
    }
}
