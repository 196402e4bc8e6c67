package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent.*;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.RequesterJournalEvent.*;
import dev.handover.ticket.contract.TicketJournalEvent.*;
import dev.handover.ticket.contract.WorkspaceJournalEvent.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What an event writes, apart from the ticket's row and its counts: those are folded, see {@link TicketRow}. */
final class Views {
    private Views() {}

    static List<Sql> of(Entry entry, JournalEvent event) {
        return switch (event) {
            case WorkspaceCreated e -> List.of(WorkspaceTable.created(entry, e));
            case RequesterRegistered e -> List.of(RequesterTable.registered(entry, e));
            case ConversationStarted e -> List.of(ConversationTable.started(entry, e));
            case ConversationMessageReceived e -> List.of(MessageTable.received(entry, e));
            case ConversationOperatorReplied e -> List.of(MessageTable.replied(entry, e));
            case ConversationDeliveryUpdated e -> List.of(MessageTable.delivery(entry, e));
            case ConversationAgentReplied e -> List.of(MessageTable.replied(entry, e));
            case ConversationAgentJoined _,
                    ConversationEscalated _,
                    ConversationTakenOver _,
                    ConversationAiPaused _,
                    ConversationAiResumed _,
                    ConversationClosed _ -> List.of();
            case TicketOpened e -> List.of(OpeningTable.opened(entry, e), TimelineTable.event(entry, e.occurredAt()));
            case TicketConversationLinked e ->
                List.of(ConversationTable.linked(entry, e), TimelineTable.event(entry, e.occurredAt()));
            case TicketAssigned e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketUnassigned e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketAssignmentDeclined e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketStatusChanged e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketPriorityChanged e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketTagged e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketUntagged e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketMergedInto e ->
                List.of(RelationTable.mergedInto(entry, e), TimelineTable.event(entry, e.occurredAt()));
            case TicketUnmerged e ->
                List.of(RelationTable.unmerged(entry, e), TimelineTable.event(entry, e.occurredAt()));
            case TicketAbsorbed e -> RelationTable.absorbed(entry, e);
            case TicketGaveBack e -> RelationTable.gaveBack(entry, e);
            case TicketSplitFrom e ->
                List.of(RelationTable.splitFrom(entry, e), TimelineTable.event(entry, e.occurredAt()));
            case TicketSplitOff e ->
                List.of(RelationTable.splitOff(entry, e), TimelineTable.event(entry, e.occurredAt()));
            case TicketMessageAdded e -> List.of(TimelineTable.message(entry, e));
            case TicketEscalated e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketNoteAdded e -> timeline(entry, e.occurredAt(), NoteTable.added(entry, e));
            case TicketNoteEdited e -> timeline(entry, e.occurredAt(), NoteTable.edited(entry, e));
            case TicketDescribed e -> timeline(entry, e.occurredAt(), OpeningTable.described(entry, e));
            case TicketClassified e -> timeline(entry, e.occurredAt(), List.of());
            case TicketRecordLinked e -> timeline(entry, e.occurredAt(), List.of(RecordTable.linked(entry, e)));
            case TicketRecordUnlinked e -> timeline(entry, e.occurredAt(), List.of(RecordTable.unlinked(entry, e)));
            case TicketExternalSynced e -> timeline(entry, e.occurredAt(), RecordTable.synced(entry, e));
        };
    }

    private static List<Sql> timeline(Entry entry, Instant at, List<Sql> others) {
        List<Sql> writes = new ArrayList<>(others);
        writes.add(TimelineTable.event(entry, at));
        return writes;
    }
}
