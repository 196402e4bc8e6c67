package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent.ConversationStarted;
import dev.handover.ticket.contract.TicketJournalEvent.TicketConversationLinked;

/** Conversations, and which tickets they belong to. */
final class ConversationTable {
    private static final String ADD = """
            insert into live.conversation (workspace, conversation_id, requester_id, channel, account_id, subject)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) on conflict do nothing""";
    private static final String LINK = """
            insert into live.ticket_conversation (workspace, ticket_id, conversation_id, is_primary, sequence)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::boolean[], ?::bigint[]) on conflict do nothing""";

    private ConversationTable() {}

    static Sql started(Entry entry, ConversationStarted e) {
        return Sql.of(
                ADD, entry.workspace(), e.conversationId(), e.requesterId(), e.channel(), e.accountId(), e.subject());
    }

    static Sql linked(Entry entry, TicketConversationLinked e) {
        return Sql.of(LINK, entry.workspace(), e.ticketId(), e.conversationId(), e.primary(), entry.sequence());
    }
}
