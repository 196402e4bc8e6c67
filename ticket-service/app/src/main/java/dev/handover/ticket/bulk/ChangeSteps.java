package dev.handover.ticket.bulk;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.Phase;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.TicketSteps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change as the commands that a person would give one by one, and what would undo it. */
final class ChangeSteps {
    private final TicketSteps tickets;

    ChangeSteps(TicketSteps tickets) {
        this.tickets = tickets;
    }

    /** Makes the change; the ticket after it. */
    Ticket.Opened make(Streams streams, TicketId ticket, Change change, Actor by) {
        return switch (change) {
            case Change.Complete _ -> status(streams, ticket, Phase.SOLVED, by);
            case Change.Reopen _ -> status(streams, ticket, Phase.WAITING_ON_TEAM, by);
            case Change.SetStatus c -> tickets.setStatus(streams, ticket, c.status(), by);
            case Change.Assign c ->
                tickets.assign(
                        streams,
                        ticket,
                        Optional.ofNullable(c.operatorId()).map(OperatorId::new),
                        Optional.ofNullable(c.teamId()).map(TeamId::new),
                        by);
            case Change.Tag c -> {
                Set<String> tags = new LinkedHashSet<>(
                        streams.opened(ticket).facts().sorting().tags());
                tags.addAll(c.add());
                c.remove().forEach(tags::remove);
                yield streams.take(new TicketCommand.SetTags(ticket, List.copyOf(tags), by));
            }
            case Change.SetPriority c -> streams.take(new TicketCommand.SetPriority(ticket, c.priority(), by));
        };
    }

    private Ticket.Opened status(Streams streams, TicketId ticket, Phase phase, Actor by) {
        return tickets.setStatus(
                streams, ticket, streams.settings().scheme().defaultOf(phase).key(), by);
    }

    /** What brings a changed ticket back; null where nothing changed. */
    static @Nullable Change inverse(Change change, Ticket.Opened before, Ticket.Opened after) {
        if (before.version() == after.version()) {
            return null;
        }
        return switch (change) {
            case Change.Complete _, Change.Reopen _, Change.SetStatus _ -> new Change.SetStatus(before.status());
            case Change.Assign _ ->
                new Change.Assign(
                        before.facts()
                                .holder()
                                .operator()
                                .map(OperatorId::value)
                                .orElse(null),
                        before.facts().holder().team().map(TeamId::value).orElse(null));
            case Change.Tag _ -> new Change.Tag(more(before, after), more(after, before));
            case Change.SetPriority _ ->
                new Change.SetPriority(before.facts().sorting().priority());
        };
    }

    private static List<String> more(Ticket.Opened one, Ticket.Opened other) {
        List<String> tags = new ArrayList<>(one.facts().sorting().tags());
        tags.removeAll(other.facts().sorting().tags());
        return List.copyOf(tags);
    }
}
