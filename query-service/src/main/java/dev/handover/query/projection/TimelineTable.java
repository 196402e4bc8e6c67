package dev.handover.query.projection;

import dev.handover.ticket.contract.TicketJournalEvent.TicketMessageAdded;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The events of tickets, as published; a message's content is in its conversation's stream and joined at read. */
final class TimelineTable {
    private static final String ADD = """
            insert into live.timeline_item (workspace, ticket_id, sequence, occurred_at, type, event, conversation_id,
              conversation_version, message_id)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
              ?::bigint[], ?::text[])""";

    private static final String GONE = """
            update live.timeline_item set gone = true where workspace = ? and ticket_id = ? and message_id = ? and sequence < ?""";

    private TimelineTable() {}

    /** A message that was moved is kept to be found when its writer is erased; should it come back, it comes after. */
    static Sql movedOff(Entry entry, String messageId) {
        return Sql.of(GONE, entry.workspace(), entry.stream().streamId(), messageId, entry.sequence());
    }

    static Sql event(Entry entry, Instant at) {
        return Sql.of(
                ADD,
                entry.workspace(),
                entry.stream().streamId(),
                entry.sequence(),
                micros(at),
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
                micros(e.occurredAt()),
                entry.type(),
                entry.json(),
                e.conversationId(),
                e.conversationVersion(),
                e.messageId());
    }

    /** The database's precision; it would round, and show a time that the ticket's row does not. */
    private static String micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
