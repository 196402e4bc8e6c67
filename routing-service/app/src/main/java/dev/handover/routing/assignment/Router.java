package dev.handover.routing.assignment;

import dev.handover.routing.RoutingSettings;
import dev.handover.routing.assignment.domain.Method;
import dev.handover.routing.assignment.domain.Ticket;
import dev.handover.routing.assignment.storage.DecisionRows;
import dev.handover.routing.assignment.storage.Keys.OperatorKey;
import dev.handover.routing.assignment.storage.Keys.TeamKey;
import dev.handover.routing.assignment.storage.TeamLocks;
import dev.handover.routing.assignment.storage.TeamLocks.Locked;
import dev.handover.routing.assignment.storage.TicketRows;
import dev.handover.routing.assignment.storage.Workloads;
import dev.handover.routing.contract.DirectoryRecord.Availability;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides for queues. Everything happens in the caller's transaction: what the tickets' events changed, the locks of the
 * teams, the decisions and what is published of them.
 */
public final class Router {
    private static final Comparator<Ticket> MOST_URGENT = Comparator.comparingInt(Ticket::priority)
            .reversed()
            .thenComparing(Ticket::openedAt)
            .thenComparing(Ticket::id);
    private final TicketRows tickets;
    private final TeamLocks teams;
    private final Workloads workloads;
    private final DecisionRows decisions;
    private final Announcer announcer;
    private final Clock clock;
    private final int queueBatch;

    Router(
            TicketRows tickets,
            TeamLocks teams,
            Workloads workloads,
            DecisionRows decisions,
            Announcer announcer,
            Clock clock,
            RoutingSettings settings) {
        this.tickets = tickets;
        this.teams = teams;
        this.workloads = workloads;
        this.decisions = decisions;
        this.announcer = announcer;
        this.clock = clock;
        this.queueBatch = settings.queueBatch();
    }

    /** Decides what can be decided now that these teams have other members, methods or availabilities. */
    public void reconsider(Collection<TeamKey> changed) {
        Round round = new Round(List.of());
        Map<TeamKey, Locked> locked = teams.lock(changed);
        for (Locked team : locked.values()) {
            queue(team, round).forEach(round::hold);
        }
        route(round, locked);
    }

    /** Decides for the tickets of a round that wait, and for those that wait with them, and writes everything. */
    public void complete(Round round) {
        Instant now = clock.instant();
        Set<TeamLocks.Queue> queues = new LinkedHashSet<>();
        for (Ticket ticket : round.tickets()) {
            if (ticket.due(now) && keepsWithoutTeam(ticket)) {
                round.put(ticket.kept());
            } else if (ticket.due(now)) {
                queues.add(queueOf(ticket));
            }
        }
        if (queues.isEmpty()) {
            route(round, Map.of());
            return;
        }
        Map<TeamLocks.Queue, TeamKey> resolved = teams.resolve(queues);
        if (resolved.size() < queues.size()) {
            teams.holdDirectory(queues.stream()
                    .filter(queue -> !resolved.containsKey(queue))
                    .map(TeamLocks.Queue::workspace)
                    .toList());
            resolved.putAll(teams.resolve(queues));
        }
        Map<TeamKey, Locked> locked = teams.lock(new HashSet<>(resolved.values()));
        for (Ticket ticket : round.tickets()) {
            TeamKey team = resolved.get(queueOf(ticket));
            if (ticket.due(now) && team != null) {
                round.put(ticket.inQueueOf(team.teamId()));
            }
        }
        for (Locked team : locked.values()) {
            if (decides(team)) {
                queue(team, round).forEach(round::hold);
            }
        }
        route(round, locked);
    }

    private List<Ticket> queue(Locked team, Round round) {
        Instant now = clock.instant();
        List<Ticket> waiting = tickets.lockQueue(team.key(), team.isDefault(), round.ids(), now, queueBatch + 1);
        if (waiting.size() > queueBatch && decides(team)) {
            tickets.write(List.of(waiting.getLast().retriedAt(now)));
        }
        return waiting.stream()
                .limit(queueBatch)
                .map(ticket -> ticket.inQueueOf(team.key().teamId()))
                .toList();
    }

    private static boolean decides(Locked team) {
        return team.method() != Method.MANUAL
                && team.members().stream().anyMatch(member -> member.availability() == Availability.ONLINE);
    }

    private static TeamLocks.Queue queueOf(Ticket ticket) {
        return new TeamLocks.Queue(ticket.workspace(), ticket.holder().team().orElse(null));
    }

    private void route(Round round, Map<TeamKey, Locked> locked) {
        Map<OperatorKey, Integer> changes = round.loadChanges();
        Set<OperatorKey> operators = new HashSet<>(changes.keySet());
        round.turns().forEach(turn -> operators.add(turn.operator()));
        locked.values().forEach(team -> team.members().forEach(member -> operators.add(member.key())));
        Loads loads = new Loads(workloads.lock(operators));
        if (!round.outcomes().isEmpty()) {
            decisions.outcomes(round.outcomes());
        }
        changes.forEach(loads::add);
        for (Round.Turn turn : round.turns()) {
            switch (turn) {
                case Round.Turn.Given given -> loads.givenByHand(given.operator(), given.at());
                case Round.Turn.Returned returned ->
                    loads.turnBack(returned.operator(), decisions.lastWon(returned.operator()));
            }
        }
        Verdicts verdicts = new Verdicts(round, loads, clock.instant());
        round.tickets().stream()
                .filter(ticket -> ticket.due(verdicts.now()))
                .sorted(MOST_URGENT)
                .forEach(ticket -> decide(ticket, locked, verdicts));
        if (!round.changed().isEmpty()) {
            tickets.write(round.changed());
        }
        if (!loads.changed().isEmpty()) {
            workloads.write(loads.changed());
        }
        if (!verdicts.kept().isEmpty()) {
            decisions.add(verdicts.kept());
        }
        announcer.announce(round, verdicts.kept());
    }

    private void decide(Ticket ticket, Map<TeamKey, Locked> locked, Verdicts verdicts) {
        Optional<Locked> team = ticket.holder().team().map(id -> locked.get(new TeamKey(ticket.workspace(), id)));
        if (team.isEmpty()) {
            verdicts.noTeam(ticket);
        } else if (keeps(ticket, team.get())) {
            verdicts.keep(ticket);
        } else {
            verdicts.decide(ticket, team.get());
        }
    }

    /** A reopened ticket stays with its operator, if not offline and still in the team. */
    private boolean keeps(Ticket ticket, Locked team) {
        Optional<OperatorKey> has = operatorOf(ticket);
        return has.isPresent()
                && team.members().stream().anyMatch(member -> member.key().equals(has.get()))
                && teams.reachable(has.get());
    }

    /** A ticket that a person gave to an operator and to no team: there is no team to be still in. */
    private boolean keepsWithoutTeam(Ticket ticket) {
        return ticket.holder().team().isEmpty()
                && operatorOf(ticket).filter(teams::reachable).isPresent();
    }

    private static Optional<OperatorKey> operatorOf(Ticket ticket) {
        return ticket.holder().operator().map(id -> new OperatorKey(ticket.workspace(), id));
    }
}
