package dev.handover.ticket.domain.rule;

/**
 * An escalation event of a workspace.
 *
 * @param version from 1, one more with each change
 */
public record Rule(RuleId id, int version, Definition definition) {
    /** What rules look at. */
    public enum Kind {
        MESSAGE,
        ALERT
    }

    /** What people say of it. */
    public record Definition(String name, Kind kind, Condition condition, Actions actions) {}
}
