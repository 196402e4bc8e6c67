package dev.handover.query.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.query.settings.Statuses;
import dev.handover.ticket.contract.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * A ticket in a list.
 *
 * @param status as the workspace's scheme calls its phase now
 * @param requester null where the ticket has none
 * @param assignee null where no operator has it
 * @param team id of its team, or null
 * @param topic what it is about; like intent, label and subLabel null where nobody has said so
 * @param snooze null where it is not snoozed
 * @param unread in mentions only: whether a note that mentions the caller is newer than the caller's read mark
 */
record Row(
        String ticketId,
        long number,
        String subject,
        String status,
        Phase phase,
        int priority,
        @Nullable Requester requester,
        @Nullable Assignee assignee,
        @Nullable String team,
        String channel,
        @Nullable String sourceAgent,
        List<String> tags,
        @Nullable String topic,
        @Nullable String intent,
        @Nullable String label,
        @Nullable String subLabel,
        @Nullable Snooze snooze,
        boolean archived,
        String preview,
        Instant createdAt,
        Instant lastActivityAt,
        long version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean unread) {
    /** Columns of a ticket {@code t}, joined as {@link #JOINS} does. */
    static final String COLUMNS = """
            t.ticket_id, t.number, t.subject, t.status, t.phase, t.priority,
            coalesce(q.requester_id, t.requester_id) as requester_id,
            coalesce(q.name, t.requester_name) as requester_name,
            coalesce(q.email, t.requester_email) as requester_email, t.assignee, o.handle, o.display_name, t.team,
            t.channel, t.source_agent, t.tags::text as tags, t.topic, t.intent, t.label, t.sub_label, t.snoozed_until,
            t.wake_on_customer_message, t.archived, t.preview, t.created_at, t.last_activity_at, t.version""";

    /** Names are joined when read, so that a rename and a merge show everywhere. */
    static final String JOINS = """
            left join live.requester s on s.workspace = t.workspace and s.requester_id = t.requester_id
            left join live.requester q on q.workspace = t.workspace and q.requester_id = case
              when s.merged_into is null then s.requester_id else live.goes_on_as(s.workspace, s.merged_into) end
            left join operator o on o.workspace = t.workspace and o.operator_id = t.assignee""";

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    /** The customer. */
    record Requester(
            @Nullable String requesterId,
            @Nullable String name,
            @Nullable String email) {}

    /** Until when it is out of sight, and whether a customer's message wakes it earlier. */
    record Snooze(Instant until, boolean wakeOnCustomerMessage) {}

    private static @Nullable Snooze snooze(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("snoozed_until", OffsetDateTime.class);
        return until == null ? null : new Snooze(until.toInstant(), row.getBoolean("wake_on_customer_message"));
    }

    /** The operator who has it; handle and name are null while the directory does not know the operator. */
    record Assignee(
            String operatorId,
            @Nullable String handle,
            @Nullable String displayName) {}

    static Row of(ResultSet row, boolean unread, Statuses statuses) throws SQLException {
        Phase phase = Phase.valueOf(row.getString("phase"));
        String requesterId = row.getString("requester_id");
        String email = row.getString("requester_email");
        String assignee = row.getString("assignee");
        return new Row(
                row.getString("ticket_id"),
                row.getLong("number"),
                row.getString("subject"),
                statuses.shown(phase, row.getString("status")),
                phase,
                row.getInt("priority"),
                requesterId == null && email == null
                        ? null
                        : new Requester(requesterId, row.getString("requester_name"), email),
                assignee == null
                        ? null
                        : new Assignee(assignee, row.getString("handle"), row.getString("display_name")),
                row.getString("team"),
                row.getString("channel"),
                row.getString("source_agent"),
                EventJson.MAPPER.readValue(row.getString("tags"), TEXTS),
                row.getString("topic"),
                row.getString("intent"),
                row.getString("label"),
                row.getString("sub_label"),
                snooze(row),
                row.getBoolean("archived"),
                row.getString("preview"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_activity_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"),
                unread ? row.getBoolean("rank") : null);
    }
}
