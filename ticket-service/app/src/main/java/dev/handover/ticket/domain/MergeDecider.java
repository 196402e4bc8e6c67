package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.Absorb;
import dev.handover.ticket.domain.TicketCommand.GiveBack;
import dev.handover.ticket.domain.TicketCommand.MergeInto;
import dev.handover.ticket.domain.TicketCommand.OpenFromSplit;
import dev.handover.ticket.domain.TicketCommand.SplitOff;
import dev.handover.ticket.domain.TicketCommand.Unmerge;
import dev.handover.ticket.domain.TicketEvent.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How tickets become one, and two again. */
final class MergeDecider {
    private MergeDecider() {}

    /** Why nobody's turn on the ticket can change: it goes on in another one. */
    static Optional<Rejection> merged(Opened ticket) {
        return ticket.facts()
                .kin()
                .merged()
                .map(merge -> new Rejection.TicketIsMerged(
                        ticket.facts().id(), ticket.facts().number(), merge.into(), merge.intoNumber()));
    }

    static Decision<TicketEvent> mergeInto(MergeInto c, Opened ticket, Settings settings, Instant now) {
        if (c.into().equals(c.ticketId())) {
            return Decision.reject(new Rejection.MergedIntoItself(c.ticketId()));
        }
        List<TicketEvent> events = new ArrayList<>();
        events.add(new TicketEvent.MergedInto(c.ticketId(), c.into(), c.intoNumber(), c.by(), now));
        if (ticket.phase() != Phase.CLOSED) {
            events.add(Moves.moved(ticket, settings.scheme(), Phase.CLOSED, Cause.MERGED, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }

    static Decision<TicketEvent> absorb(Absorb c, Opened ticket, Instant now) {
        if (ticket.phase() == Phase.CLOSED) {
            return Decision.reject(
                    new Rejection.TicketIsClosed(c.ticketId(), ticket.facts().number()));
        }
        List<ConversationId> coming = new ArrayList<>(c.conversations());
        coming.removeAll(ticket.facts().talk().conversations());
        return Decision.accept(
                new TicketEvent.Absorbed(c.ticketId(), c.source(), c.sourceNumber(), List.copyOf(coming), c.by(), now));
    }

    static Decision<TicketEvent> unmerge(Unmerge c, Opened ticket, Settings settings, Instant now) {
        Optional<Ticket.Merge> merge = ticket.facts().kin().merged();
        if (merge.isEmpty()) {
            return Decision.reject(
                    new Rejection.TicketIsNotMerged(c.ticketId(), ticket.facts().number()));
        }
        List<TicketEvent> events = new ArrayList<>();
        events.add(new TicketEvent.Unmerged(
                c.ticketId(), merge.get().into(), merge.get().intoNumber(), c.by(), now));
        if (merge.get().phase() != ticket.phase()) {
            events.add(Moves.back(ticket, settings.scheme(), merge.get(), c.by(), now));
        }
        merge.get()
                .aside()
                .snooze()
                .filter(snooze -> snooze.until().isAfter(now))
                .map(snooze -> new TicketEvent.TicketSnoozed(
                        c.ticketId(), snooze.until(), snooze.wakeOnCustomerMessage(), c.by(), now))
                .ifPresent(events::add);
        return new Decision.Accepted<>(events);
    }

    static Decision<TicketEvent> giveBack(GiveBack c, Opened ticket, Instant now) {
        List<ConversationId> leaving = ticket.facts().kin().absorbed().get(c.source());
        return leaving == null
                ? Decision.acceptNothing()
                : Decision.accept(
                        new TicketEvent.GaveBack(c.ticketId(), c.source(), c.sourceNumber(), leaving, c.by(), now));
    }

    static Decision<TicketEvent> splitOff(SplitOff c, Instant now) {
        return Decision.accept(
                new TicketEvent.SplitOff(c.ticketId(), c.into(), c.intoNumber(), c.messages(), c.by(), now));
    }

    static Decision<TicketEvent> openFromSplit(OpenFromSplit c, Settings settings, Instant now) {
        List<TicketEvent> events = new ArrayList<>(OpeningDecider.events(c.open(), settings, now));
        events.add(new TicketEvent.SplitFrom(
                c.ticketId(), c.from(), c.fromNumber(), c.open().by(), now));
        for (TicketEvent.MessageAdded m : c.messages()) {
            events.add(new TicketEvent.MessageAdded(
                    c.ticketId(),
                    m.conversationId(),
                    m.messageId(),
                    m.conversationVersion(),
                    m.author(),
                    m.automatic(),
                    m.preview(),
                    m.at()));
        }
        return new Decision.Accepted<>(events);
    }
}
