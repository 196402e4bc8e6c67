package dev.handover.ticket.publish;

import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TicketEvent;
import java.util.List;

/** What the team does on a ticket beside talking and assigning, as the journal has it. */
final class WorkJournal {
    private WorkJournal() {}

    static TicketJournalEvent of(TicketEvent.NoteAdded e) {
        return new TicketJournalEvent.TicketNoteAdded(
                e.ticketId().value(),
                e.noteId().value(),
                e.text(),
                ids(e.mentions()),
                Translation.actor(e.by()),
                e.at());
    }

    static TicketJournalEvent of(TicketEvent.NoteEdited e) {
        return new TicketJournalEvent.TicketNoteEdited(
                e.ticketId().value(),
                e.noteId().value(),
                e.revision(),
                e.text(),
                ids(e.mentions()),
                ids(e.newMentions()),
                Translation.actor(e.by()),
                e.at());
    }

    static TicketJournalEvent of(TicketEvent.TicketDescribed e) {
        return new TicketJournalEvent.TicketDescribed(
                e.ticketId().value(), e.subject(), e.description(), Translation.actor(e.by()), e.at());
    }

    static TicketJournalEvent of(TicketEvent.TicketClassified e) {
        return new TicketJournalEvent.TicketClassified(
                e.ticketId().value(),
                e.topic(),
                e.intent(),
                e.label(),
                e.subLabel(),
                Translation.actor(e.by()),
                e.at());
    }

    static TicketJournalEvent of(TicketEvent.RecordLinked e) {
        return new TicketJournalEvent.TicketRecordLinked(
                e.ticketId().value(),
                e.recordId().value(),
                Translation.type(e.type()),
                e.reference(),
                e.title(),
                e.url(),
                Translation.actor(e.by()),
                e.at());
    }

    static TicketJournalEvent of(TicketEvent.RecordUnlinked e) {
        return new TicketJournalEvent.TicketRecordUnlinked(
                e.ticketId().value(), e.recordId().value(), Translation.actor(e.by()), e.at());
    }

    static TicketJournalEvent of(TicketEvent.ExternalSynced e) {
        return new TicketJournalEvent.TicketExternalSynced(
                e.ticketId().value(),
                e.platform(),
                e.remoteId(),
                e.url(),
                Translation.direction(e.direction()),
                e.lastSyncAt(),
                Translation.actor(e.by()),
                e.at());
    }

    static TicketJournalEvent of(TicketEvent.TicketSnoozed e) {
        return new TicketJournalEvent.TicketSnoozed(
                e.ticketId().value(), e.until(), e.wakeOnCustomerMessage(), Translation.actor(e.by()), e.at());
    }

    static TicketJournalEvent of(TicketEvent.TicketWoken e) {
        return new TicketJournalEvent.TicketWoken(
                e.ticketId().value(), Translation.cause(e.cause()), Translation.actor(e.by()), e.at());
    }

    static TicketJournalEvent of(TicketEvent.TicketArchived e) {
        return new TicketJournalEvent.TicketArchived(e.ticketId().value(), Translation.actor(e.by()), e.at());
    }

    static TicketJournalEvent of(TicketEvent.TicketRestored e) {
        return new TicketJournalEvent.TicketRestored(
                e.ticketId().value(), Translation.cause(e.cause()), Translation.actor(e.by()), e.at());
    }

    private static List<String> ids(List<OperatorId> operators) {
        return operators.stream().map(OperatorId::value).toList();
    }
}
