package dev.handover.foundation.kafka;

/** An event as it stands on Kafka. */
public record Published<E>(Envelope envelope, E event) {}
