package dev.handover.ticket.domain;

import java.util.List;

/** What a decider says: the events that follow, possibly none, or why not. */
public sealed interface Decision<E extends StoredEvent> {
    /** It happens. */
    record Accepted<E extends StoredEvent>(List<E> events) implements Decision<E> {}

    /** It does not, and nothing changes. */
    record Rejected<E extends StoredEvent>(Rejection rejection) implements Decision<E> {}

    /** These events follow. */
    @SafeVarargs
    static <E extends StoredEvent> Decision<E> accept(E... events) {
        return new Accepted<>(List.of(events));
    }

    /** Nothing follows: it is so already. */
    static <E extends StoredEvent> Decision<E> acceptNothing() {
        return new Accepted<>(List.of());
    }

    /** It is refused. */
    static <E extends StoredEvent> Decision<E> reject(Rejection rejection) {
        return new Rejected<>(rejection);
    }
}
