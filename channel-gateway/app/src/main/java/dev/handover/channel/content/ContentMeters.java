package dev.handover.channel.content;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The meters of contents, in one place. */
final class ContentMeters {

    private final MeterRegistry registry;

    ContentMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Attachments that nobody can have yet. */
    void pending(Supplier<Number> waiting) {
        Gauge.builder("handover.content.pending", waiting)
                .description("Attachments that wait to be scanned")
                .register(registry);
    }

    /** An attachment was looked at; {@code result} is clean, rejected or put_off. */
    void scanned(String result) {
        registry.counter("handover.content.scans", "result", result).increment();
    }
}
