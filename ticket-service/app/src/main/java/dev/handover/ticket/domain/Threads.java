package dev.handover.ticket.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ids of a thread on its channel (RFC 5322 §3.6.4). */
final class Threads {
    private static final int KEPT = 30;

    private Threads() {}

    /** The thread's ids with those of a new message behind; the first and the newest are kept. */
    static List<String> joined(List<String> known, List<String> references, String own) {
        Set<String> ids = new LinkedHashSet<>(known);
        ids.addAll(references);
        ids.remove(own);
        ids.add(own);
        List<String> all = new ArrayList<>(ids);
        if (all.size() <= KEPT) {
            return List.copyOf(all);
        }
        List<String> kept = new ArrayList<>();
        kept.add(all.getFirst());
        kept.addAll(all.subList(all.size() - KEPT + 1, all.size()));
        return List.copyOf(kept);
    }
}
