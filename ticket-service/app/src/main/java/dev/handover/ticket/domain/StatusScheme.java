package dev.handover.ticket.domain;

import java.util.List;
import java.util.Optional;

/**
 * A workspace's names for the phases.
 *
 * @param statuses in the order in which they are shown; the first that has a phase is that phase's default
 */
public record StatusScheme(List<Status> statuses) {
    /** A status and the phases that it stands for, earliest first. */
    public record Status(String key, String label, List<Phase> phases) {
        /** The phase that setting this status by hand means: the latest of its phases. */
        public Phase phase() {
            return phases.getLast();
        }
    }

    /** The preset {@code classic}: a status for each phase. */
    public static final StatusScheme CLASSIC = new StatusScheme(List.of(
            new Status("open", "Open", List.of(Phase.NEW)),
            new Status("waiting_on_team", "Waiting on team", List.of(Phase.WAITING_ON_TEAM)),
            new Status("waiting_on_customer", "Waiting on customer", List.of(Phase.WAITING_ON_CUSTOMER)),
            new Status("pending", "Pending", List.of(Phase.ON_HOLD)),
            new Status("solved", "Solved", List.of(Phase.SOLVED)),
            new Status("closed", "Closed", List.of(Phase.CLOSED))));

    /** The status of that key. */
    public Optional<Status> status(String key) {
        return statuses.stream().filter(status -> status.key().equals(key)).findFirst();
    }

    /** The status that a ticket gets when it enters the phase without anyone naming a status. */
    public Status defaultOf(Phase phase) {
        return statuses.stream()
                .filter(status -> status.phases().contains(phase))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the scheme has no status for " + phase));
    }

    /** The keys, in order. */
    public List<String> keys() {
        return statuses.stream().map(Status::key).toList();
    }
}
