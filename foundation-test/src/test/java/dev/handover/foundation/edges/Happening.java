package dev.handover.foundation.edges;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.kafka.EventTypes;

/** The events of the tests. */
public sealed interface Happening {
    EventTypes<Happening> TYPES = EventTypes.of(
            Happening.class, "handover/edges", EventTypes.type("dev.handover.edges.happened.v1", Happened.class));
    EventCodec<Happening> CODEC = new EventCodec<>(TYPES);

    /** Something happened. */
    record Happened(String text) implements Happening {}
}
