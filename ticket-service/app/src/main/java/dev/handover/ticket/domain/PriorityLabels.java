package dev.handover.ticket.domain;

import java.util.Map;

/**
 * A workspace's names for the priorities that it uses.
 *
 * @param byLevel of 1 (lowest) to 5 (urgent)
 */
public record PriorityLabels(Map<Integer, String> byLevel) {
    /** Four levels. */
    public static final PriorityLabels DEFAULT =
            new PriorityLabels(Map.of(2, "Low", 3, "Normal", 4, "High", 5, "Urgent"));
}
