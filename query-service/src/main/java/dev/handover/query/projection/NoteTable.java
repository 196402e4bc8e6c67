package dev.handover.query.projection;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.TicketJournalEvent.TicketNoteAdded;
import dev.handover.ticket.contract.TicketJournalEvent.TicketNoteEdited;
import java.util.ArrayList;
import java.util.List;

/** What notes came to say when they were edited, and which operators and teams a ticket's notes name. */
final class NoteTable {
    private static final String MENTION = """
            insert into live.mention (workspace, target, ticket_id, sequence, note_id)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])""";
    private static final String FORGET = """
            delete from live.mention where workspace = ? and ticket_id = ? and note_id = ? and sequence < ?
              and target not in (select jsonb_array_elements_text(?::jsonb))""";
    private static final String EDIT = """
            insert into live.note_edit (workspace, ticket_id, note_id, sequence, event)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])""";

    private NoteTable() {}

    static List<Sql> added(Entry entry, TicketNoteAdded e) {
        return mentioned(entry, e.ticketId(), e.noteId(), e.mentions());
    }

    /** Mentions that an edit takes away are forgotten; those that it leaves stay as old as they are. */
    static List<Sql> edited(Entry entry, TicketNoteEdited e) {
        List<Sql> writes = new ArrayList<>(mentioned(entry, e.ticketId(), e.noteId(), e.newMentions()));
        writes.add(Sql.of(EDIT, entry.workspace(), e.ticketId(), e.noteId(), entry.sequence(), entry.json()));
        writes.add(Sql.of(
                FORGET,
                entry.workspace(),
                e.ticketId(),
                e.noteId(),
                entry.sequence(),
                EventJson.MAPPER.writeValueAsString(e.mentions())));
        return writes;
    }

    private static List<Sql> mentioned(Entry entry, String ticketId, String noteId, List<String> mentions) {
        return mentions.stream()
                .distinct()
                .map(target -> Sql.of(MENTION, entry.workspace(), target, ticketId, entry.sequence(), noteId))
                .toList();
    }
}
