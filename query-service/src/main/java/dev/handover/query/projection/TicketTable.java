package dev.handover.query.projection;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;

/** The rows of the lists. */
final class TicketTable {
    /** Binds: ticket ids, workspaces. */
    static final String READ = """
            select workspace, ticket_id, number, subject, status, phase, priority, requester_id, requester_name,
                   requester_email, assignee, team, channel, source_agent, tags::text as tags, preview, created_at,
                   last_activity_at, version, topic, intent, label, sub_label, snoozed_until, wake_on_customer_message,
                   archived, preview_of
            from live.ticket where workspace = any(?) and ticket_id = any(?)""";

    private static final String PUT = """
            insert into live.ticket (workspace, ticket_id, number, subject, status, phase, active, priority, requester_id,
              requester_name, requester_email, assignee, team, channel, source_agent, tags, preview, created_at,
              last_activity_at, version, topic, intent, label, sub_label, snoozed_until, wake_on_customer_message, archived,
              preview_of)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::int[],
              ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::jsonb[], ?::text[],
              ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::timestamptz[], ?::boolean[], ?::boolean[], ?::text[])
            on conflict (workspace, ticket_id) do update set subject = excluded.subject, status = excluded.status, phase = excluded.phase,
              active = excluded.active, priority = excluded.priority, assignee = excluded.assignee, team = excluded.team,
              tags = excluded.tags, preview = excluded.preview, last_activity_at = excluded.last_activity_at,
              version = excluded.version, topic = excluded.topic, intent = excluded.intent, label = excluded.label,
              sub_label = excluded.sub_label, snoozed_until = excluded.snoozed_until,
              wake_on_customer_message = excluded.wake_on_customer_message, archived = excluded.archived,
              preview_of = excluded.preview_of""";

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private TicketTable() {}

    static Map<StreamKey, TicketRow> read(JdbcTemplate jdbc, String sql, Collection<StreamKey> tickets) {
        Map<StreamKey, TicketRow> rows = new HashMap<>();
        String[] workspaces =
                tickets.stream().map(StreamKey::workspace).distinct().toArray(String[]::new);
        String[] ids = tickets.stream().map(StreamKey::streamId).toArray(String[]::new);
        jdbc.query(
                sql,
                (ResultSet row) -> {
                    TicketRow read = row(row);
                    rows.put(new StreamKey(read.workspace(), read.ticketId()), read);
                },
                workspaces,
                ids);
        return rows;
    }

    static Sql put(TicketRow row) {
        TicketRow.Opening opening = row.opening();
        Instant until = row.aside().snoozedUntil();
        return Sql.of(
                PUT,
                row.workspace(),
                row.ticketId(),
                opening.number(),
                opening.subject(),
                row.turn().status(),
                row.turn().phase().name(),
                row.isActive(),
                row.sorting().priority(),
                opening.requesterId(),
                opening.requesterName(),
                opening.requesterEmail(),
                row.holder().operatorId(),
                row.holder().teamId(),
                opening.channel(),
                opening.sourceAgent(),
                EventJson.MAPPER.writeValueAsString(row.sorting().tags()),
                row.activity().preview(),
                opening.createdAt().toString(),
                row.activity().at().toString(),
                row.version(),
                row.sorting().about().topic(),
                row.sorting().about().intent(),
                row.sorting().about().label(),
                row.sorting().about().subLabel(),
                until == null ? null : until.toString(),
                row.aside().wakeOnCustomerMessage(),
                row.aside().archived(),
                row.activity().of());
    }

    private static TicketRow row(ResultSet row) throws SQLException {
        return new TicketRow(
                row.getString("workspace"),
                row.getString("ticket_id"),
                new TicketRow.Opening(
                        row.getLong("number"),
                        row.getString("subject"),
                        row.getString("requester_id"),
                        row.getString("requester_name"),
                        row.getString("requester_email"),
                        row.getString("channel"),
                        row.getString("source_agent"),
                        time(row, "created_at")),
                new TicketRow.Turn(row.getString("status"), Phase.valueOf(row.getString("phase"))),
                new TicketRow.Aside(
                        row.getObject("snoozed_until") == null ? null : time(row, "snoozed_until"),
                        (Boolean) row.getObject("wake_on_customer_message"),
                        row.getBoolean("archived")),
                new TicketRow.Sorting(
                        row.getInt("priority"),
                        EventJson.MAPPER.readValue(row.getString("tags"), TEXTS),
                        new TicketRow.About(
                                row.getString("topic"),
                                row.getString("intent"),
                                row.getString("label"),
                                row.getString("sub_label"))),
                new TicketRow.Holder(row.getString("assignee"), row.getString("team")),
                new TicketRow.Activity(
                        row.getString("preview"), row.getString("preview_of"), time(row, "last_activity_at")),
                row.getLong("version"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
