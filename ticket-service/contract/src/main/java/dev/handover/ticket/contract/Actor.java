package dev.handover.ticket.contract;

import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param kind what kind of actor
 * @param id operator id, requester id, client id or service name; null where the sender is not known by id
 * @param name the name shown for it, as it was at that time; null where none is known
 * @param address the channel address it wrote from (an email address, for example); null where it used none
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

    /** The system itself, for what no person or machine client asked for. */
    public static Actor system() {
        return new Actor(Kind.SYSTEM, null, null, null);
    }

    /** A person of the team. */
    public static Actor operator(String operatorId, @Nullable String name) {
        return new Actor(Kind.OPERATOR, operatorId, name, null);
    }
}
