package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent.ConversationAttachmentUpdated;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationDeliveryUpdated;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageDeleted;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationMessageEdited;
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
    private static final String DELIVERY = """
            update live.message set delivery_state = ?, delivery_reason = ? where workspace = ? and message_id = ?""";

    private static final String EDITED = """
            update live.message set edits = coalesce(edits, '[]') || ?::jsonb where workspace = ? and message_id = ?""";
    private static final String ATTACHMENT = """
            update live.message set attachments = coalesce(attachments, '[]') || ?::jsonb
            where workspace = ? and message_id = ?""";
    private static final String DELETED = """
            update live.message set deleted_at = ?::timestamptz where workspace = ? and message_id = ?""";

    private MessageTable() {}

    static Sql received(Entry entry, ConversationMessageReceived e) {
        return Sql.of(
                ADD, entry.workspace(), e.messageId(), e.conversationId(), null, entry.type(), entry.json(), null);
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
        return Sql.of(EDITED, entry.json(), entry.workspace(), e.messageId());
    }

    static Sql attachment(Entry entry, ConversationAttachmentUpdated e) {
        return Sql.of(ATTACHMENT, entry.json(), entry.workspace(), e.messageId());
    }

    static Sql deleted(Entry entry, ConversationMessageDeleted e) {
        return Sql.of(
                DELETED, e.occurredAt().truncatedTo(ChronoUnit.MICROS).toString(), entry.workspace(), e.messageId());
    }
}
