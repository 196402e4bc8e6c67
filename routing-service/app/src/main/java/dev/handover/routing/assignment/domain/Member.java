package dev.handover.routing.assignment.domain;

import dev.handover.routing.contract.DirectoryRecord.Availability;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member of the team as deciding sees it.
 *
 * @param load active tickets that are neither snoozed nor on hold, decisions under way included
 * @param lastAssignedAt when a ticket was last given to the operator; null for never
 */
public record Member(
        String operatorId,
        Availability availability,
        int load,
        @Nullable Instant lastAssignedAt) {}
