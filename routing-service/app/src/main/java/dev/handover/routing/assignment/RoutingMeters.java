package dev.handover.routing.assignment;

import dev.handover.routing.assignment.storage.TicketRows;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Every meter of this service. */
public final class RoutingMeters {
    private final MeterRegistry registry;
    private final Timer openedToDecided;

    RoutingMeters(MeterRegistry registry, TicketRows tickets) {
        this.registry = registry;
        this.openedToDecided = Timer.builder("handover.routing.opened.to.decided")
                .description("From a ticket's opening to the first decision on it")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
        Gauge.builder("handover.routing.queue", tickets::waiting)
                .description("Tickets that wait for a decision")
                .register(registry);
    }

    /** Decided, deferred, assigned or declined. */
    void outcome(String outcome) {
        registry.counter("handover.routing.decisions", "outcome", outcome).increment();
    }

    void openedToDecided(Duration taken) {
        openedToDecided.record(taken.isNegative() ? Duration.ZERO : taken);
    }
}
