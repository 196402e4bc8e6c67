package dev.handover.query.projection;

import dev.handover.ticket.contract.ConversationJournalEvent.ConversationParticipantAdded;
import dev.handover.ticket.contract.ConversationJournalEvent.ConversationStarted;
import dev.handover.ticket.contract.TicketJournalEvent.TicketConversationLinked;
import java.time.temporal.ChronoUnit;

/** Conversations, and which tickets they belong to. */
final class ConversationTable {
    private static final String ADD = """
            insert into live.conversation
              (workspace, conversation_id, requester_id, channel, account_id, subject, started_at, last_activity_at)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
              ?::timestamptz[]) on conflict do nothing""";
    /** Row by row and in order, since a conversation may come, go and come again within one transaction. */
    private static final String LINK = """
            with given as (select ?, ?, ?, ?::boolean, ?::bigint, ?::boolean)
            insert into live.ticket_conversation as c
                (workspace, ticket_id, conversation_id, is_primary, sequence, standing)
            select * from given on conflict (workspace, ticket_id, conversation_id) do update set
                is_primary = excluded.is_primary, standing = excluded.standing,
                sequence = case when c.standing then c.sequence else excluded.sequence end""";

    private static final String PARTICIPANT = """
            insert into live.conversation_participant (workspace, conversation_id, address, name, sequence)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[]) on conflict do nothing""";

    private ConversationTable() {}

    static Sql started(Entry entry, ConversationStarted e) {
        String at = entry.when().truncatedTo(ChronoUnit.MICROS).toString();
        return Sql.of(
                ADD,
                entry.workspace(),
                e.conversationId(),
                e.requesterId(),
                e.channel(),
                e.accountId(),
                e.subject(),
                at,
                at);
    }

    static Sql participant(Entry entry, ConversationParticipantAdded e) {
        return Sql.of(PARTICIPANT, entry.workspace(), e.conversationId(), e.address(), e.name(), entry.sequence());
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
