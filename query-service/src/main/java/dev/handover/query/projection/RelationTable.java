package dev.handover.query.projection;

import dev.handover.ticket.contract.TicketJournalEvent.TicketAbsorbed;
import dev.handover.ticket.contract.TicketJournalEvent.TicketGaveBack;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMergedInto;
import dev.handover.ticket.contract.TicketJournalEvent.TicketSplitFrom;
import dev.handover.ticket.contract.TicketJournalEvent.TicketSplitOff;
import dev.handover.ticket.contract.TicketJournalEvent.TicketUnmerged;
import java.util.ArrayList;
import java.util.List;

/** Which other tickets a ticket belongs together with, as its own stream tells. */
final class RelationTable {
    private static final String MERGED_INTO = "merged_into";
    private static final String ABSORBED = "absorbed";
    /** Row by row and in order, since one that no longer stands may stand again within one transaction. */
    private static final String PUT = """
            with given as (select ?, ?, ?, ?, ?::bigint, ?::bigint, ?::boolean)
            insert into live.ticket_relation (workspace, ticket_id, kind, other_id, other_number, sequence, standing)
            select * from given on conflict (workspace, ticket_id, kind, other_id)
            do update set sequence = excluded.sequence, standing = excluded.standing""";

    private RelationTable() {}

    static Sql mergedInto(Entry entry, TicketMergedInto e) {
        return add(entry, MERGED_INTO, e.into(), e.intoNumber());
    }

    static Sql unmerged(Entry entry, TicketUnmerged e) {
        return put(entry, MERGED_INTO, e.from(), e.fromNumber(), false);
    }

    static List<Sql> absorbed(Entry entry, TicketAbsorbed e) {
        List<Sql> writes = new ArrayList<>();
        writes.add(add(entry, ABSORBED, e.source(), e.sourceNumber()));
        e.conversationIds().forEach(id -> writes.add(ConversationTable.linked(entry, id, false)));
        writes.add(TimelineTable.event(entry, e.occurredAt()));
        return writes;
    }

    static List<Sql> gaveBack(Entry entry, TicketGaveBack e) {
        List<Sql> writes = new ArrayList<>();
        writes.add(put(entry, ABSORBED, e.source(), e.sourceNumber(), false));
        e.conversationIds().forEach(id -> writes.add(ConversationTable.unlinked(entry, id)));
        writes.add(TimelineTable.event(entry, e.occurredAt()));
        return writes;
    }

    static Sql splitFrom(Entry entry, TicketSplitFrom e) {
        return add(entry, "split_from", e.from(), e.fromNumber());
    }

    static Sql splitOff(Entry entry, TicketSplitOff e) {
        return add(entry, "split_off", e.into(), e.intoNumber());
    }

    private static Sql add(Entry entry, String kind, String other, long number) {
        return put(entry, kind, other, number, true);
    }

    private static Sql put(Entry entry, String kind, String other, long number, boolean standing) {
        return Sql.of(
                PUT, entry.workspace(), entry.stream().streamId(), kind, other, number, entry.sequence(), standing);
    }
}
