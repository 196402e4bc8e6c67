package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Rejection.Fault;
import dev.handover.ticket.domain.StatusScheme.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a status scheme that a workspace made up; pure. */
final class SchemeFaults {
    private SchemeFaults() {}

    static List<Fault> of(StatusScheme scheme) {
        List<Fault> faults = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < scheme.statuses().size(); i++) {
            Status status = scheme.statuses().get(i);
            String pointer = "/statuses/" + i;
            if (!keys.add(status.key())) {
                faults.add(new Fault(pointer + "/key", "is another status's too"));
            }
            if (status.phases().isEmpty()) {
                faults.add(new Fault(pointer + "/phases", "must name a phase"));
            } else if (status.phases().stream().map(Phase::active).distinct().count() > 1) {
                faults.add(new Fault(pointer + "/phases", "must all be of active tickets, or none"));
            } else if (status.archives() && status.phase().active()) {
                faults.add(new Fault(pointer + "/archives", "is for statuses of SOLVED and CLOSED"));
            }
        }
        StatusScheme.NEEDED.stream()
                .filter(scheme.missing()::contains)
                .forEach(phase -> faults.add(new Fault("/statuses", "must have a status for " + phase)));
        scheme.autoCloseTo()
                .filter(key -> scheme.status(key)
                        .filter(status -> !status.phases().isEmpty() && status.phase() == Phase.CLOSED)
                        .isEmpty())
                .ifPresent(_ -> faults.add(new Fault("/autoCloseTo", "must be the key of a status of CLOSED")));
        return faults;
    }
}
