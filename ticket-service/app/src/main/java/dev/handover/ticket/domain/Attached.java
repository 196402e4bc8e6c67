package dev.handover.ticket.domain;

import dev.handover.ticket.domain.TicketEvent.NoteAdded;
import dev.handover.ticket.domain.TicketEvent.NoteEdited;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is attached to a ticket: its notes, without their texts, records elsewhere, and its counterparts on other
 * platforms.
 */
public record Attached(Map<NoteId, Note> notes, List<LinkedRecord> records, List<ExternalReference> references) {
    /** How many records, and how many counterparts, a ticket has at most. */
    static final int MOST = 100;

    static final Attached NOTHING = new Attached(Map.of(), List.of(), List.of());

    /**
     * A private note.
     *
     * @param revision counts its versions from 1
     * @param digest of its text
     */
    public record Note(Actor author, int revision, String digest, List<OperatorId> mentions) {}

    Attached noted(NoteAdded e) {
        return with(e.noteId(), new Note(e.by(), 1, Digest.of(e.text()), e.mentions()));
    }

    Attached edited(NoteEdited e) {
        return with(e.noteId(), new Note(e.by(), e.revision(), Digest.of(e.text()), e.mentions()));
    }

    private Attached with(NoteId id, Note note) {
        Map<NoteId, Note> now = new LinkedHashMap<>(notes);
        now.put(id, note);
        return new Attached(now, records, references);
    }

    Attached linked(LinkedRecord added) {
        return new Attached(notes, without(records, record -> record.id().equals(added.id()), added), references);
    }

    Attached unlinked(RecordId removed) {
        return new Attached(
                notes,
                records.stream().filter(record -> !record.id().equals(removed)).toList(),
                references);
    }

    Attached synced(ExternalReference now) {
        return new Attached(notes, records, without(references, now::same, now));
    }

    /** The linked record that is the same thing elsewhere. */
    public Optional<LinkedRecord> like(LinkedRecord wanted) {
        return records.stream().filter(wanted::same).findFirst();
    }

    Optional<LinkedRecord> record(RecordId id) {
        return records.stream().filter(record -> record.id().equals(id)).findFirst();
    }

    private static <T> List<T> without(List<T> known, Predicate<T> replaced, T added) {
        List<T> now = new ArrayList<>(known);
        now.removeIf(replaced);
        now.add(added);
        return List.copyOf(now);
    }
}
