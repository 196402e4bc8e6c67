package dev.handover.channel.email;

import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The meters of the channel email, in one place. */
public final class EmailMeters {

    private final MeterRegistry registry;

    public EmailMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A mail was taken in; {@code way} is imap or http. */
    public void taken(String way, boolean duplicate) {
        registry.counter("handover.email.taken", "way", way, "duplicate", Boolean.toString(duplicate))
                .increment();
    }

    /** Something was wrong with a mail. */
    public void issue(String code) {
        registry.counter("handover.email.issues", "issue", code).increment();
    }

    /** A delivery reached a state. */
    public void delivery(DeliveryState state) {
        registry.counter("handover.email.deliveries", "state", state.name()).increment();
    }

    /** An attempt to send was put off. */
    public void attemptPutOff() {
        registry.counter("handover.email.attempts.put.off").increment();
    }

    /** A mailbox could not be read. */
    public void readingFailed(String account) {
        registry.counter("handover.email.reading.failures", "account", account).increment();
    }

    /** Replies that wait to be sent. */
    public void queue(Supplier<Number> waiting) {
        Gauge.builder("handover.email.queue", waiting)
                .description("Replies that wait to be sent")
                .register(registry);
    }
}
