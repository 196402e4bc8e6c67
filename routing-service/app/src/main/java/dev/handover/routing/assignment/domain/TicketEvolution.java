package dev.handover.routing.assignment.domain;

import dev.handover.routing.assignment.domain.Ticket.Holder;
import dev.handover.routing.assignment.domain.Ticket.Queue;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.RequesterJournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.WorkspaceJournalEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a ticket's events mean to routing. Total: every event of the journal is taken, most change nothing here. */
public final class TicketEvolution {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private TicketEvolution() {}

    /** A ticket of which nothing is known but that it exists. */
    public static Ticket unknown(String ticketId, String workspace, Instant at) {
        return new Ticket(ticketId, workspace, 0, at, 3, Phase.NEW, false, Holder.NOBODY, Queue.OUT, 0, 0);
    }

    /** The ticket after the event; its version is not touched. */
    public static Ticket evolve(Ticket ticket, JournalEvent event) {
        return switch (event) {
            case TicketJournalEvent.TicketOpened opened -> opened(ticket, opened);
            case TicketJournalEvent.TicketAssigned assigned -> assigned(ticket, assigned);
            case TicketJournalEvent.TicketUnassigned _ ->
                ticket.with(ticket.holder().withOperator(Optional.empty())).with(Queue.IN);
            case TicketJournalEvent.TicketAssignmentDeclined declined -> declined(ticket, declined);
            case TicketJournalEvent.TicketStatusChanged changed -> moved(ticket, changed.phase());
            case TicketJournalEvent.TicketErased _ -> moved(ticket, Phase.CLOSED);
            case TicketJournalEvent.TicketPriorityChanged changed -> ticket.withPriority(changed.to());
            case TicketJournalEvent.TicketSnoozed _ -> ticket.snoozed(true);
            case TicketJournalEvent.TicketWoken _ -> ticket.snoozed(false);
            case TicketJournalEvent.TicketConversationLinked _,
                    TicketJournalEvent.TicketMessagesErased _,
                    TicketJournalEvent.TicketTagged _,
                    TicketJournalEvent.TicketUntagged _,
                    TicketJournalEvent.TicketMessageAdded _,
                    TicketJournalEvent.TicketNoteAdded _,
                    TicketJournalEvent.TicketMergedInto _,
                    TicketJournalEvent.TicketAbsorbed _,
                    TicketJournalEvent.TicketUnmerged _,
                    TicketJournalEvent.TicketGaveBack _,
                    TicketJournalEvent.TicketSplitFrom _,
                    TicketJournalEvent.TicketSplitOff _,
                    TicketJournalEvent.TicketMessageMovedOff _,
                    TicketJournalEvent.TicketEscalated _,
                    TicketJournalEvent.TicketNoteEdited _,
                    TicketJournalEvent.TicketDescribed _,
                    TicketJournalEvent.TicketClassified _,
                    TicketJournalEvent.TicketRecordLinked _,
                    TicketJournalEvent.TicketRecordUnlinked _,
                    TicketJournalEvent.TicketExternalSynced _,
                    TicketJournalEvent.TicketConversationUnlinked _,
                    TicketJournalEvent.TicketArchived _,
                    TicketJournalEvent.TicketRestored _,
                    WorkspaceJournalEvent _,
                    RequesterJournalEvent _,
                    ConversationJournalEvent _ -> ticket;
        };
    }

    /** Whether the ticket's decision under way is the one named. */
    public static boolean isPending(Ticket ticket, Optional<String> decisionId) {
        return decisionId.isPresent()
                && ticket.holder().pending().map(Ticket.Pending::decisionId).equals(decisionId);
    }

    private static Ticket opened(Ticket ticket, TicketJournalEvent.TicketOpened opened) {
        return new Ticket(
                ticket.id(),
                ticket.workspace(),
                opened.number(),
                opened.occurredAt(),
                opened.priority(),
                opened.phase(),
                false,
                Holder.NOBODY.withTeam(Optional.ofNullable(opened.teamId())),
                opened.routable() ? Queue.IN : Queue.OUT,
                ticket.version(),
                ticket.published());
    }

    private static Ticket assigned(Ticket ticket, TicketJournalEvent.TicketAssigned assigned) {
        Optional<Ticket.Pending> pending = isPending(ticket, Optional.ofNullable(assigned.decisionId()))
                ? Optional.empty()
                : ticket.holder().pending();
        Optional<String> operator = Optional.ofNullable(assigned.operatorId());
        return ticket.with(new Holder(Optional.ofNullable(assigned.teamId()), operator, pending))
                .with(operator.isPresent() ? Queue.OUT : Queue.IN);
    }

    private static Ticket declined(Ticket ticket, TicketJournalEvent.TicketAssignmentDeclined declined) {
        if (!isPending(ticket, Optional.of(declined.decisionId()))) {
            return ticket;
        }
        Ticket free = ticket.with(ticket.holder().withPending(Optional.empty()));
        if (!ticket.queue().joined()) {
            return free;
        }
        int declines = ticket.queue().declines() + 1;
        return free.with(new Queue(true, Optional.empty(), declines, retryAt(declines, declined.occurredAt())));
    }

    /** The first decline is decided again at once; from the second on with growing pauses. */
    private static Optional<Instant> retryAt(int declines, Instant at) {
        if (declines < 2) {
            return Optional.empty();
        }
        Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(declines - 2, 20));
        return Optional.of(at.plus(pause.compareTo(LONGEST_RETRY) < 0 ? pause : LONGEST_RETRY));
    }

    private static Ticket moved(Ticket ticket, Phase phase) {
        Ticket moved = ticket.with(phase);
        if (ticket.phase().active() == phase.active()) {
            return moved;
        }
        return moved.with(phase.active() ? Queue.IN : Queue.OUT);
    }
}
