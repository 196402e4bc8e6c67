package dev.handover.ticket.step;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Rows that steps write, kept back so that those of one kind go to the database together. Two writes about the same
 * thing keep their order.
 */
final class KeptWrites {
    private final List<Write> kept = new ArrayList<>();

    /**
     * One write.
     *
     * @param about ids of what it tells of: a read about one of these must come after it
     * @param stage writes of a lower stage go first
     */
    private record Write(
            String sql, Set<String> about, @Nullable Object[] values, int stage) {}

    void add(String sql, Set<String> about, @Nullable Object... values) {
        int stage = 0;
        for (Write earlier : kept) {
            if (!Collections.disjoint(earlier.about(), about)) {
                stage = Math.max(stage, earlier.stage() + (earlier.sql().equals(sql) ? 0 : 1));
            }
        }
        kept.add(new Write(sql, about, values, stage));
    }

    void addAll(KeptWrites others) {
        others.kept.forEach(write -> add(write.sql(), write.about(), write.values()));
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    boolean areAbout(Collection<String> ids) {
        return kept.stream().anyMatch(write -> ids.stream().anyMatch(write.about()::contains));
    }

    /** Writes everything, one batch a stage and statement. */
    void write(JdbcOperations jdbc) {
        Map<Integer, Map<String, List<@Nullable Object[]>>> stages = new TreeMap<>();
        kept.forEach(write -> stages.computeIfAbsent(write.stage(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(write.sql(), _ -> new ArrayList<>())
                .add(write.values()));
        kept.clear();
        stages.values().forEach(statements -> statements.forEach(jdbc::batchUpdate));
    }
}
