package dev.handover.ticket.publish;

import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.RequesterEvent;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.WorkspaceEvent;

/** Stored events as the journal has them: in full, each as one record. */
final class Journal {
    private Journal() {}

    static JournalEvent of(StoredEvent event) {
        return switch (event) {
            case WorkspaceEvent e -> WorkspaceJournal.of(e);
            case RequesterEvent e -> RequesterJournal.of(e);
            case ConversationEvent e -> ConversationJournal.of(e);
            case TicketEvent e -> ticket(e);
        };
    }

    private static JournalEvent ticket(TicketEvent event) {
        String id = event.ticketId().value();
        return switch (event) {
            case TicketEvent.TicketOpened e ->
                new TicketJournalEvent.TicketOpened(
                        id,
                        e.number(),
                        Translation.source(e.source()),
                        e.subject(),
                        e.description(),
                        e.channel(),
                        Translation.requesterId(e.requester()),
                        e.requester() == null ? null : e.requester().name(),
                        e.requester() == null ? null : e.requester().email(),
                        e.priority(),
                        e.status(),
                        Translation.phase(e.phase()),
                        e.tags(),
                        e.sourceAgent(),
                        Translation.id(e.teamId()),
                        e.routable(),
                        e.followUpOf() == null ? null : e.followUpOf().value(),
                        Translation.actor(e.by()),
                        e.at());
            case TicketEvent.ConversationLinked e ->
                new TicketJournalEvent.TicketConversationLinked(
                        id, e.conversationId().value(), e.primary(), e.at());
            case TicketEvent.ConversationUnlinked e ->
                new TicketJournalEvent.TicketConversationUnlinked(
                        id, e.conversationId().value(), Translation.actor(e.by()), e.at());
            case TicketEvent.TicketAssigned e ->
                new TicketJournalEvent.TicketAssigned(
                        id,
                        Translation.id(e.operatorId()),
                        Translation.id(e.teamId()),
                        e.decisionId() == null ? null : e.decisionId().value(),
                        Translation.actor(e.by()),
                        e.at());
            case TicketEvent.TicketUnassigned e ->
                new TicketJournalEvent.TicketUnassigned(id, Translation.actor(e.by()), e.at());
            case TicketEvent.AssignmentDeclined e ->
                new TicketJournalEvent.TicketAssignmentDeclined(
                        id, e.decisionId().value(), e.reason(), e.at());
            case TicketEvent.StatusChanged e ->
                new TicketJournalEvent.TicketStatusChanged(
                        id,
                        e.fromStatus(),
                        Translation.phase(e.fromPhase()),
                        e.status(),
                        Translation.phase(e.phase()),
                        Translation.cause(e.cause()),
                        Translation.actor(e.by()),
                        e.at());
            case TicketEvent.PriorityChanged e ->
                new TicketJournalEvent.TicketPriorityChanged(id, e.from(), e.to(), Translation.actor(e.by()), e.at());
            case TicketEvent.TicketTagged e ->
                new TicketJournalEvent.TicketTagged(id, e.tags(), Translation.actor(e.by()), e.at());
            case TicketEvent.TicketUntagged e ->
                new TicketJournalEvent.TicketUntagged(id, e.tags(), Translation.actor(e.by()), e.at());
            case TicketEvent.MessageAdded e ->
                new TicketJournalEvent.TicketMessageAdded(
                        id,
                        e.conversationId().value(),
                        e.messageId().value(),
                        e.conversationVersion(),
                        Translation.actor(e.author()),
                        Translation.automatic(e.automatic()),
                        e.preview(),
                        e.at());
            case TicketEvent.NoteAdded e -> WorkJournal.of(e);
            case TicketEvent.NoteEdited e -> WorkJournal.of(e);
            case TicketEvent.TicketDescribed e -> WorkJournal.of(e);
            case TicketEvent.TicketClassified e -> WorkJournal.of(e);
            case TicketEvent.RecordLinked e -> WorkJournal.of(e);
            case TicketEvent.RecordUnlinked e -> WorkJournal.of(e);
            case TicketEvent.ExternalSynced e -> WorkJournal.of(e);
            case TicketEvent.TicketSnoozed e -> WorkJournal.of(e);
            case TicketEvent.TicketWoken e -> WorkJournal.of(e);
            case TicketEvent.TicketArchived e -> WorkJournal.of(e);
            case TicketEvent.TicketRestored e -> WorkJournal.of(e);
            case TicketEvent.MergedInto e ->
                new TicketJournalEvent.TicketMergedInto(
                        id, e.into().value(), e.intoNumber(), Translation.actor(e.by()), e.at());
            case TicketEvent.Absorbed e ->
                new TicketJournalEvent.TicketAbsorbed(
                        id,
                        e.source().value(),
                        e.sourceNumber(),
                        Translation.conversations(e.conversations()),
                        Translation.actor(e.by()),
                        e.at());
            case TicketEvent.Unmerged e ->
                new TicketJournalEvent.TicketUnmerged(
                        id, e.from().value(), e.fromNumber(), Translation.actor(e.by()), e.at());
            case TicketEvent.GaveBack e ->
                new TicketJournalEvent.TicketGaveBack(
                        id,
                        e.source().value(),
                        e.sourceNumber(),
                        Translation.conversations(e.conversations()),
                        Translation.actor(e.by()),
                        e.at());
            case TicketEvent.SplitFrom e ->
                new TicketJournalEvent.TicketSplitFrom(
                        id, e.from().value(), e.fromNumber(), Translation.actor(e.by()), e.at());
            case TicketEvent.TicketErased e ->
                new TicketJournalEvent.TicketErased(id, Translation.actor(e.by()), e.at());
            case TicketEvent.MessagesErased e ->
                new TicketJournalEvent.TicketMessagesErased(
                        id, Translation.messages(e.messages()), Translation.actor(e.by()), e.at());
            case TicketEvent.SplitOff e ->
                new TicketJournalEvent.TicketSplitOff(
                        id,
                        e.into().value(),
                        e.intoNumber(),
                        Translation.messages(e.messages()),
                        Translation.actor(e.by()),
                        e.at());
            case TicketEvent.MessageMovedOff e ->
                new TicketJournalEvent.TicketMessageMovedOff(
                        id,
                        e.messageId().value(),
                        e.conversationId().value(),
                        e.into().value(),
                        e.intoNumber(),
                        Translation.threadedBy(e.threadedBy()),
                        Translation.actor(e.by()),
                        e.at());
            case TicketEvent.Escalated e ->
                new TicketJournalEvent.TicketEscalated(
                        id,
                        e.conversationId().value(),
                        e.escalation().reason(),
                        e.escalation().trigger(),
                        e.escalation().summary(),
                        e.escalation().priority(),
                        e.escalation().topic(),
                        e.escalation().intent(),
                        Translation.actor(e.by()),
                        e.at());
        };
    }
}
