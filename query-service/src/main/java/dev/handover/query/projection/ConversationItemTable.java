package dev.handover.query.projection;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What happened in conversations, in order; a message's content is joined at read. */
final class ConversationItemTable {
    private static final String ADD = """
            insert into live.conversation_item (workspace, conversation_id, sequence, occurred_at, type, event, message_id)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])""";

    private static final String GONE = """
            delete from live.conversation_item where workspace = ? and conversation_id = ? and message_id = ? and sequence < ?""";
    private static final String UNTOLD = """
            delete from live.conversation_item where workspace = ? and conversation_id = ? and message_id is null and sequence < ?
              and type in ('dev.handover.conversation.message_edited.v1', 'dev.handover.conversation.attachment_updated.v1',
                'dev.handover.conversation.message_deleted.v1') and event::jsonb ->> 'messageId' = ?""";

    private ConversationItemTable() {}

    /** A message that was moved, and what became of it; should it come back, it comes after. */
    static List<Sql> movedOff(Entry entry, String messageId) {
        String conversation = entry.stream().streamId();
        return List.of(
                Sql.of(GONE, entry.workspace(), conversation, messageId, entry.sequence()),
                Sql.of(UNTOLD, entry.workspace(), conversation, entry.sequence(), messageId));
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
                null);
    }

    static Sql message(Entry entry, String messageId, Instant at) {
        return Sql.of(
                ADD,
                entry.workspace(),
                entry.stream().streamId(),
                entry.sequence(),
                micros(at),
                entry.type(),
                null,
                messageId);
    }

    private static String micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
