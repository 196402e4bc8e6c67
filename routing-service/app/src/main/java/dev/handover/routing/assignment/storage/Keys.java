package dev.handover.routing.assignment.storage;

import java.util.Collection;
import java.util.function.Function;

/** Ids that are unique within a workspace. */
public final class Keys {
    private Keys() {}

    /** A team. */
    public record TeamKey(String workspace, String teamId) {}

    /** An operator. */
    public record OperatorKey(String workspace, String operatorId) {}

    static <T> String[] column(Collection<T> keys, Function<T, String> part) {
        return keys.stream().map(part).toArray(String[]::new);
    }
}
