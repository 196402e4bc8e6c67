package dev.handover.channel.delivery;

import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The meters of all that goes out, in one place. */
public final class DeliveryMeters {

    private final MeterRegistry registry;

    public DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A delivery reached a state. */
    void delivery(String channel, DeliveryState state) {
        registry.counter("handover.channel.deliveries", "channel", channel, "state", state.name())
                .increment();
    }

    /** An attempt to send was put off. */
    void putOff(String channel, Problem problem) {
        registry.counter("handover.channel.attempts.put.off", "channel", channel, "problem", problem.name())
                .increment();
    }

    /** Messages that wait to be sent. */
    void queue(Supplier<Number> waiting) {
        Gauge.builder("handover.channel.queue", waiting)
                .description("Messages that wait to be sent")
                .register(registry);
    }
}
