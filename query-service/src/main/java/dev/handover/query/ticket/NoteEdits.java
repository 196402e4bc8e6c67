package dev.handover.query.ticket;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.query.reading.Reads.Reading;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.TicketJournalEvent.TicketNoteAdded;
import dev.handover.ticket.contract.TicketJournalEvent.TicketNoteEdited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What notes came to say after they were added, by note, oldest first. */
record NoteEdits(Map<String, List<TicketNoteEdited>> byNote) {
    private static final String EDITS = """
            select t.note_id, t.event from live.note_edit t
            where t.workspace = :workspace and t.ticket_id = any(:tickets) and t.note_id = any(:notes)
            order by t.note_id, t.sequence""";

    /** Of the notes among these entries of a timeline. */
    static NoteEdits of(Reading reading, List<TimelineEntry> entries) {
        Map<String, List<TicketNoteEdited>> byNote = new HashMap<>();
        String[] notes = entries.stream()
                .flatMap(entry -> entry.event() instanceof TicketNoteAdded e ? Stream.of(e.noteId()) : Stream.empty())
                .toArray(String[]::new);
        if (notes.length > 0) {
            reading.sql(EDITS)
                    .param(
                            "tickets",
                            entries.stream()
                                    .map(TimelineEntry::ticketId)
                                    .distinct()
                                    .toArray(String[]::new))
                    .param("notes", notes)
                    .query(row -> {
                        byNote.computeIfAbsent(row.getString("note_id"), _ -> new ArrayList<>())
                                .add(EventJson.MAPPER.readValue(row.getString("event"), TicketNoteEdited.class));
                    });
        }
        return new NoteEdits(byNote);
    }

    /** The operators and teams that the notes name now. */
    Set<String> named() {
        Set<String> named = new LinkedHashSet<>();
        byNote.values().forEach(edits -> named.addAll(edits.getLast().mentions()));
        return named;
    }

    /** A note as it is now, at the place where it was added. */
    TimelineItem.Note note(
            TicketNoteAdded added, Instant at, long position, String ticketId, Actor by, Map<String, String> names) {
        List<TicketNoteEdited> edits = byNote.getOrDefault(added.noteId(), List.of());
        if (edits.isEmpty()) {
            return new TimelineItem.Note(
                    "note",
                    at,
                    position,
                    ticketId,
                    by,
                    added.noteId(),
                    added.text(),
                    mentioned(added.mentions(), names),
                    1,
                    null,
                    null);
        }
        List<TimelineItem.NoteVersion> earlier = new ArrayList<>();
        earlier.add(new TimelineItem.NoteVersion(1, added.text(), added.occurredAt()));
        edits.subList(0, edits.size() - 1)
                .forEach(e -> earlier.add(new TimelineItem.NoteVersion(e.revision(), e.text(), e.occurredAt())));
        TicketNoteEdited last = edits.getLast();
        return new TimelineItem.Note(
                "note",
                at,
                position,
                ticketId,
                by,
                added.noteId(),
                last.text(),
                mentioned(last.mentions(), names),
                last.revision(),
                last.occurredAt(),
                earlier);
    }

    private static List<TimelineItem.Mentioned> mentioned(List<String> ids, Map<String, String> names) {
        return ids.stream()
                .map(id -> new TimelineItem.Mentioned(id, names.get(id)))
                .toList();
    }
}
