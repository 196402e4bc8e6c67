package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent.*;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.RequesterJournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent.*;
import dev.handover.ticket.contract.WorkspaceJournalEvent;
import java.util.List;

/** The log of changes that live streams read; written by the live generation only. */
final class ChangeTable {
    private static final String ADD = """
            insert into change_log (workspace, ticket_id, message_id, version, what, counts)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[])""";

    private ChangeTable() {}

    /**
     * What live streams tell of an event.
     *
     * @param counts whether it changed a count of a view
     */
    static List<Sql> changes(Entry entry, JournalEvent event, boolean counts) {
        return switch (event) {
            case TicketOpened _ -> ticket(entry, "opened", counts);
            case TicketConversationLinked _, TicketConversationUnlinked _ -> ticket(entry, "conversation", counts);
            case TicketAssigned _, TicketUnassigned _ -> ticket(entry, "assignment", counts);
            case TicketAssignmentDeclined _ -> ticket(entry, "assignment_declined", counts);
            case TicketStatusChanged _ -> ticket(entry, "status", counts);
            case TicketPriorityChanged _ -> ticket(entry, "priority", counts);
            case TicketTagged _, TicketUntagged _ -> ticket(entry, "tags", counts);
            case TicketMessageAdded _ -> ticket(entry, "message", counts);
            case TicketErased _, TicketMessagesErased _ -> ticket(entry, "erased", counts);
            case TicketMergedInto _, TicketUnmerged _, TicketAbsorbed _, TicketGaveBack _ ->
                ticket(entry, "merge", counts);
            case TicketMessageMovedOff _ -> ticket(entry, "message_moved_off", counts);
            case TicketSplitFrom _, TicketSplitOff _ -> ticket(entry, "split", counts);
            case TicketEscalated _ -> ticket(entry, "escalated", counts);
            case TicketNoteAdded e ->
                ticket(entry, "note", counts || !e.mentions().isEmpty());
            case TicketNoteEdited _ -> ticket(entry, "note", true);
            case TicketSnoozed _, TicketWoken _ -> ticket(entry, "snooze", counts);
            case TicketArchived _, TicketRestored _ -> ticket(entry, "archive", counts);
            case TicketDescribed _ -> ticket(entry, "description", counts);
            case TicketClassified _ -> ticket(entry, "classification", counts);
            case TicketRecordLinked _, TicketRecordUnlinked _ -> ticket(entry, "records", counts);
            case TicketExternalSynced _ -> ticket(entry, "external", counts);
            case ConversationDeliveryUpdated e ->
                List.of(Sql.of(ADD, entry.workspace(), null, e.messageId(), 0L, "delivery", false));
            case ConversationMessageEdited e ->
                List.of(Sql.of(ADD, entry.workspace(), null, e.messageId(), 0L, "message_edited", false));
            case ConversationAttachmentUpdated e ->
                List.of(Sql.of(ADD, entry.workspace(), null, e.messageId(), 0L, "attachment", false));
            case ConversationMessageDeleted e ->
                List.of(Sql.of(ADD, entry.workspace(), null, e.messageId(), 0L, "message_deleted", false));
            case WorkspaceJournalEvent _,
                    ConversationTeamNotified _,
                    RequesterJournalEvent _,
                    ConversationStarted _,
                    ConversationParticipantAdded _,
                    ConversationMessageReceived _,
                    ConversationMessageMovedOff _,
                    Outgoing _,
                    ConversationAgentJoined _,
                    ConversationEscalated _,
                    ConversationTakenOver _,
                    ConversationAiPaused _,
                    ConversationAiResumed _,
                    ConversationClosed _,
                    ConversationErased _ -> List.of();
        };
    }

    private static List<Sql> ticket(Entry entry, String what, boolean counts) {
        return List.of(Sql.of(ADD, entry.workspace(), entry.stream().streamId(), null, entry.sequence(), what, counts));
    }
}
