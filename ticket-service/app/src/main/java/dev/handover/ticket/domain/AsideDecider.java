package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.TicketCommand.AddIncoming;
import dev.handover.ticket.domain.TicketCommand.Archive;
import dev.handover.ticket.domain.TicketCommand.Escalate;
import dev.handover.ticket.domain.TicketCommand.Restore;
import dev.handover.ticket.domain.TicketCommand.Snooze;
import dev.handover.ticket.domain.TicketCommand.Unmerge;
import dev.handover.ticket.domain.TicketCommand.Wake;
import dev.handover.ticket.domain.TicketEvent.RestoreCause;
import dev.handover.ticket.domain.TicketEvent.StatusChanged;
import dev.handover.ticket.domain.TicketEvent.TicketRestored;
import dev.handover.ticket.domain.TicketEvent.TicketWoken;
import dev.handover.ticket.domain.TicketEvent.WakeCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What puts tickets aside, and what brings them back. */
final class AsideDecider {
    /** How far ahead a ticket is snoozed at most. */
    static final Duration LONGEST = Duration.ofDays(366);

    private AsideDecider() {}

    static Decision<TicketEvent> snooze(Snooze c, Opened ticket, Instant now) {
        if (!ticket.phase().active()) {
            return Decision.reject(
                    new Rejection.TicketIsNotActive(c.ticketId(), ticket.facts().number()));
        }
        if (!c.until().isAfter(now) || c.until().isAfter(now.plus(LONGEST))) {
            return Decision.reject(new Rejection.NoTimeToSnoozeUntil(c.until(), LONGEST));
        }
        Aside.Snooze wanted = new Aside.Snooze(c.until(), c.wakeOnCustomerMessage());
        return ticket.facts().aside().snooze().filter(wanted::equals).isPresent()
                ? Decision.acceptNothing()
                : Decision.accept(
                        new TicketEvent.TicketSnoozed(c.ticketId(), c.until(), c.wakeOnCustomerMessage(), c.by(), now));
    }

    /** By its time only where that has come: who wakes it may be late, or have heard of a time that was changed since. */
    static Decision<TicketEvent> wake(Wake c, Opened ticket, Instant now) {
        Optional<Aside.Snooze> snooze = ticket.facts().aside().snooze();
        boolean early = c.cause() == WakeCause.TIME
                && snooze.filter(known -> known.until().isAfter(now)).isPresent();
        return snooze.isEmpty() || early
                ? Decision.acceptNothing()
                : Decision.accept(new TicketWoken(c.ticketId(), c.cause(), c.by(), now));
    }

    static Decision<TicketEvent> archive(Archive c, Opened ticket, Instant now) {
        return ticket.facts().aside().archived()
                ? Decision.acceptNothing()
                : Decision.accept(new TicketEvent.TicketArchived(c.ticketId(), c.by(), now));
    }

    static Decision<TicketEvent> restore(Restore c, Opened ticket, Instant now) {
        return ticket.facts().aside().archived()
                ? Decision.accept(new TicketRestored(c.ticketId(), RestoreCause.BY_HAND, c.by(), now))
                : Decision.acceptNothing();
    }

    /** What was decided; a status that archives puts the ticket aside, and leaving it for another end brings it back. */
    static Decision<TicketEvent> filed(
            TicketCommand command, Opened ticket, Decision<TicketEvent> decision, StatusScheme scheme, Instant now) {
        if (!(decision instanceof Decision.Accepted<TicketEvent> accepted)) {
            return decision;
        }
        Optional<StatusChanged> ended = changes(accepted.events(), false);
        boolean archived = ticket.facts().aside().archived();
        if (ended.isEmpty()
                || goesBackToTheArchive(command, ticket)
                || archived == archives(scheme, ended.get().status())) {
            return decision;
        }
        if (archived && !archives(scheme, ticket.status())) {
            return decision; // a person archived it
        }
        List<TicketEvent> events = new ArrayList<>(accepted.events());
        events.add(
                archived
                        ? new TicketRestored(
                                ticket.facts().id(),
                                RestoreCause.BY_HAND,
                                ended.get().by(),
                                now)
                        : new TicketEvent.TicketArchived(
                                ticket.facts().id(), ended.get().by(), now));
        return new Decision.Accepted<>(events);
    }

    /** Undoing a merge leaves a ticket in the archive that was there before it. */
    private static boolean goesBackToTheArchive(TicketCommand command, Opened ticket) {
        return command instanceof Unmerge
                && ticket.facts()
                        .kin()
                        .merged()
                        .filter(merge -> merge.aside().archived())
                        .isPresent();
    }

    private static boolean archives(StatusScheme scheme, String status) {
        return scheme.status(status).filter(StatusScheme.Status::archives).isPresent();
    }

    /** What was decided, and what it does to a ticket that is put aside. */
    static Decision<TicketEvent> following(
            TicketCommand command, Opened ticket, Decision<TicketEvent> decision, Instant now) {
        if (ticket.facts().aside().equals(Aside.NOT)
                || !(decision instanceof Decision.Accepted<TicketEvent> accepted)) {
            return decision;
        }
        List<TicketEvent> events = new ArrayList<>(accepted.events());
        woken(command, ticket, accepted.events(), now).ifPresent(events::add);
        restored(command, ticket, accepted.events(), now).ifPresent(events::add);
        return new Decision.Accepted<>(events);
    }

    private static Optional<TicketEvent> woken(
            TicketCommand command, Opened ticket, List<TicketEvent> events, Instant now) {
        Optional<Aside.Snooze> snooze = ticket.facts().aside().snooze();
        if (snooze.isEmpty()) {
            return Optional.empty();
        }
        Optional<StatusChanged> ended = changes(events, false);
        if (ended.isPresent()) {
            return Optional.of(new TicketWoken(
                    command.ticketId(), WakeCause.ENDED, ended.get().by(), now));
        }
        return snooze.filter(Aside.Snooze::wakeOnCustomerMessage)
                .flatMap(_ -> customer(command, ticket))
                .map(by -> new TicketWoken(command.ticketId(), WakeCause.CUSTOMER_MESSAGE, by, now));
    }

    private static Optional<TicketEvent> restored(
            TicketCommand command, Opened ticket, List<TicketEvent> events, Instant now) {
        if (!ticket.facts().aside().archived() || goesBackToTheArchive(command, ticket)) {
            return Optional.empty();
        }
        Optional<Actor> customer = customer(command, ticket);
        if (customer.isPresent()) {
            return Optional.of(
                    new TicketRestored(command.ticketId(), RestoreCause.CUSTOMER_MESSAGE, customer.get(), now));
        }
        return changes(events, true)
                .filter(change -> !change.fromPhase().active())
                .map(change -> new TicketRestored(command.ticketId(), RestoreCause.REOPENED, change.by(), now));
    }

    /** Who wants something of the team: a customer who writes, or for whom an agent escalates. */
    private static Optional<Actor> customer(TicketCommand command, Opened ticket) {
        return switch (command) {
            case AddIncoming c
            when !c.automatic().isAutomatic()
                    && (!c.aiAnswers() || ticket.phase().active()) -> Optional.of(c.author());
            case Escalate c -> Optional.of(c.by());
            case TicketCommand _ -> Optional.empty();
        };
    }

    private static Optional<StatusChanged> changes(List<TicketEvent> events, boolean toActive) {
        return events.stream()
                .filter(StatusChanged.class::isInstance)
                .map(StatusChanged.class::cast)
                .filter(change -> change.phase().active() == toActive)
                .findFirst();
    }
}
