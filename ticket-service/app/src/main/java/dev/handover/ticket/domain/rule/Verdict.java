package dev.handover.ticket.domain.rule;

import java.util.List;

/**
 * Whether a condition holds.
 *
 * @param why what made it hold, in words; empty where it does not
 */
public record Verdict(boolean holds, List<String> why) {
    static final Verdict NO = new Verdict(false, List.of());

    static Verdict because(boolean holds, String why) {
        return holds ? new Verdict(true, List.of(why)) : NO;
    }
}
