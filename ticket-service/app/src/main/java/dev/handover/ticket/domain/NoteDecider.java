package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.AddNote;
import dev.handover.ticket.domain.TicketCommand.EditNote;
import java.time.Instant;
import java.util.List;

/** What the team writes for itself. */
final class NoteDecider {
    private NoteDecider() {}

    static Decision<TicketEvent> add(AddNote c, Instant now) {
        return Decision.accept(
                new TicketEvent.NoteAdded(c.ticketId(), c.noteId(), c.text(), c.mentions(), c.by(), now));
    }

    /** Only who wrote a note edits it; nobody is mentioned twice by one. */
    static Decision<TicketEvent> edit(EditNote c, Opened ticket, Instant now) {
        Attached.Note note = ticket.facts().attached().notes().get(c.noteId());
        if (note == null) {
            return Decision.reject(new Rejection.NoSuchNote(c.noteId()));
        }
        if (!note.author().sameAs(c.by())) {
            return Decision.reject(new Rejection.NoteIsAnothers(c.noteId()));
        }
        if (note.digest().equals(Digest.of(c.text())) && note.mentions().equals(c.mentions())) {
            return Decision.acceptNothing();
        }
        List<OperatorId> newMentions = c.mentions().stream()
                .filter(mentioned -> !note.mentions().contains(mentioned))
                .toList();
        return Decision.accept(new TicketEvent.NoteEdited(
                c.ticketId(), c.noteId(), note.revision() + 1, c.text(), c.mentions(), newMentions, c.by(), now));
    }
}
