package dev.handover.ticket.domain;

/** Identifies a record elsewhere that is linked to a ticket. */
public record RecordId(String value) {
    public RecordId {
        Check.id("RecordId", value, 64);
    }
}
