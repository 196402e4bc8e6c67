package dev.handover.ticket.store;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every way from an old revision to the next, for ever. A type's revision is one more than the number of its ways, so
 * that none can be raised without one.
 */
final class Upcasters {
    /** What new types are written with. */
    static final int FIRST = 1;

    private static final Map<String, List<Upcaster>> BY_NAME =
            List.<Upcaster>of(new RequesterRegisteredFrom1()).stream()
                    .sorted(Comparator.comparingInt(Upcaster::from))
                    .collect(Collectors.groupingBy(Upcaster::name));

    private Upcasters() {}

    /** Those of a type, by what they read. */
    static List<Upcaster> of(String name) {
        return BY_NAME.getOrDefault(name, List.of());
    }

    /** The revision that a type is written with. */
    static int revision(String name) {
        return FIRST + of(name).size();
    }

    /** Whether events of that revision can be read: those of a later release can't. */
    static boolean reads(String name, @Nullable String revision) {
        return revision != null && revision.matches("[1-9][0-9]{0,8}") && Integer.parseInt(revision) <= revision(name);
    }

    /** Raises an event to the current revision. */
    static void raise(String name, int revision, ObjectNode event) {
        of(name).stream().skip(revision - FIRST).forEach(way -> way.raise(event));
    }
}
