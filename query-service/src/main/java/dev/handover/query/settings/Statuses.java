package dev.handover.query.settings;

import dev.handover.query.reading.Reads.Reading;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.SchemeStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a workspace calls the phases of its tickets now. Rows keep the status that their ticket was given; which one is
 * shown is found out when they are read, so that a new scheme shows everywhere at once.
 *
 * @param all in order; the first that has a phase is that phase's default
 */
public record Statuses(List<SchemeStatus> all) {
    /** Those of the reader's workspace. */
    public static Statuses of(Reading reading) {
        return new Statuses(WorkspaceNames.of(reading).statuses());
    }

    /** The key of what is shown of a ticket in that phase: the status it was given, if that still stands for it. */
    public String shown(Phase phase, String given) {
        return having(phase).filter(given::equals).findFirst().orElseGet(() -> byDefault(phase));
    }

    /**
     * A condition on a ticket {@code t} that is true where that status is shown.
     *
     * @param binds what the condition binds by name
     */
    public record Condition(String sql, Map<String, Object> binds) {}

    /** Where the status of that key is shown; nowhere if there is none. */
    public Condition where(String key) {
        List<String> cases = new ArrayList<>();
        Map<String, Object> binds = new LinkedHashMap<>();
        for (Phase phase : Phase.values()) {
            String bind = "status_" + phase;
            if (byDefault(phase).equals(key)) {
                cases.add("(t.phase = '" + phase + "' and t.status <> all(:" + bind + "))");
                binds.put(
                        bind, having(phase).filter(other -> !other.equals(key)).toArray(String[]::new));
            } else if (having(phase).anyMatch(key::equals)) {
                cases.add("(t.phase = '" + phase + "' and t.status = :" + bind + ")");
                binds.put(bind, key);
            }
        }
        return new Condition(cases.isEmpty() ? "false" : "(" + String.join(" or ", cases) + ")", binds);
    }

    private Stream<String> having(Phase phase) {
        return all.stream().filter(status -> status.phases().contains(phase)).map(SchemeStatus::key);
    }

    /** A scheme need not name ON_HOLD and CLOSED: the nearest phase's name is theirs, then. */
    private String byDefault(Phase phase) {
        Optional<String> own = having(phase).findFirst();
        return own.or(() -> having(phase.active() ? Phase.WAITING_ON_TEAM : Phase.SOLVED)
                        .findFirst())
                .orElseGet(() -> phase.name().toLowerCase(Locale.ROOT));
    }
}
