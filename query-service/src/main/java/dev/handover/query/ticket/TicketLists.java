package dev.handover.query.ticket;

import dev.handover.query.directory.Member;
import dev.handover.query.reading.Reads;
import dev.handover.query.reading.Reads.Reading;
import dev.handover.query.reading.Scope;
import dev.handover.query.settings.Statuses;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages of views: the newest activity first, with the number of all that the list has. */
@Component
class TicketLists {
    private final Reads reads;

    TicketLists(Reads reads) {
        this.reads = reads;
    }

    /**
     * A page of a list.
     *
     * @param nextCursor where the next page begins; null on the last one
     * @param count how many the whole list has
     */
    record Page(List<Row> items, @Nullable String nextCursor, long count) {}

    Page page(Scope scope, ListRequest asked) {
        return reads.in(scope, reading -> {
            Member member = reading.member();
            Statuses statuses = Statuses.of(reading);
            ListRequest request = asked.in(statuses);
            List<Row> rows = rows(reading, member, request, statuses);
            boolean more = rows.size() > request.limit();
            List<Row> items = more ? rows.subList(0, request.limit()) : rows;
            String next = more ? cursor(request.view(), items.getLast()).token() : null;
            return new Page(List.copyOf(items), next, count(reading, member, request));
        });
    }

    Map<View, Long> counts(Scope scope) {
        return reads.in(scope, reading -> Counts.of(reading, reading.member()));
    }

    private static Cursor cursor(View view, Row last) {
        boolean rank = switch (view) {
            case ALL -> last.phase().active();
            case MENTIONS -> Boolean.TRUE.equals(last.unread());
            case INBOX, MINE, UNASSIGNED, SOLVED, SNOOZED, ARCHIVED -> true;
        };
        return new Cursor(view, rank, last.lastActivityAt(), last.ticketId());
    }

    private static List<Row> rows(Reading reading, Member member, ListRequest request, Statuses statuses) {
        View view = request.view();
        boolean ranked = !view.rank().equals("true");
        String from = request.cursor() == null
                ? ""
                : ranked
                        ? " and (" + view.rank() + ", t.last_activity_at, t.ticket_id) < (:rank, :at, :id)"
                        : " and (t.last_activity_at, t.ticket_id) < (:at, :id)";
        String order = (ranked ? view.rank() + " desc, " : "") + "t.last_activity_at desc, t.ticket_id desc";
        String rest = request.conditions() + from + " order by " + order + " limit :limit)";
        String found = view.conditions().stream()
                .map(condition ->
                        "(select * from " + view.source() + " where " + Scope.VISIBLE + " and " + condition + rest)
                .collect(Collectors.joining(" union all "));
        String sql = "select " + Row.COLUMNS + ", " + view.rank() + " as rank from (" + found + ") t " + Row.JOINS
                + " order by " + order + " limit :limit";
        var query = reading.sql(sql)
                .param("me", member.idOrNone())
                .param("teams", member.teams().toArray(String[]::new))
                .param("names", member.mentionedAs().toArray(String[]::new))
                .param("limit", request.limit() + 1)
                .params(request.binds());
        Cursor cursor = request.cursor();
        if (cursor != null) {
            query = query.param("rank", cursor.rank())
                    .param("at", cursor.at().atOffset(ZoneOffset.UTC))
                    .param("id", cursor.ticketId());
        }
        return query.query((row, n) -> Row.of(row, view == View.MENTIONS, statuses))
                .list();
    }

    private static long count(Reading reading, Member member, ListRequest request) {
        if (!request.filtered()) {
            return Counts.of(reading, member).getOrDefault(request.view(), 0L);
        }
        String condition = request.view().conditions().stream().collect(Collectors.joining(") or (", "((", "))"));
        return reading.sql("select count(*) from " + request.view().source() + " where " + Scope.VISIBLE + " and "
                        + condition + request.conditions())
                .param("me", member.idOrNone())
                .param("teams", member.teams().toArray(String[]::new))
                .param("names", member.mentionedAs().toArray(String[]::new))
                .params(request.binds())
                .query(Long.class)
                .single();
    }
}
