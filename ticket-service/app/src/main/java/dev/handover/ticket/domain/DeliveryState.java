package dev.handover.ticket.domain;

/** How far an outgoing message has come. */
public enum DeliveryState {
    QUEUED,
    SENDING,
    SENT,
    DELIVERED,
    READ,
    FAILED,
    CANCELLED
}
