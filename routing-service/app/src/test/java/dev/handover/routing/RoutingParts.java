package dev.handover.routing;

import dev.handover.foundation.test.RealParts;

/** One instance with its journal and a reader of what it publishes, shared by the test classes of a JVM. */
final class RoutingParts {
    private static final RoutingParts SHARED = new RoutingParts();
    final RealParts.Database database = RealParts.database();
    final String topicPrefix = RealParts.topicPrefix();
    final JournalWriter journal = new JournalWriter(topicPrefix);
    final RunningRouting service = new RunningRouting(database, topicPrefix);
    final RoutingReader reader = new RoutingReader(topicPrefix, published -> {});

    static RoutingParts shared() {
        return SHARED;
    }
}
