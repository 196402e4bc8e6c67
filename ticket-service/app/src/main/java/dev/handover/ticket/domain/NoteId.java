package dev.handover.ticket.domain;

/** Identifies a private note. */
public record NoteId(String value) {
    public NoteId {
        Check.id("NoteId", value, 64);
    }
}
