package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.Phase.CLOSED;
import static dev.handover.ticket.domain.Phase.NEW;
import static dev.handover.ticket.domain.Phase.ON_HOLD;
import static dev.handover.ticket.domain.Phase.SOLVED;
import static dev.handover.ticket.domain.Phase.WAITING_ON_CUSTOMER;
import static dev.handover.ticket.domain.Phase.WAITING_ON_TEAM;

import dev.handover.ticket.domain.StatusScheme.Status;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Status schemes that are ready to take. */
public final class SchemePresets {
    private static final StatusScheme INBOX = scheme(
            "",
            status("open", "Open", NEW, WAITING_ON_TEAM),
            status("pending", "Pending", WAITING_ON_CUSTOMER),
            status("resolved", "Resolved", SOLVED));

    private static final StatusScheme FOLLOW_UP = scheme(
            "",
            status("open", "Open", NEW),
            status("waiting_on_agent", "Waiting on agent", WAITING_ON_TEAM),
            status("waiting_on_contact", "Waiting on contact", WAITING_ON_CUSTOMER),
            status("completed", "Completed", SOLVED),
            new Status("archived", "Archived", List.of(CLOSED), true));

    /** A cancelled ticket was never solved: it goes from an active phase to CLOSED. */
    private static final StatusScheme TURNS = scheme(
            "",
            status("new", "New", NEW),
            status("on_you", "On you", WAITING_ON_TEAM),
            status("on_customer", "On customer", WAITING_ON_CUSTOMER),
            status("on_hold", "On hold", ON_HOLD),
            status("closed", "Closed", SOLVED),
            status("cancelled", "Cancelled", CLOSED));

    private static final StatusScheme LIFECYCLE = scheme(
            "closed",
            status("open", "Open", NEW),
            status("in_progress", "In progress", WAITING_ON_TEAM),
            status("waiting", "Waiting", WAITING_ON_CUSTOMER),
            status("resolved", "Resolved", SOLVED),
            status("closed", "Closed", CLOSED));

    private static final Map<String, StatusScheme> ALL = all();

    private SchemePresets() {}

    private static Map<String, StatusScheme> all() {
        Map<String, StatusScheme> all = new LinkedHashMap<>();
        all.put("classic", StatusScheme.CLASSIC);
        all.put("inbox", INBOX);
        all.put("follow_up", FOLLOW_UP);
        all.put("turns", TURNS);
        all.put("lifecycle", LIFECYCLE);
        return Collections.unmodifiableMap(all);
    }

    /** All by name, in order. */
    public static Map<String, StatusScheme> byName() {
        return ALL;
    }

    /** The name of a scheme that is one of these. */
    public static Optional<String> name(StatusScheme scheme) {
        return ALL.entrySet().stream()
                .filter(preset -> preset.getValue().equals(scheme))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static StatusScheme scheme(String autoCloseTo, Status... statuses) {
        return new StatusScheme(List.of(statuses), Optional.of(autoCloseTo).filter(key -> !key.isEmpty()));
    }

    private static Status status(String key, String label, Phase... phases) {
        return new Status(key, label, List.of(phases), false);
    }
}
