package dev.handover.ticket.domain;

/** How far an outgoing message has come. */
public enum DeliveryState {
    QUEUED,
    SENT,
    DELIVERED,
    READ,
    FAILED
}
