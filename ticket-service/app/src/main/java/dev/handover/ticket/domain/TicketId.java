package dev.handover.ticket.domain;

/** Identifies a ticket. */
public record TicketId(String value) {
    public TicketId {
        Check.id("TicketId", value, 64);
    }
}
