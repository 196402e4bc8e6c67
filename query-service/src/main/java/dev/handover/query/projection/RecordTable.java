package dev.handover.query.projection;

import dev.handover.ticket.contract.TicketJournalEvent.TicketExternalSynced;
import dev.handover.ticket.contract.TicketJournalEvent.TicketRecordLinked;
import dev.handover.ticket.contract.TicketJournalEvent.TicketRecordUnlinked;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What belongs to tickets elsewhere: records, and counterparts on other platforms. */
final class RecordTable {
    private static final String LINK = """
            insert into live.ticket_record (workspace, ticket_id, record_id, type, reference, title, url, sequence)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])""";
    private static final String UNLINK =
            "delete from live.ticket_record where workspace = ? and ticket_id = ? and record_id = ?";
    private static final String MEET = """
            insert into live.ticket_external (workspace, ticket_id, platform, remote_id, url, direction, last_sync_at, sequence)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
              ?::bigint[])
            on conflict do nothing""";
    private static final String SYNC = """
            update live.ticket_external set url = ?, direction = ?, last_sync_at = ?::timestamptz, sequence = ?
            where workspace = ? and ticket_id = ? and platform = ? and remote_id = ?""";

    private RecordTable() {}

    static Sql linked(Entry entry, TicketRecordLinked e) {
        return Sql.of(
                LINK,
                entry.workspace(),
                e.ticketId(),
                e.recordId(),
                e.type(),
                e.reference(),
                e.title(),
                e.url(),
                entry.sequence());
    }

    static Sql unlinked(Entry entry, TicketRecordUnlinked e) {
        return Sql.of(UNLINK, entry.workspace(), e.ticketId(), e.recordId());
    }

    /** Inserted where it is new, then updated: several of one counterpart may come at once, and the last one stays. */
    static List<Sql> synced(Entry entry, TicketExternalSynced e) {
        String at = e.lastSyncAt().truncatedTo(ChronoUnit.MICROS).toString();
        return List.of(
                Sql.of(
                        MEET,
                        entry.workspace(),
                        e.ticketId(),
                        e.platform(),
                        e.remoteId(),
                        e.url(),
                        e.direction(),
                        at,
                        entry.sequence()),
                Sql.of(
                        SYNC,
                        e.url(),
                        e.direction(),
                        at,
                        entry.sequence(),
                        entry.workspace(),
                        e.ticketId(),
                        e.platform(),
                        e.remoteId()));
    }
}
