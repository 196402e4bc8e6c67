package dev.handover.ticket.domain;

import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param id operator id, requester id, client id or service name; null where the sender is not known by id
 * @param name as it was at that time
 * @param address the channel address it wrote from
 */
public record Actor(
        Kind kind,
        @Nullable String id,
        @Nullable String name,
        @Nullable String address) {
    /** The kinds of actor. */
    public enum Kind {
        CUSTOMER,
        OPERATOR,
        AGENT,
        SYSTEM,
        SERVICE
    }

    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null, null, null);

    /** A person of the team. */
    public static Actor operator(OperatorId id, @Nullable String name) {
        return new Actor(Kind.OPERATOR, id.value(), name, null);
    }

    /** Whether the other one is the same, known by id. */
    boolean sameAs(Actor other) {
        return kind == other.kind && id != null && id.equals(other.id);
    }

    /** Whether this is that operator. */
    public boolean is(OperatorId operator) {
        return kind == Kind.OPERATOR && operator.value().equals(id);
    }
}
