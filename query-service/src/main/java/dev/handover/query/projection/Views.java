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
            case WorkspaceStatusSchemeChanged e -> List.of(WorkspaceTable.named(entry, e));
            case WorkspacePriorityLabelsChanged e -> List.of(WorkspaceTable.labelled(entry, e));
            case WorkspaceHelpDeskEnabled _,
                    WorkspaceHelpDeskDisabled _,
                    WorkspaceTicketRulesChanged _,
                    WorkspaceClosingMessageChanged _,
                    WorkspaceLabelsChanged _,
                    WorkspaceAgentHandoverChanged _,
                    WorkspaceAssistanceChanged _,
                    WorkspaceEscalationEventDefined _,
                    WorkspaceEscalationEventChanged _,
                    WorkspaceEscalationEventRemoved _ -> List.of();
            case RequesterRegistered e -> RequesterTable.registered(entry, e);
            case RequesterDetailsChanged e -> List.of(RequesterTable.details(entry, e));
            case RequesterIdentityAdded e -> RequesterTable.added(entry, e);
            case RequesterIdentityVerified e -> List.of(RequesterTable.verified(entry, e));
            case RequesterMerged e -> List.of(RequesterTable.mergedInto(entry, e.into()));
            case RequesterUnmerged _ -> List.of(RequesterTable.mergedInto(entry, null));
            case RequesterAbsorbed _, RequesterGaveBack _ -> List.of();
            case ConversationParticipantAdded e ->
                e.address().isEmpty() // erased
                        ? List.of()
                        : List.of(
                                ConversationTable.participant(entry, e),
                                ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationStarted e ->
                List.of(ConversationTable.started(entry, e), ConversationItemTable.event(entry, entry.when()));
            case ConversationMessageReceived e ->
                all(
                        AttendanceTable.received(entry, e),
                        MessageTable.received(entry, e),
                        ConversationItemTable.message(entry, e.messageId(), e.occurredAt()));
            case Outgoing e ->
                all(
                        AttendanceTable.said(entry, e),
                        MessageTable.said(entry, e),
                        ConversationItemTable.message(entry, e.messageId(), e.occurredAt()));
            case RequesterErased _ -> ErasedTable.requester(entry);
            case ConversationErased e -> ErasedTable.conversation(entry, e);
            case ConversationDeliveryUpdated e -> List.of(MessageTable.delivery(entry, e));
            case ConversationMessageEdited e ->
                List.of(MessageTable.edited(entry, e), ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationAttachmentUpdated e ->
                List.of(MessageTable.attachment(entry, e), ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationMessageDeleted e ->
                List.of(MessageTable.deleted(entry, e), ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationMessageMovedOff e ->
                all(
                        ConversationItemTable.movedOff(entry, e.messageId()),
                        AttendanceTable.movedOff(entry, e.messageId()),
                        ConversationItemTable.event(entry, e.occurredAt()),
                        MessageTable.movedOff(entry, e));
            case ConversationAgentJoined e ->
                all(AttendanceTable.joined(entry, e), ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationEscalated e ->
                all(AttendanceTable.escalated(entry, e), ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationTakenOver e ->
                all(AttendanceTable.takenOver(entry, e), ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationAiPaused e ->
                all(AttendanceTable.paused(entry, e), ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationAiResumed e ->
                all(AttendanceTable.resumed(entry, e), ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationClosed e ->
                all(AttendanceTable.closed(entry, e), ConversationItemTable.event(entry, e.occurredAt()));
            case ConversationTeamNotified e -> List.of(ConversationItemTable.event(entry, e.occurredAt()));
            case TicketOpened e -> List.of(OpeningTable.opened(entry, e), TimelineTable.event(entry, e.occurredAt()));
            case TicketConversationLinked e ->
                List.of(ConversationTable.linked(entry, e), TimelineTable.event(entry, e.occurredAt()));
            case TicketConversationUnlinked e ->
                List.of(
                        ConversationTable.unlinked(entry, e.conversationId()),
                        TimelineTable.event(entry, e.occurredAt()));
            case TicketAssigned e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketUnassigned e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketAssignmentDeclined e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketStatusChanged e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketPriorityChanged e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketTagged e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketUntagged e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketErased e -> ErasedTable.ticket(entry, e);
            case TicketMessagesErased e -> ErasedTable.messages(entry, e);
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
            case TicketMessageMovedOff e ->
                List.of(TimelineTable.event(entry, e.occurredAt()), TimelineTable.movedOff(entry, e.messageId()));
            case TicketEscalated e -> List.of(TimelineTable.event(entry, e.occurredAt()));
            case TicketNoteAdded e -> timeline(entry, e.occurredAt(), NoteTable.added(entry, e));
            case TicketNoteEdited e -> timeline(entry, e.occurredAt(), NoteTable.edited(entry, e));
            case TicketDescribed e -> timeline(entry, e.occurredAt(), OpeningTable.described(entry, e));
            case TicketSnoozed e -> timeline(entry, e.occurredAt(), List.of());
            case TicketWoken e -> timeline(entry, e.occurredAt(), List.of());
            case TicketArchived e -> timeline(entry, e.occurredAt(), List.of());
            case TicketRestored e -> timeline(entry, e.occurredAt(), List.of());
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

    private static List<Sql> all(List<Sql> some, Sql... others) {
        List<Sql> writes = new ArrayList<>(some);
        writes.addAll(List.of(others));
        return writes;
    }
}
