package dev.handover.routing.assignment.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a team's tickets find their operator. */
public enum Method {
    /** People assign; routing does not. */
    MANUAL,
    /** The fewest active tickets; among equals the one who has waited longest for a ticket. */
    BALANCED,
    /** In turn: the longest time since the last assignment. */
    ROUND_ROBIN;

    /** The name in JSON and tables: lower case. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method of that name. */
    @JsonCreator
    public static Method of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
