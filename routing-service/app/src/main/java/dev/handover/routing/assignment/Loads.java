package dev.handover.routing.assignment;

import dev.handover.routing.assignment.storage.Keys.OperatorKey;
import dev.handover.routing.assignment.storage.Workloads.Workload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The locked workloads of a round, as they change while it decides. */
final class Loads {
    private final Map<OperatorKey, Workload> workloads;
    private final Set<OperatorKey> changed = new HashSet<>();

    Loads(Map<OperatorKey, Workload> locked) {
        this.workloads = new HashMap<>(locked);
    }

    Workload of(OperatorKey operator) {
        Workload workload = workloads.get(operator);
        if (workload == null) {
            throw new IllegalStateException("the workload is not locked: " + operator);
        }
        return workload;
    }

    void add(OperatorKey operator, int tickets) {
        Workload was = of(operator);
        put(new Workload(operator, was.active() + tickets, was.lastGivenAt(), was.byHandAt()));
    }

    void givenByHand(OperatorKey operator, Instant at) {
        Workload was = of(operator);
        put(new Workload(operator, was.active(), later(was.lastGivenAt(), at), later(was.byHandAt(), at)));
    }

    void turn(OperatorKey operator, Instant at) {
        Workload was = of(operator);
        put(new Workload(operator, was.active(), Optional.of(at), was.byHandAt()));
    }

    void turnBack(OperatorKey operator, Optional<Instant> lastWon) {
        Workload was = of(operator);
        Optional<Instant> before = lastWon.isPresent() ? later(was.byHandAt(), lastWon.get()) : was.byHandAt();
        put(new Workload(operator, was.active(), before, was.byHandAt()));
    }

    /** A time for the next decision among these, later than every turn: clocks of instances may differ. */
    Instant nextTurn(Collection<OperatorKey> operators, Instant now) {
        Instant next = now.truncatedTo(ChronoUnit.MICROS);
        for (OperatorKey operator : operators) {
            Optional<Instant> last = of(operator).lastGivenAt();
            if (last.isPresent() && !last.get().isBefore(next)) {
                next = last.get().plus(1, ChronoUnit.MICROS);
            }
        }
        return next;
    }

    List<Workload> changed() {
        List<Workload> list = new ArrayList<>();
        changed.forEach(operator -> list.add(of(operator)));
        return list;
    }

    private void put(Workload workload) {
        workloads.put(workload.key(), workload);
        changed.add(workload.key());
    }

    private static Optional<Instant> later(Optional<Instant> a, Instant b) {
        return a.filter(at -> at.isAfter(b)).or(() -> Optional.of(b));
    }
}
