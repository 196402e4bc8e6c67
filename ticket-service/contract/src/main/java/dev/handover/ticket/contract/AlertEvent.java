package dev.handover.ticket.contract;

import dev.handover.foundation.kafka.EventTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What systems outside tell of themselves, for ticket-service; the record's key is the alert's. */
public sealed interface AlertEvent {
    /** Type names on the wire and their records. */
    EventTypes<AlertEvent> TYPES = EventTypes.of(
            AlertEvent.class, "handover/alerts", EventTypes.type("dev.handover.alert.raised.v1", AlertRaised.class));

    /**
     * Something is wrong, or still is.
     *
     * @param alertKey the same for everything that is about the same trouble
     * @param title one line
     * @param severity as its system calls it
     * @param url where people see it
     */
    record AlertRaised(
            String alertKey,
            String title,
            String severity,
            @Nullable String url,
            List<Attribute> attributes) implements AlertEvent {}

    /** What else is said of an alert. */
    record Attribute(String name, String value) {}
}
