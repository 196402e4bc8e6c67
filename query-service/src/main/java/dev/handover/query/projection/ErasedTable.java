package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent.ConversationErased;
import dev.handover.ticket.contract.TicketJournalEvent.TicketErased;
import java.util.ArrayList;
import java.util.List;

/** What erasures remove from the views; of a ticket, that it existed stays. */
final class ErasedTable {
    private static final String ADD = """
            insert into live.erased_ticket (workspace, ticket_id, erased_at)
            select * from unnest(?::text[], ?::text[], ?::timestamptz[]) on conflict do nothing""";

    /** Everything that is kept of a ticket. */
    private static final List<String> OF_TICKET = List.of(
            "ticket",
            "ticket_opening",
            "ticket_conversation",
            "ticket_relation",
            "ticket_record",
            "ticket_external",
            "note_edit",
            "timeline_item",
            "mention");

    private static final List<String> OF_MESSAGE = List.of("message", "conversation_item");

    private static final String ESCALATED = "dev.handover.conversation.escalated.v1";

    private static final List<String> OF_CONVERSATION =
            List.of("conversation", "conversation_item", "conversation_participant");

    private static final List<String> OF_REQUESTER = List.of("requester", "requester_identity");

    private ErasedTable() {}

    static List<Sql> ticket(Entry entry, TicketErased e) {
        List<Sql> writes = new ArrayList<>();
        writes.add(Sql.of(ADD, entry.workspace(), e.ticketId(), e.occurredAt().toString()));
        OF_TICKET.forEach(table -> writes.add(Sql.of(
                "delete from live." + table + " where workspace = ? and ticket_id = ?",
                entry.workspace(),
                e.ticketId())));
        return writes;
    }

    /**
     * What was said in messages, also in what tells of their editing; of what is left, the summary of an escalation to the
     * ticket, and the beginning of the last message.
     */
    static List<Sql> conversation(Entry entry, ConversationErased e) {
        List<Sql> writes = new ArrayList<>();
        for (String message : e.messageIds()) {
            for (String table : OF_MESSAGE) {
                writes.add(Sql.of(
                        "delete from live." + table + " where workspace = ? and message_id = ?",
                        entry.workspace(),
                        message));
            }
            writes.add(Sql.of(
                    "delete from live.conversation_item where workspace = ? and conversation_id = ?"
                            + " and event::jsonb ->> 'messageId' = ?",
                    entry.workspace(),
                    e.conversationId(),
                    message));
        }
        if (e.whole()) {
            OF_CONVERSATION.forEach(table -> writes.add(Sql.of(
                    "delete from live." + table + " where workspace = ? and conversation_id = ?",
                    entry.workspace(),
                    e.conversationId())));
        } else {
            writes.add(Sql.of(
                    "delete from live.conversation_item where workspace = ? and conversation_id = ? and type = ?"
                            + " and event::jsonb ->> 'ticketId' = ?",
                    entry.workspace(),
                    e.conversationId(),
                    ESCALATED,
                    e.ticketId()));
            writes.add(AttendanceTable.unsaid(entry));
        }
        return writes;
    }

    static List<Sql> requester(Entry entry) {
        return OF_REQUESTER.stream()
                .map(table -> Sql.of(
                        "delete from live." + table + " where workspace = ? and requester_id = ?",
                        entry.workspace(),
                        entry.stream().streamId()))
                .toList();
    }
}
