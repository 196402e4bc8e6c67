package dev.handover.ticket.domain.rule;

import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TeamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a match.
 *
 * @param openTicket whether a ticket opens, where none is active
 * @param notifyTeam whose members are told
 * @param priority that the ticket gets, 1 to 5
 * @param assignOperator who gets a ticket that is nobody's
 * @param assignTeam whose queue gets a ticket that is nobody's
 * @param tags that the ticket gets besides those that it has
 */
public record Actions(
        boolean openTicket,
        @Nullable TeamId notifyTeam,
        @Nullable Integer priority,
        @Nullable OperatorId assignOperator,
        @Nullable TeamId assignTeam,
        List<String> tags) {
    /** Whether nothing follows at all. */
    public boolean none() {
        return !openTicket
                && notifyTeam == null
                && priority == null
                && assignOperator == null
                && assignTeam == null
                && tags.isEmpty();
    }
}
