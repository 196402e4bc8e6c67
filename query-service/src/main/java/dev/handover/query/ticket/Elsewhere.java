package dev.handover.query.ticket;

import dev.handover.query.reading.Reads.Reading;
import java.time.OffsetDateTime;
import java.util.List;

/** What a ticket has elsewhere, in the order in which it came. */
final class Elsewhere {
    private static final String RECORDS = """
            select t.record_id, t.type, t.reference, t.title, t.url from live.ticket_record t
            where t.workspace = :workspace and t.ticket_id = :ticket order by t.sequence""";

    private static final String REFERENCES = """
            select t.platform, t.remote_id, t.url, t.direction, t.last_sync_at from live.ticket_external t
            where t.workspace = :workspace and t.ticket_id = :ticket order by t.platform, t.remote_id""";

    private Elsewhere() {}

    static List<TicketDetail.LinkedRecord> records(Reading reading, String ticketId) {
        return reading.sql(RECORDS)
                .param("ticket", ticketId)
                .query((row, n) -> new TicketDetail.LinkedRecord(
                        row.getString("record_id"),
                        row.getString("type"),
                        row.getString("reference"),
                        row.getString("title"),
                        row.getString("url")))
                .list();
    }

    static List<TicketDetail.ExternalReference> references(Reading reading, String ticketId) {
        return reading.sql(REFERENCES)
                .param("ticket", ticketId)
                .query((row, n) -> new TicketDetail.ExternalReference(
                        row.getString("platform"),
                        row.getString("remote_id"),
                        row.getString("url"),
                        row.getString("direction"),
                        row.getObject("last_sync_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
