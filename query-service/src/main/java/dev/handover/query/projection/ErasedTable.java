package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent.ConversationErased;
import dev.handover.ticket.contract.TicketJournalEvent.TicketErased;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessagesErased;
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

    /** What else of a ticket was caused by the writer of a message names nobody; before the message goes. */
    private static final String AUTHOR = """
            update live.timeline_item t
            set event = (t.event::jsonb #- '{by,id}' #- '{by,name}' #- '{by,address}')::text
            from live.timeline_item m
            where m.workspace = ? and m.ticket_id = ? and m.message_id = ?
              and t.workspace = m.workspace and t.ticket_id = m.ticket_id and t.message_id is null
              and t.event::jsonb -> 'by' ->> 'kind' = 'CUSTOMER'
              and (t.event::jsonb -> 'by' ->> 'address' = m.event::jsonb -> 'author' ->> 'address'
                or t.event::jsonb -> 'by' ->> 'id' = m.event::jsonb -> 'author' ->> 'id')""";

    /** Takes part no more: who wrote a message, in a conversation that is somebody else's; before the message goes. */
    private static final String WRITER = """
            with writer as (
              select workspace, conversation_id, lower(event::jsonb -> 'from' ->> 'address') as address
              from live.message where workspace = ? and message_id = ?),
            told as (
              delete from live.conversation_item i using writer w
              where i.workspace = w.workspace and i.conversation_id = w.conversation_id
                and i.type = 'dev.handover.conversation.participant_added.v1'
                and lower(i.event::jsonb ->> 'address') = w.address)
            delete from live.conversation_participant p using writer w
            where p.workspace = w.workspace and p.conversation_id = w.conversation_id and lower(p.address) = w.address""";

    /**
     * Who is erased takes part nowhere: also where they wrote a message that was moved since, which its old conversation
     * does not name any more. Before the identities go.
     */
    private static final String PARTICIPATIONS = """
            with gone as (
              select p.workspace, p.conversation_id, p.address from live.requester_identity r
              join live.conversation_participant p on p.workspace = r.workspace and lower(p.address) = lower(r.value)
              where r.workspace = ? and r.requester_id = ? and r.kind = 'EMAIL'),
            told as (
              delete from live.conversation_item i using gone g
              where i.workspace = g.workspace and i.conversation_id = g.conversation_id
                and i.type = 'dev.handover.conversation.participant_added.v1'
                and i.event::jsonb ->> 'address' = g.address)
            delete from live.conversation_participant p using gone g
            where p.workspace = g.workspace and p.conversation_id = g.conversation_id and p.address = g.address""";

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

    /** What a ticket that stays tells of messages. */
    static List<Sql> messages(Entry entry, TicketMessagesErased e) {
        List<Sql> writes = new ArrayList<>();
        writes.add(TimelineTable.event(entry, e.occurredAt()));
        e.messageIds().forEach(message -> writes.add(Sql.of(AUTHOR, entry.workspace(), e.ticketId(), message)));
        e.messageIds()
                .forEach(message -> writes.add(Sql.of(
                        "delete from live.timeline_item where workspace = ? and ticket_id = ? and message_id = ?",
                        entry.workspace(),
                        e.ticketId(),
                        message)));
        return writes;
    }

    /**
     * What was said in messages, also in what tells of their editing; of what is left, the summary of an escalation to the
     * ticket, and the beginning of the last message.
     */
    static List<Sql> conversation(Entry entry, ConversationErased e) {
        List<Sql> writes = new ArrayList<>();
        boolean ofOneWriter = !e.whole() && e.ticketId() == null;
        for (String message : e.messageIds()) {
            if (ofOneWriter) {
                writes.add(Sql.of(WRITER, entry.workspace(), message));
            }
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
        List<Sql> writes = new ArrayList<>();
        writes.add(Sql.of(PARTICIPATIONS, entry.workspace(), entry.stream().streamId()));
        OF_REQUESTER.forEach(table -> writes.add(Sql.of(
                "delete from live." + table + " where workspace = ? and requester_id = ?",
                entry.workspace(),
                entry.stream().streamId())));
        return writes;
    }
}
