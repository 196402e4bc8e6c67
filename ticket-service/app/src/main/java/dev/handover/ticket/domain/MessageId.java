package dev.handover.ticket.domain;

/** Identifies a message; the same for every redelivery of it. */
public record MessageId(String value) {
    public MessageId {
        Check.id("MessageId", value, 64);
    }
}
