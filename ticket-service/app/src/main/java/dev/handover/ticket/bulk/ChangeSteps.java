package dev.handover.ticket.bulk;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.Phase;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.erasure.ErasureSteps;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.TicketSteps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A change as the commands that a person would give one by one, and what would undo it. */
final class ChangeSteps {
    private final TicketSteps tickets;
    private final ErasureSteps erasures;

    ChangeSteps(TicketSteps tickets, ErasureSteps erasures) {
        this.tickets = tickets;
        this.erasures = erasures;
    }

    /** Removes for good; what was removed. */
    ErasureSteps.Removed erase(Streams streams, String id, Change.Erasing change, Actor by) {
        return switch (change) {
            case Change.EraseTicket _ -> erasures.ticket(streams, new TicketId(id), by);
            case Change.EraseConversation _ -> erasures.conversation(streams, new ConversationId(id), by);
            case Change.EraseMessages c ->
                erasures.messages(
                        streams,
                        new ConversationId(id),
                        c.messageIds().stream().map(MessageId::new).collect(Collectors.toSet()),
                        by);
            case Change.EraseRequester _ -> erasures.requester(streams, new RequesterId(id), by);
        };
    }

    /** Everything of a requester, each with how it is erased. */
    Map<String, Change> everythingOf(Streams streams, String requester) {
        Map<String, Change> everything = new LinkedHashMap<>();
        for (RequesterId id : erasures.family(streams, new RequesterId(requester))) {
            erasures.ticketsOf(streams.workspace(), id)
                    .forEach(ticket -> everything.put(ticket.value(), new Change.EraseTicket()));
            erasures.conversationsOf(streams.workspace(), id)
                    .forEach(conversation -> everything.put(conversation.value(), new Change.EraseConversation()));
        }
        erasures.participationsOf(streams, new RequesterId(requester))
                .forEach((conversation, messages) -> everything.putIfAbsent(
                        conversation.value(),
                        new Change.EraseMessages(
                                messages.stream().map(MessageId::value).toList())));
        return everything;
    }

    /** Makes the change; the ticket after it. */
    Ticket.Opened make(Streams streams, TicketId ticket, Change change, Actor by) {
        return switch (change) {
            case Change.Complete _ -> tickets.setStatus(streams, ticket, solved(streams), by);
            case Change.Reopen _ -> tickets.moved(streams, new TicketCommand.Reopen(ticket, by));
            case Change.Snooze c ->
                streams.take(new TicketCommand.Snooze(ticket, c.until(), c.wakeOnCustomerMessage(), by));
            case Change.Wake _ -> streams.take(new TicketCommand.Wake(ticket, TicketEvent.WakeCause.BY_HAND, by));
            case Change.Archive _ -> streams.take(new TicketCommand.Archive(ticket, by));
            case Change.Restore _ -> streams.take(new TicketCommand.Restore(ticket, by));
            case Change.SetStatus c -> tickets.setStatus(streams, ticket, c.status(), by);
            case Change.GoBack c -> tickets.moved(streams, new TicketCommand.GoBack(ticket, c.phase(), c.status(), by));
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
            case Change.Erasing _ -> throw new IllegalArgumentException("nothing is left to answer with: " + change);
            case Change.SetPriority c -> streams.take(new TicketCommand.SetPriority(ticket, c.priority(), by));
        };
    }

    /** Takes what the change takes before the ticket. */
    void prepare(Streams streams, TicketId ticket, Change change) {
        if (change instanceof Change.Complete) {
            tickets.prepareStatus(streams, ticket, solved(streams));
        } else if (change instanceof Change.SetStatus c) {
            tickets.prepareStatus(streams, ticket, c.status());
        }
    }

    private static String solved(Streams streams) {
        return streams.settings().scheme().defaultOf(Phase.SOLVED).key();
    }

    /** What brings a changed ticket back; null where nothing changed. */
    static @Nullable Change inverse(Change change, Ticket.Opened before, Ticket.Opened after) {
        if (before.version() == after.version()) {
            return null;
        }
        return switch (change) {
            case Change.Complete _, Change.Reopen _, Change.SetStatus _, Change.GoBack _ ->
                new Change.GoBack(before.phase(), before.status());
            case Change.Snooze _, Change.Wake _ ->
                before.facts()
                        .aside()
                        .snooze()
                        .<Change>map(snooze -> new Change.Snooze(snooze.until(), snooze.wakeOnCustomerMessage()))
                        .orElseGet(Change.Wake::new);
            case Change.Archive _ -> new Change.Restore();
            case Change.Restore _ -> new Change.Archive();
            case Change.Assign _ ->
                new Change.Assign(
                        before.facts()
                                .holder()
                                .operator()
                                .map(OperatorId::value)
                                .orElse(null),
                        before.facts().holder().team().map(TeamId::value).orElse(null));
            case Change.Tag _ -> new Change.Tag(more(before, after), more(after, before));
            case Change.Erasing _ -> null;
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
