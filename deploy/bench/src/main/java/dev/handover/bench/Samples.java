package dev.handover.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations of one kind, for percentiles. */
final class Samples {

    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    void add(long duration) {
        nanos.add(duration);
    }

    /** Percentiles in milliseconds. */
    record Summary(int count, double p50Ms, double p99Ms, double maxMs) {}

    Summary summary() {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return new Summary(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(List<Long> sorted, double share) {
        if (sorted.isEmpty()) {
            return 0;
        }
        int index = (int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1)));
        return Math.round(sorted.get(index) / 10_000.0) / 100.0;
    }
}
