package dev.handover.bench;

import dev.handover.local.kafka.Lag;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How far behind services were at most, in records and in time, as seen by looking now and then. */
final class LagWatch {

    private final Map<String, Deque<Seen>> ends = new HashMap<>();
    private final Map<String, Long> records = new TreeMap<>();
    private final Map<String, Double> seconds = new TreeMap<>();

    /** So many records were there then. */
    private record Seen(long end, long at) {}

    void look(Map<String, Lag.Progress> progress, long now) {
        progress.forEach((service, each) -> {
            Deque<Seen> seen = ends.computeIfAbsent(service, _ -> new ArrayDeque<>());
            seen.addLast(new Seen(each.end(), now));
            while (seen.getFirst().end() <= each.read() && seen.size() > 1) {
                seen.removeFirst();
            }
            // the first look that saw a record which is not read yet: it was published by then
            double behind = each.left() == 0 ? 0 : (now - seen.getFirst().at()) / 1e9;
            records.merge(service, each.left(), Math::max);
            seconds.merge(service, Math.round(100 * behind) / 100.0, Math::max);
        });
    }

    Map<String, Long> records() {
        return records;
    }

    Map<String, Double> seconds() {
        return seconds;
    }
}
