package dev.handover.ticket.ticket;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.Streams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is done to two tickets at once: merged, unmerged, split, followed up; each method runs inside a step. */
public final class RelationSteps {
    private final TicketSteps tickets;

    public RelationSteps(TicketSteps tickets) {
        this.tickets = tickets;
    }

    /**
     * Lets a ticket go on in another one, with its conversations; the merged ticket after it. Refused where one of them
     * has a third ticket that is active.
     */
    public Ticket.Opened merge(Streams streams, TicketId source, TicketId into, Actor by) {
        inOrder(streams, source, into);
        Ticket.Opened before = streams.opened(source);
        if (!(streams.ticket(into) instanceof Ticket.Opened target)) {
            throw new RejectedException(new Rejection.NamesNoTicket("into", into));
        }
        Ticket.Opened merged = streams.take(
                new TicketCommand.MergeInto(source, into, target.facts().number(), by));
        List<ConversationId> conversations = before.facts().talk().conversations();
        if (target.phase().active()) {
            conversations.forEach(conversation -> streams.lookUps().refuseActive(conversation, source, into));
        }
        streams.take(new TicketCommand.Absorb(into, source, before.facts().number(), conversations, by));
        streams.lookUps()
                .handOver(
                        streams.workspace(),
                        conversations,
                        source,
                        into,
                        target.phase().active());
        streams.lookUps().setMergedInto(source, into);
        return merged;
    }

    /** Undoes a merge; what was said since stays with the other ticket. */
    public Ticket.Opened unmerge(Streams streams, TicketId source, Actor by) {
        Optional<Ticket.Merge> merge = streams.opened(source).facts().kin().merged();
        merge.ifPresent(standing -> inOrder(streams, source, standing.into()));
        Ticket.Opened after = streams.take(new TicketCommand.Unmerge(source, by));
        TicketId into = merge.orElseThrow().into();
        if (streams.ticket(into) instanceof Ticket.Opened target) { // else it is erased, and has nothing to give back
            List<ConversationId> leaving = target.facts().kin().absorbed().getOrDefault(source, List.of());
            streams.take(new TicketCommand.GiveBack(into, source, after.facts().number(), by));
            streams.lookUps().unlink(leaving, into);
        }
        streams.lookUps().setMergedInto(source, null);
        if (after.phase().active()) {
            streams.lookUps().setActive(source, true);
        }
        return after;
    }

    /**
     * Messages to begin another ticket with.
     *
     * @param into made up for it
     */
    public record Split(
            TicketId from,
            TicketId into,
            List<MessageId> messages,
            Optional<String> subject,
            Optional<String> description,
            Actor by) {}

    /** Opens a ticket with messages of another one, which keeps them in its past; the new ticket. */
    public Ticket.Opened split(Streams streams, Split split) {
        Ticket.Opened from = streams.opened(split.from());
        List<TicketEvent.MessageAdded> messages = messages(streams.history(split.from()), split.messages());
        streams.begin(split.into());
        Ticket.Opened opened = streams.take(new TicketCommand.OpenFromSplit(
                new TicketCommand.OpenTicket(
                        split.into(),
                        streams.workspace(),
                        streams.lookUps()
                                .nextNumber(
                                        streams.workspace(),
                                        split.into(),
                                        from.facts().requester()),
                        TicketEvent.Source.MANUAL,
                        split.subject().orElse(from.facts().subject()),
                        split.description().orElse(messages.getFirst().preview()),
                        tickets.channelOf(from),
                        from.facts().requester(),
                        from.facts().sorting().priority(),
                        List.copyOf(from.facts().sorting().tags()),
                        Optional.empty(),
                        from.facts().holder().team(),
                        Optional.empty(),
                        Optional.empty(),
                        split.by()),
                split.from(),
                from.facts().number(),
                messages));
        streams.take(new TicketCommand.SplitOff(
                split.from(), split.into(), opened.facts().number(), split.messages(), split.by()));
        return opened;
    }

    /** A ticket to go on with where a solved or closed one ended; on its conversation, if that is free. */
    public record FollowUp(
            TicketId of, TicketId id, Optional<String> subject, String description, int priority, Actor by) {}

    /** Opens a follow-up by hand; the new ticket. */
    public Ticket.Opened followUp(Streams streams, FollowUp wanted) {
        Ticket.Opened old = streams.opened(wanted.of());
        if (old.phase().active()) {
            throw new RejectedException(
                    new Rejection.TicketIsActive(wanted.of(), old.facts().number()));
        }
        Optional<ConversationId> conversation =
                old.facts().talk().conversations().stream().findFirst();
        conversation.ifPresent(streams.lookUps()::refuseActive);
        conversation.ifPresent(id -> streams.lookUps().link(streams.workspace(), id, wanted.id(), true));
        streams.begin(wanted.id());
        return streams.take(new TicketCommand.OpenTicket(
                wanted.id(),
                streams.workspace(),
                streams.lookUps()
                        .nextNumber(
                                streams.workspace(), wanted.id(), old.facts().requester()),
                TicketEvent.Source.FOLLOW_UP,
                wanted.subject().orElse(old.facts().subject()),
                wanted.description(),
                tickets.channelOf(old),
                old.facts().requester(),
                wanted.priority(),
                List.of(),
                Optional.empty(),
                old.facts().holder().team(),
                conversation,
                Optional.of(wanted.of()),
                wanted.by()));
    }

    /** The same in every step, so that two of them can't wait for each other in a circle. */
    private static void inOrder(Streams streams, TicketId one, TicketId other) {
        Stream.of(one, other).map(TicketId::value).sorted().map(TicketId::new).forEach(streams::ticket);
    }

    private static List<TicketEvent.MessageAdded> messages(List<TicketEvent> history, List<MessageId> wanted) {
        Map<MessageId, TicketEvent.MessageAdded> known = new LinkedHashMap<>();
        for (TicketEvent event : history) {
            if (event instanceof TicketEvent.MessageAdded message) {
                known.put(message.messageId(), message);
            }
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!known.containsKey(wanted.get(i))) {
                throw new RejectedException(new Rejection.NoSuchMessage(wanted.get(i), i));
            }
        }
        List<TicketEvent.MessageAdded> found = new ArrayList<>(known.values());
        found.removeIf(message -> !wanted.contains(message.messageId()));
        return found;
    }
}
