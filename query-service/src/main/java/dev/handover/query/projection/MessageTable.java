package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAttachmentUpdated;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationDeliveryUpdated;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageDeleted;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageEdited;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageMovedOff;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageReceived;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationOperatorReplied;
import dev.handover.ticket.contract.ConversationJournalEvent.Outgoing;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What was written in conversations, as published, and what became of its delivery. */
final class MessageTable {
    private static final String ADD = """
            insert into live.message (workspace, message_id, conversation_id, ticket_id, type, event, delivery_state)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) on conflict do nothing""";
    /** Row by row it would not be known which of several is the last; what became of it elsewhere is in the event. */
    private static final String MOVED = """
            insert into live.message (workspace, message_id, conversation_id, type, event, moves, since)
            select distinct on (workspace, message_id) workspace, message_id, conversation_id, type, event, moves, since
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[])
              as given (workspace, message_id, conversation_id, type, event, moves, since)
            order by workspace, message_id, moves desc
            on conflict (workspace, message_id) do update
            set conversation_id = excluded.conversation_id, event = excluded.event, moves = excluded.moves,
                since = excluded.since, edits = null, attachments = null, deleted_at = null
            where message.moves < excluded.moves""";

    private static final String MOVED_OFF = """
            delete from live.message where workspace = ? and message_id = ? and conversation_id = ? and moves < ?""";
    private static final String DELIVERY = """
            update live.message set delivery_state = ?, delivery_reason = ? where workspace = ? and message_id = ?""";

    /** What comes before the message in its conversation is of an earlier stay there, which the message tells itself. */
    private static final String EDITED = """
            update live.message set edits = coalesce(edits, '[]') || ?::jsonb
            where workspace = ? and message_id = ? and conversation_id = ? and since < ?""";

    private static final String ATTACHMENT = """
            update live.message set attachments = coalesce(attachments, '[]') || ?::jsonb
            where workspace = ? and message_id = ? and conversation_id = ? and since < ?""";
    private static final String DELETED = """
            update live.message set deleted_at = ?::timestamptz
            where workspace = ? and message_id = ? and conversation_id = ? and since < ?""";

    private MessageTable() {}

    /** Streams come in any order: of a message that was moved, that of the last conversation stands. */
    static Sql received(Entry entry, ConversationMessageReceived e) {
        if (e.moved() != null) {
            return Sql.of(
                    MOVED,
                    entry.workspace(),
                    e.messageId(),
                    e.conversationId(),
                    entry.type(),
                    entry.json(),
                    e.moved().times(),
                    entry.sequence());
        }
        return Sql.of(
                ADD, entry.workspace(), e.messageId(), e.conversationId(), null, entry.type(), entry.json(), null);
    }

    /** Gone, unless another conversation's has taken its place. */
    static Sql movedOff(Entry entry, ConversationMessageMovedOff e) {
        return Sql.of(MOVED_OFF, entry.workspace(), e.messageId(), e.conversationId(), e.times());
    }

    /** On email the gateway sends it; elsewhere only an operator's words are still to go, machines have said theirs. */
    static Sql said(Entry entry, Outgoing e) {
        boolean queued = e instanceof ConversationOperatorReplied || e.channel().equals("email");
        return Sql.of(
                ADD,
                entry.workspace(),
                e.messageId(),
                e.conversationId(),
                e.ticketId(),
                entry.type(),
                entry.json(),
                queued ? "queued" : null);
    }

    static Sql delivery(Entry entry, ConversationDeliveryUpdated e) {
        return Sql.of(DELIVERY, e.state().toLowerCase(Locale.ROOT), e.reason(), entry.workspace(), e.messageId());
    }

    static Sql edited(Entry entry, ConversationMessageEdited e) {
        return Sql.of(EDITED, entry.json(), entry.workspace(), e.messageId(), e.conversationId(), entry.sequence());
    }

    static Sql attachment(Entry entry, ConversationAttachmentUpdated e) {
        return Sql.of(ATTACHMENT, entry.json(), entry.workspace(), e.messageId(), e.conversationId(), entry.sequence());
    }

    static Sql deleted(Entry entry, ConversationMessageDeleted e) {
        return Sql.of(
                DELETED,
                e.occurredAt().truncatedTo(ChronoUnit.MICROS).toString(),
                entry.workspace(),
                e.messageId(),
                e.conversationId(),
                entry.sequence());
    }
}
