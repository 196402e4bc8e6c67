package dev.handover.query.ticket;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.query.reading.Reads;
import dev.handover.query.reading.Reads.Reading;
import dev.handover.query.reading.Scope;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.JournalEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Live conversations that have no ticket, the newest activity first; one conversation, and what happened in it. */
@Component
class Conversations {
    private static final String COLUMNS = """
            select t.conversation_id, t.channel, t.account_id, t.subject, t.requester_id, q.name, q.email, t.agent_id,
                   t.paused_by, t.taken_over_by, t.escalated_at, t.closed, t.preview, t.started_at, t.last_activity_at,
                   v.version
            from live.conversation t
            left join live.requester q on q.workspace = t.workspace and q.requester_id = t.requester_id
            left join live.stream_version v on v.workspace = t.workspace and v.stream_id = t.conversation_id
            where\s""" + Scope.VISIBLE;

    private static final String WITHOUT_TICKET = " and " + """
            not t.closed and not exists (
              select 1 from live.ticket_conversation k
              where k.workspace = t.workspace and k.conversation_id = t.conversation_id and k.standing)""";

    private static final String ITEMS = """
            select t.occurred_at, t.sequence, coalesce(m.type, t.type) as type, coalesce(m.event, t.event) as event,
                   c.channel, m.delivery_state, m.delivery_reason, m.edits::text as edits, m.attachments::text as attachments,
                   m.deleted_at
            from live.conversation_item t
            left join live.message m on m.workspace = t.workspace and m.message_id = t.message_id
            left join live.conversation c on c.workspace = t.workspace and c.conversation_id = t.conversation_id
            where t.workspace = :workspace and t.conversation_id = :conversation and t.sequence > :from
            order by t.sequence limit :limit""";

    private final Reads reads;

    Conversations(Reads reads) {
        this.reads = reads;
    }

    /** A page, with the number of all that the list has. */
    record Page(List<ConversationRow> items, @Nullable String nextCursor, long count) {}

    /** A part of what happened, in the order of the conversation's versions. */
    record Happened(List<TimelineItem> items, @Nullable String nextCursor) {}

    Page page(Scope scope, Optional<Boolean> escalated, @Nullable String cursor, int limit) {
        String filter = WITHOUT_TICKET
                + escalated
                        .map(wanted -> " and t.escalated_at is " + (wanted ? "not null" : "null"))
                        .orElse("");
        Optional<ConversationCursor> from = Optional.ofNullable(cursor).map(ConversationCursor::parse);
        return reads.in(scope, reading -> {
            List<ConversationRow> found = rows(reading, filter, from, limit + 1);
            List<ConversationRow> items = found.size() > limit ? found.subList(0, limit) : found;
            long count = reading.sql("select count(*) from live.conversation t where " + Scope.VISIBLE + filter)
                    .query(Long.class)
                    .single();
            return new Page(
                    List.copyOf(items),
                    found.size() > limit
                            ? new ConversationCursor(
                                            items.getLast().lastActivityAt(),
                                            items.getLast().conversationId())
                                    .token()
                            : null,
                    count);
        });
    }

    private static List<ConversationRow> rows(
            Reading reading, String filter, Optional<ConversationCursor> from, int limit) {
        String rest = from.isPresent() ? " and (t.last_activity_at, t.conversation_id) < (:at, :id)" : "";
        var query = reading.sql(COLUMNS + filter + rest
                        + " order by t.last_activity_at desc, t.conversation_id desc limit :limit")
                .param("limit", limit);
        if (from.isPresent()) {
            query = query.param("at", from.get().at().atOffset(ZoneOffset.UTC))
                    .param("id", from.get().conversationId());
        }
        return query.query((row, n) -> ConversationRow.of(row)).list();
    }

    /** One conversation; there is none where the caller may not see it. */
    ConversationRow conversation(Scope scope, String conversationId) {
        return reads.in(scope, reading -> find(reading, conversationId));
    }

    private static ConversationRow find(Reading reading, String conversationId) {
        return reading.sql(COLUMNS + " and t.conversation_id = :conversation")
                .param("conversation", conversationId)
                .query((row, n) -> ConversationRow.of(row))
                .optional()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no conversation " + conversationId + "."));
    }

    Happened happened(Scope scope, String conversationId, long from, int limit) {
        return reads.in(scope, reading -> {
            find(reading, conversationId);
            List<ConversationEntry> found = reading.sql(ITEMS)
                    .param("conversation", conversationId)
                    .param("from", from)
                    .param("limit", limit + 1)
                    .query((row, n) -> entry(row))
                    .list();
            List<ConversationEntry> entries = found.size() > limit ? found.subList(0, limit) : found;
            Map<String, String> names = Timelines.names(
                    reading,
                    entries.stream().flatMap(entry -> entry.named().stream()).toList());
            return new Happened(
                    entries.stream().map(entry -> entry.item(names)).toList(),
                    found.size() > limit ? Long.toString(entries.getLast().position()) : null);
        });
    }

    private static ConversationEntry entry(ResultSet row) throws SQLException {
        String state = row.getString("delivery_state");
        Class<? extends JournalEvent> record = JournalEvent.TYPES.record(row.getString("type"));
        return new ConversationEntry(
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getLong("sequence"),
                (ConversationJournalEvent) EventJson.MAPPER.readValue(row.getString("event"), record),
                row.getString("channel"),
                state == null ? null : new TimelineItem.Delivery(state, row.getString("delivery_reason")),
                Edits.of(row));
    }
}
