package dev.handover.query.projection;

import dev.handover.ticket.contract.JournalEvent.TicketMessageAdded;
import java.time.Instant;

/** The events of tickets, as published; a message's content is in its conversation's stream and joined at read. */
final class TimelineTable {
    private static final String ADD = """
            insert into live.timeline_item (workspace, ticket_id, sequence, occurred_at, type, event, conversation_id,
              conversation_version, message_id)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
              ?::bigint[], ?::text[])""";

    private TimelineTable() {}

    static Sql event(Entry entry, Instant at) {
        return Sql.of(
                ADD,
                entry.workspace(),
                entry.stream().streamId(),
                entry.sequence(),
                at.toString(),
                entry.type(),
                entry.json(),
                null,
                null,
                null);
    }

    static Sql message(Entry entry, TicketMessageAdded e) {
        return Sql.of(
                ADD,
                entry.workspace(),
                entry.stream().streamId(),
                entry.sequence(),
                e.occurredAt().toString(),
                entry.type(),
                entry.json(),
                e.conversationId(),
                e.conversationVersion(),
                e.messageId());
    }
}
