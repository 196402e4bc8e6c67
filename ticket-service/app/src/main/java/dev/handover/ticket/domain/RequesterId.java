package dev.handover.ticket.domain;

/** Identifies a requester. */
public record RequesterId(String value) {
    public RequesterId {
        Check.id("RequesterId", value, 64);
    }
}
