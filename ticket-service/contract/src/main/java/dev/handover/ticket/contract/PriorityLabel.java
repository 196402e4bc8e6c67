package dev.handover.ticket.contract;

import java.util.List;

/**
 * A workspace's name for a priority.
 *
 * @param level 1 (lowest) to 5 (urgent)
 */
public record PriorityLabel(int level, String label) {
    /** What a workspace has until it publishes others. */
    public static final List<PriorityLabel> DEFAULT = List.of(
            new PriorityLabel(2, "Low"),
            new PriorityLabel(3, "Normal"),
            new PriorityLabel(4, "High"),
            new PriorityLabel(5, "Urgent"));
}
