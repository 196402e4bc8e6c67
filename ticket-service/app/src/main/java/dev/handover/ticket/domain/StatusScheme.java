package dev.handover.ticket.domain;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A workspace's names for the phases. What it says of a ticket follows from the ticket's phase at all times: a ticket
 * keeps its phase when the scheme changes.
 *
 * @param statuses in the order in which they are shown; the first that has a phase is that phase's default
 * @param autoCloseTo key of the status for tickets that close by themselves; empty where they stay solved
 */
public record StatusScheme(List<Status> statuses, Optional<String> autoCloseTo) {
    /** What a scheme can't do without. */
    static final List<Phase> NEEDED =
            List.of(Phase.NEW, Phase.WAITING_ON_TEAM, Phase.WAITING_ON_CUSTOMER, Phase.SOLVED);

    /**
     * A status.
     *
     * @param phases that it stands for, earliest first
     * @param archives whether a ticket that gets it is archived
     */
    public record Status(String key, String label, List<Phase> phases, boolean archives) {
        /** The phase that setting this status by hand means: the latest of its phases. */
        public Phase phase() {
            return phases.getLast();
        }

        boolean has(Phase phase) {
            return phases.contains(phase);
        }
    }

    /** A status for each phase; what a workspace begins with. */
    public static final StatusScheme CLASSIC = new StatusScheme(
            List.of(
                    new Status("open", "Open", List.of(Phase.NEW), false),
                    new Status("waiting_on_team", "Waiting on team", List.of(Phase.WAITING_ON_TEAM), false),
                    new Status("waiting_on_customer", "Waiting on customer", List.of(Phase.WAITING_ON_CUSTOMER), false),
                    new Status("pending", "Pending", List.of(Phase.ON_HOLD), false),
                    new Status("solved", "Solved", List.of(Phase.SOLVED), false),
                    new Status("closed", "Closed", List.of(Phase.CLOSED), false)),
            Optional.of("closed"));

    /** The status of that key. */
    public Optional<Status> status(String key) {
        return statuses.stream().filter(status -> status.key().equals(key)).findFirst();
    }

    /**
     * The status that a ticket gets when it enters the phase without anyone naming a status. A scheme without one for
     * ON_HOLD says what it says of WAITING_ON_TEAM, one without CLOSED what it says of SOLVED.
     */
    public Status defaultOf(Phase phase) {
        return first(phase)
                .or(() -> first(nearest(phase)))
                .orElseThrow(() -> new IllegalStateException("the scheme has no status for " + phase));
    }

    /** What the scheme says of a ticket in that phase: the status it was given, if that still stands for the phase. */
    public Status shown(Phase phase, String given) {
        return status(given).filter(status -> status.has(phase)).orElseGet(() -> defaultOf(phase));
    }

    /** The status that solved tickets get by themselves after a time. */
    public Optional<Status> closing() {
        return autoCloseTo.flatMap(this::status);
    }

    /** The phases that have no status of their own. */
    public Set<Phase> missing() {
        Set<Phase> missing = EnumSet.allOf(Phase.class);
        statuses.forEach(status -> missing.removeAll(status.phases()));
        return missing;
    }

    /** The keys, in order. */
    public List<String> keys() {
        return statuses.stream().map(Status::key).toList();
    }

    private Optional<Status> first(Phase phase) {
        return statuses.stream().filter(status -> status.has(phase)).findFirst();
    }

    private static Phase nearest(Phase phase) {
        return switch (phase) {
            case NEW, WAITING_ON_TEAM, WAITING_ON_CUSTOMER, ON_HOLD -> Phase.WAITING_ON_TEAM;
            case SOLVED, CLOSED -> Phase.SOLVED;
        };
    }
}
