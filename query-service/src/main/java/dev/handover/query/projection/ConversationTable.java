package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent.ConversationStarted;
import dev.handover.ticket.contract.TicketJournalEvent.TicketConversationLinked;

/** Conversations, and which tickets they belong to. */
final class ConversationTable {
    private static final String ADD = """
            insert into live.conversation (workspace, conversation_id, requester_id, channel, account_id, subject)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) on conflict do nothing""";
    /** Row by row and in order, since a conversation may come, go and come again within one transaction. */
    private static final String LINK = """
            with given as (select ?, ?, ?, ?::boolean, ?::bigint, ?::boolean)
            insert into live.ticket_conversation as c
                (workspace, ticket_id, conversation_id, is_primary, sequence, standing)
            select * from given on conflict (workspace, ticket_id, conversation_id) do update set
                is_primary = excluded.is_primary, standing = excluded.standing,
                sequence = case when c.standing then c.sequence else excluded.sequence end""";

    private ConversationTable() {}

    static Sql started(Entry entry, ConversationStarted e) {
        return Sql.of(
                ADD, entry.workspace(), e.conversationId(), e.requesterId(), e.channel(), e.accountId(), e.subject());
    }

    static Sql linked(Entry entry, TicketConversationLinked e) {
        return linked(entry, e.conversationId(), e.primary());
    }

    static Sql linked(Entry entry, String conversationId, boolean primary) {
        return link(entry, conversationId, primary, true);
    }

    static Sql unlinked(Entry entry, String conversationId) {
        return link(entry, conversationId, false, false);
    }

    private static Sql link(Entry entry, String conversationId, boolean primary, boolean standing) {
        return Sql.of(
                LINK,
                entry.workspace(),
                entry.stream().streamId(),
                conversationId,
                primary,
                entry.sequence(),
                standing);
    }
}
