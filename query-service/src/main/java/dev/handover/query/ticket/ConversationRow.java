package dev.handover.query.ticket;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A conversation.
 *
 * @param requester null where nobody knows who it is
 * @param agentId the AI agent that is present, or null
 * @param pausedBy who has paused it, or null while it answers
 * @param takenOverBy the operator who answers instead, or null
 * @param escalatedAt when an agent handed it to people last, or null
 */
record ConversationRow(
        String conversationId,
        String channel,
        @Nullable String accountId,
        String subject,
        Row.@Nullable Requester requester,
        @Nullable String agentId,
        @Nullable Actor pausedBy,
        @Nullable Actor takenOverBy,
        @Nullable Instant escalatedAt,
        boolean closed,
        String preview,
        @Nullable Instant startedAt,
        Instant lastActivityAt,
        long version) {

    static ConversationRow of(ResultSet row) throws SQLException {
        String requesterId = row.getString("requester_id");
        String subject = row.getString("subject");
        return new ConversationRow(
                row.getString("conversation_id"),
                row.getString("channel"),
                row.getString("account_id"),
                subject == null ? "" : subject,
                requesterId == null
                        ? null
                        : new Row.Requester(requesterId, row.getString("name"), row.getString("email")),
                row.getString("agent_id"),
                actor(row, "paused_by"),
                actor(row, "taken_over_by"),
                time(row, "escalated_at"),
                row.getBoolean("closed"),
                row.getString("preview"),
                time(row, "started_at"),
                row.getObject("last_activity_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }

    static @Nullable Actor actor(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : EventJson.MAPPER.readValue(json, Actor.class);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
