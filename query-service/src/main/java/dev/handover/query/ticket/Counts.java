package dev.handover.query.ticket;

import dev.handover.query.directory.Member;
import dev.handover.query.reading.Reads.Reading;
import java.util.EnumMap;
import java.util.Map;

/** The live counts of views: kept numbers, added up; mentions are counted on their index. */
final class Counts {
    private static final String KEPT = """
            select
              coalesce(sum(t.count) filter (where t.fact = 'phase'), 0) as everything,
              coalesce(sum(t.count) filter (where t.fact = 'phase' and t.key in ('SOLVED', 'CLOSED')), 0) as solved,
              coalesce(sum(t.count) filter (where t.fact = 'operator'), 0) as mine,
              coalesce(sum(t.count) filter (where t.fact = 'nobody'), 0) as unassigned,
              coalesce(sum(t.count) filter (where t.fact = 'queue'), 0) as queued,
              coalesce(sum(t.count) filter (where t.fact = 'snoozed'), 0) as snoozed,
              coalesce(sum(t.count) filter (where t.fact = 'archived'), 0) as archived
            from live.ticket_count t
            where t.workspace = :workspace
              and (t.fact in ('phase', 'nobody', 'snoozed', 'archived') or (t.fact = 'operator' and t.key = :me)
                   or (t.fact = 'queue' and t.key = any(:teams)))""";

    private static final String MENTIONED = """
            select count(distinct t.ticket_id) from live.mention t
            where t.workspace = :workspace and t.target = any(:names)""";

    private Counts() {}

    static Map<View, Long> of(Reading reading, Member member) {
        Map<View, Long> counts = new EnumMap<>(View.class);
        reading.sql(KEPT)
                .param("me", member.idOrNone())
                .param("teams", member.teams().toArray(String[]::new))
                .query(row -> {
                    counts.put(View.INBOX, row.getLong("mine") + row.getLong("queued"));
                    counts.put(View.MINE, row.getLong("mine"));
                    counts.put(View.UNASSIGNED, row.getLong("unassigned"));
                    counts.put(View.ALL, row.getLong("everything"));
                    counts.put(View.SOLVED, row.getLong("solved"));
                    counts.put(View.SNOOZED, row.getLong("snoozed"));
                    counts.put(View.ARCHIVED, row.getLong("archived"));
                });
        counts.put(View.MENTIONS, mentioned(reading, member));
        return counts;
    }

    private static long mentioned(Reading reading, Member member) {
        return reading.sql(MENTIONED)
                .param("names", member.mentionedAs().toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
