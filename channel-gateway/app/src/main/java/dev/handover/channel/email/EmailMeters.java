package dev.handover.channel.email;

import io.micrometer.core.instrument.MeterRegistry;

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

    /** A mailbox could not be read. */
    public void readingFailed(String account) {
        registry.counter("handover.email.reading.failures", "account", account).increment();
    }
}
