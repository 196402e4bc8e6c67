package dev.handover.query.ticket;

import dev.handover.foundation.problem.ProblemException;
import dev.handover.query.reading.Reads;
import dev.handover.query.reading.Reads.Reading;
import dev.handover.query.reading.Scope;
import dev.handover.query.waiting.Waiting;
import dev.handover.ticket.contract.TicketJournalEvent.TicketMessageAdded;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Timelines: what happened to a ticket, in order of time, then of the ticket's versions. What a message says comes from
 * its conversation; where that part is still on its way, it is waited for, bounded.
 */
@Component
class Timelines {
    private static final String ITEMS = """
            select t.occurred_at, t.sequence, t.ticket_id, t.type, t.event, m.type as said_type, m.event as said,
                   m.delivery_state, m.delivery_reason, m.edits::text as edits, m.attachments::text as attachments,
                   m.deleted_at, c.channel
            from (select t.workspace, t.ticket_id, t.sequence, t.occurred_at, t.type, t.event, t.conversation_id, t.message_id
                  from (select workspace, ticket_id, sequence, occurred_at, type, event, conversation_id, message_id
                        from live.timeline_item
                        where workspace = :workspace and ticket_id = any(:tickets) and not gone
                        union all
                        select workspace, conversation_id, sequence, occurred_at, type, event, conversation_id, message_id
                        from live.conversation_item
                        where workspace = :workspace and message_id is null and type <> all(:left)
                          and conversation_id in (
                            select conversation_id from live.ticket_conversation
                            where workspace = :workspace and ticket_id = any(:tickets) and standing)) t
                  where (t.occurred_at, t.ticket_id = :ticket, t.ticket_id, t.sequence) > (:at, :own, :of, :position)
                  order by t.occurred_at, t.ticket_id = :ticket, t.ticket_id, t.sequence limit :limit) t
            left join live.message m on m.workspace = t.workspace and m.message_id = t.message_id
            left join live.conversation c on c.workspace = t.workspace and c.conversation_id = t.conversation_id
            order by t.occurred_at, t.ticket_id = :ticket, t.ticket_id, t.sequence""";

    /** What of a conversation stands on its ticket's timeline anyway, or goes without saying. */
    private static final String[] LEFT_OUT = {
        "dev.handover.conversation.started.v1",
        "dev.handover.conversation.escalated.v1",
        "dev.handover.conversation.message_moved_off.v1"
    };

    /** The ticket, and those that go on in it, directly or by way of another one. */
    private static final String FAMILY = """
            with recursive family (ticket_id) as (
                select cast(:ticket as text)
                union
                select t.other_id from family f join live.ticket_relation t
                  on t.workspace = :workspace and t.ticket_id = f.ticket_id and t.kind = 'absorbed' and t.standing)
            select ticket_id from family""";

    private static final String NAMES = """
            select t.operator_id as id, t.display_name as name from operator t
            where t.workspace = :workspace and t.operator_id = any(:ids)
            union all
            select t.team_id, t.name from team t
            where t.workspace = :workspace and t.team_id = any(:ids) and not exists (
              select 1 from operator o where o.workspace = t.workspace and o.operator_id = t.team_id)""";

    private final Reads reads;
    private final Waiting waiting;

    Timelines(Reads reads, Waiting waiting) {
        this.reads = reads;
        this.waiting = waiting;
    }

    /** A part of a timeline; the rest begins at the cursor, null at its end. */
    record Timeline(List<TimelineItem> items, @Nullable String nextCursor) {}

    Timeline timeline(Scope scope, String ticketId, @Nullable String cursor, int limit) {
        Timeline[] shown = new Timeline[1];
        Place from = cursor == null ? Place.BEGINNING : Place.parse(cursor);
        Map<String, Long> missing = read(scope, ticketId, from, limit, shown);
        if (!missing.isEmpty() && waiting.reached(scope, missing)) {
            read(scope, ticketId, from, limit, shown);
        }
        return shown[0];
    }

    private Map<String, Long> read(Scope scope, String ticketId, Place from, int limit, Timeline[] shown) {
        return reads.in(scope, reading -> {
            TicketReader.version(reading, ticketId);
            List<TimelineEntry> found = reading.sql(ITEMS)
                    .param("ticket", ticketId)
                    .param("tickets", family(reading, ticketId))
                    .param("left", LEFT_OUT)
                    .param("of", from.ticketId())
                    .param("own", from.ticketId().equals(ticketId))
                    .param("at", from.at().atOffset(ZoneOffset.UTC))
                    .param("position", from.position())
                    .param("limit", limit + 1)
                    .query((row, n) -> TimelineEntry.of(row))
                    .list();
            List<TimelineEntry> entries = found.size() > limit ? found.subList(0, limit) : found;
            NoteEdits edits = NoteEdits.of(reading, entries);
            Set<String> named = new LinkedHashSet<>(edits.named());
            entries.forEach(entry -> named.addAll(entry.named()));
            Map<String, String> names = names(reading, named);
            String next = found.size() > limit
                    ? new Place(
                                    entries.getLast().at(),
                                    entries.getLast().position(),
                                    entries.getLast().ticketId())
                            .token()
                    : null;
            shown[0] = new Timeline(
                    entries.stream().map(entry -> entry.item(names, edits)).toList(), next);
            Map<String, Long> missing = new HashMap<>();
            for (TimelineEntry entry : entries) {
                TicketMessageAdded added = entry.missing();
                if (added != null) {
                    missing.merge(added.conversationId(), added.conversationVersion(), Math::max);
                }
            }
            return missing;
        });
    }

    /** Today's names of operators and teams. */
    static Map<String, String> names(Reading reading, Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        reading.sql(NAMES).param("ids", ids.toArray(String[]::new)).query(row -> {
            names.put(row.getString("id"), row.getString("name"));
        });
        return names;
    }

    private static String[] family(Reading reading, String ticketId) {
        return reading.sql(FAMILY)
                .param("ticket", ticketId)
                .query(String.class)
                .list()
                .toArray(String[]::new);
    }

    private record Place(Instant at, long position, String ticketId) {
        static final Place BEGINNING = new Place(Instant.EPOCH, 0, "");

        String token() {
            String text = ChronoUnit.MICROS.between(Instant.EPOCH, at) + " " + position + " " + ticketId;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Place parse(String token) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 3);
                if (parts.length == 3) {
                    Instant at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
                    return new Place(at, Long.parseLong(parts[1]), parts[2]);
                }
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                throw ProblemException.field("?cursor", "is not a nextCursor of a timeline");
            }
            throw ProblemException.field("?cursor", "is not a nextCursor of a timeline");
        }
    }
}
