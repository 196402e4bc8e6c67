package dev.handover.ticket.contract;

import java.util.List;

/**
 * A status of a workspace's scheme. The first of a scheme that has a phase is that phase's default; a ticket whose status
 * is none of the scheme's for its phase is shown with the default.
 *
 * @param phases that it stands for, earliest first
 * @param archives whether a ticket that gets it is archived
 */
public record SchemeStatus(String key, String label, List<Phase> phases, boolean archives) {
    /** What a workspace has until it publishes another scheme; tickets close to the last one by themselves. */
    public static final List<SchemeStatus> CLASSIC = List.of(
            new SchemeStatus("open", "Open", List.of(Phase.NEW), false),
            new SchemeStatus("waiting_on_team", "Waiting on team", List.of(Phase.WAITING_ON_TEAM), false),
            new SchemeStatus("waiting_on_customer", "Waiting on customer", List.of(Phase.WAITING_ON_CUSTOMER), false),
            new SchemeStatus("pending", "Pending", List.of(Phase.ON_HOLD), false),
            new SchemeStatus("solved", "Solved", List.of(Phase.SOLVED), false),
            new SchemeStatus("closed", "Closed", List.of(Phase.CLOSED), false));
}
