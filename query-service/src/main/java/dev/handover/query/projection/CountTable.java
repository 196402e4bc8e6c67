package dev.handover.query.projection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of tickets by fact, kept: they change in the transaction of the row that they count, each partition has rows
 * of its own, and they are added up when read.
 */
final class CountTable {
    private static final String ADD = """
            insert into live.ticket_count as c (workspace, fact, key, partition, count)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[])
            on conflict (workspace, fact, key, partition) do update set count = c.count + excluded.count""";

    private CountTable() {}

    /**
     * Something that is counted.
     *
     * @param name {@code archived}, else {@code phase}, {@code snoozed}, and of those at hand (active, not snoozed)
     *     {@code operator} (of one operator), {@code nobody} (of none) or {@code queue} (of a team and none of its
     *     operators)
     */
    record Fact(String workspace, String name, String key) {}

    /** A fact's row of one partition; rows are written in this order, always. */
    record Cell(Fact fact, int partition) implements Comparable<Cell> {
        private static final Comparator<Cell> ORDER = Comparator.comparing((Cell cell) -> cell.fact.workspace())
                .thenComparing(cell -> cell.fact.name())
                .thenComparing(cell -> cell.fact.key())
                .thenComparing(Cell::partition);

        @Override
        public int compareTo(Cell other) {
            return ORDER.compare(this, other);
        }
    }

    /** What a ticket counts as. */
    static Set<Fact> facts(@Nullable TicketRow row) {
        if (row == null) {
            return Set.of();
        }
        Set<Fact> facts = new LinkedHashSet<>();
        if (row.aside().archived()) {
            facts.add(new Fact(row.workspace(), "archived", ""));
            return facts;
        }
        facts.add(new Fact(row.workspace(), "phase", row.turn().phase().name()));
        if (row.aside().snoozedUntil() != null) {
            facts.add(new Fact(row.workspace(), "snoozed", ""));
        }
        String operator = row.holder().operatorId();
        String team = row.holder().teamId();
        if (row.isAtHand() && operator != null) {
            facts.add(new Fact(row.workspace(), "operator", operator));
        } else if (row.isAtHand()) {
            facts.add(new Fact(row.workspace(), "nobody", ""));
            if (team != null) {
                facts.add(new Fact(row.workspace(), "queue", team));
            }
        }
        return facts;
    }

    /** Adds to the sums what changes when a ticket's row becomes another. */
    static void change(Map<Cell, Long> sums, int partition, @Nullable TicketRow before, @Nullable TicketRow after) {
        Set<Fact> was = facts(before);
        Set<Fact> is = facts(after);
        was.stream()
                .filter(fact -> !is.contains(fact))
                .forEach(fact -> sums.merge(new Cell(fact, partition), -1L, Long::sum));
        is.stream()
                .filter(fact -> !was.contains(fact))
                .forEach(fact -> sums.merge(new Cell(fact, partition), 1L, Long::sum));
    }

    static List<Sql> add(Map<Cell, Long> sums) {
        List<Sql> writes = new ArrayList<>();
        new TreeMap<>(sums).forEach((cell, sum) -> {
            if (sum != 0) {
                Fact fact = cell.fact();
                writes.add(Sql.of(ADD, fact.workspace(), fact.name(), fact.key(), cell.partition(), sum));
            }
        });
        return writes;
    }
}
