package dev.handover.routing.directory;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.routing.RoutingProblems;
import dev.handover.routing.assignment.Router;
import dev.handover.routing.assignment.domain.Method;
import dev.handover.routing.assignment.storage.Keys.TeamKey;
import dev.handover.routing.assignment.storage.TeamLocks;
import dev.handover.routing.contract.DirectoryRecord.Availability;
import dev.handover.routing.directory.domain.Operator;
import dev.handover.routing.directory.domain.Team;
import dev.handover.routing.directory.storage.OperatorRows;
import dev.handover.routing.directory.storage.TeamRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes the directory. Every change is one transaction that is alone in its workspace, holds the locks of the teams
 * concerned, publishes the entry and has waiting tickets decided where somebody may take them now. Writing what is there
 * already changes nothing.
 */
public final class Directory {
    private final OperatorRows operators;
    private final TeamRows teams;
    private final TeamLocks locks;
    private final Router router;
    private final DirectoryPublisher publisher;
    private final TransactionTemplate transactions;

    Directory(
            OperatorRows operators,
            TeamRows teams,
            TeamLocks locks,
            Router router,
            DirectoryPublisher publisher,
            TransactionTemplate transactions) {
        this.operators = operators;
        this.teams = teams;
        this.locks = locks;
        this.router = router;
        this.publisher = publisher;
        this.transactions = transactions;
    }

    /** Makes the operator what the profile says. */
    public Operator putOperator(
            String workspace, String operatorId, Operator.Profile profile, OptionalLong expectedVersion) {
        return alone(workspace, () -> {
            Optional<Operator> found = operators.find(workspace, operatorId);
            requireVersion(found.map(Operator::version), expectedVersion);
            Operator was = found.orElseGet(() -> Operator.unknown(workspace, operatorId, profile));
            if (found.isPresent() && was.profile().equals(profile)) {
                return was;
            }
            Operator operator = was.next(profile);
            check(operator);
            Set<String> concerned = new TreeSet<>(profile.teams());
            concerned.addAll(was.profile().teams());
            locks.lock(keys(workspace, concerned));
            operators.write(operator);
            operators.memberships(operator);
            publisher.publish(operator);
            if (operator.availability() == Availability.ONLINE) {
                router.reconsider(keys(workspace, profile.teams()));
            }
            return operator;
        });
    }

    /** Sets who gets tickets and who not; refused where the operator is unknown or is not one that may be set. */
    public Operator setAvailability(
            String workspace, String operatorId, Availability availability, Predicate<Operator> allowed) {
        return alone(workspace, () -> {
            Operator was = operators
                    .find(workspace, operatorId)
                    .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such operator."));
            if (!allowed.test(was)) {
                throw new ProblemException(
                        ProblemType.FORBIDDEN, "An operator sets its own availability only; managers set anyone's.");
            }
            if (was.availability() == availability) {
                return was;
            }
            Operator operator = was.next(availability);
            List<TeamKey> concerned = keys(workspace, operator.profile().teams());
            locks.lock(concerned);
            operators.write(operator);
            publisher.publish(operator);
            publisher.publishAvailability(operator);
            if (availability == Availability.ONLINE) {
                router.reconsider(concerned);
            }
            return operator;
        });
    }

    /** Makes the team this. */
    public Team putTeam(String workspace, String teamId, String name, Method method, OptionalLong expectedVersion) {
        return alone(workspace, () -> {
            Optional<Team> was = teams.find(workspace, teamId);
            requireVersion(was.map(Team::version), expectedVersion);
            if (was.isPresent() && was.get().name().equals(name) && was.get().method() == method) {
                return was.get();
            }
            Team team = new Team(
                    workspace, teamId, name, method, was.map(Team::version).orElse(0L) + 1);
            teams.write(team);
            publisher.publish(team);
            router.reconsider(keys(workspace, List.of(teamId)));
            return team;
        });
    }

    private void check(Operator operator) {
        Set<String> known = teams.ids(operator.workspace());
        List<ProblemException.FieldProblem> unknown = new ArrayList<>();
        for (String teamId : operator.profile().teams()) {
            if (!known.contains(teamId)) {
                unknown.add(new ProblemException.FieldProblem("/teams", "there is no team " + teamId));
            }
        }
        if (!unknown.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "The operator names teams that do not exist.")
                    .with("errors", unknown);
        }
        if (operators.handleTaken(operator)) {
            throw new ProblemException(RoutingProblems.HANDLE_TAKEN, "A handle names one operator of a workspace.")
                    .with("handle", operator.profile().handle());
        }
        if (operator.profile().subject() != null && operators.subjectTaken(operator)) {
            throw new ProblemException(RoutingProblems.SUBJECT_TAKEN, "A sign-in belongs to one operator.");
        }
    }

    private static void requireVersion(Optional<Long> is, OptionalLong expected) {
        if (expected.isPresent() && is.orElse(0L) != expected.getAsLong()) {
            throw new ProblemException(ProblemType.PRECONDITION_FAILED, "If-Match names another version.")
                    .with("version", is.orElse(0L));
        }
    }

    private static List<TeamKey> keys(String workspace, Collection<String> teamIds) {
        return teamIds.stream().map(teamId -> new TeamKey(workspace, teamId)).toList();
    }

    private <T> T alone(String workspace, Supplier<T> change) {
        T result = transactions.execute(status -> {
            locks.takeDirectory(workspace);
            return change.get();
        });
        if (result == null) {
            throw new IllegalStateException("a change has a result");
        }
        return result;
    }
}
