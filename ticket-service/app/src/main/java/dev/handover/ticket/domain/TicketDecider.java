package dev.handover.ticket.domain;

import dev.handover.ticket.domain.Ticket.Opened;
import dev.handover.ticket.domain.Ticket.Unopened;
import dev.handover.ticket.domain.TicketCommand.AddIncoming;
import dev.handover.ticket.domain.TicketCommand.AddNote;
import dev.handover.ticket.domain.TicketCommand.Assign;
import dev.handover.ticket.domain.TicketCommand.FollowDecision;
import dev.handover.ticket.domain.TicketCommand.OpenTicket;
import dev.handover.ticket.domain.TicketCommand.Reply;
import dev.handover.ticket.domain.TicketCommand.SetPriority;
import dev.handover.ticket.domain.TicketCommand.SetStatus;
import dev.handover.ticket.domain.TicketCommand.SetTags;
import dev.handover.ticket.domain.TicketEvent.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what follows from a command on a ticket; pure. */
public final class TicketDecider {
    private TicketDecider() {}

    /** What follows from the command, on this ticket, in a workspace with this scheme, now. */
    public static Decision<TicketEvent> decide(TicketCommand command, Ticket ticket, StatusScheme scheme, Instant now) {
        return switch (ticket) {
            case Unopened _ ->
                switch (command) {
                    case OpenTicket open -> open(open, scheme, now);
                    case AddIncoming _,
                            Reply _,
                            AddNote _,
                            Assign _,
                            FollowDecision _,
                            SetStatus _,
                            SetPriority _,
                            SetTags _ -> Decision.reject(new Rejection.NoSuchTicket(command.ticketId()));
                };
            case Opened opened ->
                switch (command) {
                    case OpenTicket _ -> Decision.reject(new Rejection.TicketExists(command.ticketId()));
                    case AddIncoming c -> incoming(c, opened, scheme, now);
                    case Reply c -> reply(c, opened, scheme, now);
                    case AddNote c ->
                        Decision.accept(new TicketEvent.NoteAdded(
                                c.ticketId(), c.noteId(), c.text(), c.mentions(), c.by(), now));
                    case Assign c -> assign(c, opened, scheme, now);
                    case FollowDecision c -> follow(c, opened, now);
                    case SetStatus c -> setStatus(c, opened, scheme, now);
                    case SetPriority c ->
                        c.priority() == opened.facts().priority()
                                ? Decision.acceptNothing()
                                : Decision.accept(new TicketEvent.PriorityChanged(
                                        c.ticketId(), opened.facts().priority(), c.priority(), c.by(), now));
                    case SetTags c -> setTags(c, opened, now);
                };
        };
    }

    private static Decision<TicketEvent> open(OpenTicket c, StatusScheme scheme, Instant now) {
        List<TicketEvent> events = new ArrayList<>();
        boolean pickedUp = c.assignee().filter(c.by()::is).isPresent();
        events.add(new TicketEvent.TicketOpened(
                c.ticketId(),
                c.workspace(),
                c.number(),
                c.source(),
                c.subject(),
                c.description(),
                c.channel(),
                c.requester().orElse(null),
                c.priority(),
                scheme.defaultOf(Phase.NEW).key(),
                Phase.NEW,
                List.copyOf(c.tags()),
                null,
                c.team().orElse(null),
                c.assignee().isEmpty(),
                c.followUpOf().orElse(null),
                c.by(),
                now));
        c.conversation()
                .ifPresent(conversation ->
                        events.add(new TicketEvent.ConversationLinked(c.ticketId(), conversation, true, now)));
        c.assignee()
                .ifPresent(operator -> events.add(new TicketEvent.TicketAssigned(
                        c.ticketId(), operator, c.team().orElse(null), null, c.by(), now)));
        if (pickedUp) {
            events.add(move(
                    c.ticketId(),
                    scheme.defaultOf(Phase.NEW).key(),
                    Phase.NEW,
                    scheme.defaultOf(Phase.WAITING_ON_TEAM),
                    Phase.WAITING_ON_TEAM,
                    Cause.PICKED_UP,
                    c.by(),
                    now));
        }
        return new Decision.Accepted<>(events);
    }

    private static Decision<TicketEvent> incoming(AddIncoming c, Opened ticket, StatusScheme scheme, Instant now) {
        List<TicketEvent> events = new ArrayList<>();
        linkIfNew(ticket, c.conversationId(), events, now);
        events.add(new TicketEvent.MessageAdded(
                c.ticketId(),
                c.conversationId(),
                c.messageId(),
                c.conversationVersion(),
                c.author(),
                c.automatic(),
                c.preview(),
                now));
        if (!c.automatic().isAutomatic()) {
            switch (ticket.phase()) {
                case NEW, WAITING_ON_TEAM -> {}
                case WAITING_ON_CUSTOMER, ON_HOLD, SOLVED ->
                    events.add(moved(ticket, scheme, Phase.WAITING_ON_TEAM, Cause.CUSTOMER_MESSAGE, c.author(), now));
                case CLOSED -> {
                    return Decision.reject(new Rejection.TicketIsClosed(
                            c.ticketId(), ticket.facts().number()));
                }
            }
        }
        return new Decision.Accepted<>(events);
    }

    private static Decision<TicketEvent> reply(Reply c, Opened ticket, StatusScheme scheme, Instant now) {
        if (ticket.phase() == Phase.CLOSED) {
            return Decision.reject(
                    new Rejection.TicketIsClosed(c.ticketId(), ticket.facts().number()));
        }
        if (c.seenVersion().isPresent() && !c.force()) {
            long seen = c.seenVersion().get();
            List<Ticket.Visible> since = ticket.facts().visible().stream()
                    .filter(message -> message.version() > seen)
                    .toList();
            if (!since.isEmpty()) {
                return Decision.reject(new Rejection.AnsweredPast(seen, ticket.version(), since));
            }
        }
        List<TicketEvent> events = new ArrayList<>();
        linkIfNew(ticket, c.conversationId(), events, now);
        events.add(new TicketEvent.MessageAdded(
                c.ticketId(),
                c.conversationId(),
                c.messageId(),
                c.conversationVersion(),
                c.by(),
                Automatic.NONE,
                c.preview(),
                now));
        if (c.status().isPresent()) {
            Optional<StatusScheme.Status> wanted = scheme.status(c.status().get());
            if (wanted.isEmpty()) {
                return Decision.reject(new Rejection.UnknownStatus(c.status().get(), scheme.keys()));
            }
            if (!wanted.get().key().equals(ticket.status())) {
                events.add(move(ticket, wanted.get(), wanted.get().phase(), Cause.OPERATOR_REPLY, c.by(), now));
            }
        } else if (ticket.phase() == Phase.NEW
                || ticket.phase() == Phase.WAITING_ON_TEAM
                || ticket.phase() == Phase.ON_HOLD) {
            events.add(moved(ticket, scheme, Phase.WAITING_ON_CUSTOMER, Cause.OPERATOR_REPLY, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }

    private static Decision<TicketEvent> assign(Assign c, Opened ticket, StatusScheme scheme, Instant now) {
        List<TicketEvent> events = new ArrayList<>();
        boolean asWanted = ticket.facts().operator().equals(c.operator())
                && ticket.facts().team().equals(c.team());
        if (!asWanted) {
            events.add(
                    c.operator().isEmpty() && c.team().isEmpty()
                            ? new TicketEvent.TicketUnassigned(c.ticketId(), c.by(), now)
                            : new TicketEvent.TicketAssigned(
                                    c.ticketId(),
                                    c.operator().orElse(null),
                                    c.team().orElse(null),
                                    null,
                                    c.by(),
                                    now));
        }
        if (ticket.phase() == Phase.NEW && c.operator().filter(c.by()::is).isPresent()) {
            events.add(moved(ticket, scheme, Phase.WAITING_ON_TEAM, Cause.PICKED_UP, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }

    private static Decision<TicketEvent> follow(FollowDecision c, Opened ticket, Instant now) {
        if (ticket.facts().decisions().contains(c.decisionId())) {
            return Decision.acceptNothing();
        }
        if (!ticket.phase().active()) {
            return Decision.accept(
                    new TicketEvent.AssignmentDeclined(c.ticketId(), c.decisionId(), "no_longer_active", now));
        }
        Optional<OperatorId> has = ticket.facts().operator();
        if (has.isPresent() && !has.equals(c.replaces())) {
            return Decision.accept(
                    new TicketEvent.AssignmentDeclined(c.ticketId(), c.decisionId(), "already_assigned", now));
        }
        if (ticket.facts().team().isPresent() && !ticket.facts().team().get().equals(c.team())) {
            return Decision.accept(
                    new TicketEvent.AssignmentDeclined(c.ticketId(), c.decisionId(), "team_changed", now));
        }
        return Decision.accept(new TicketEvent.TicketAssigned(
                c.ticketId(), c.operator(), c.team(), c.decisionId(), Actor.SYSTEM, now));
    }

    private static Decision<TicketEvent> setStatus(SetStatus c, Opened ticket, StatusScheme scheme, Instant now) {
        Optional<StatusScheme.Status> wanted = scheme.status(c.status());
        if (wanted.isEmpty()) {
            return Decision.reject(new Rejection.UnknownStatus(c.status(), scheme.keys()));
        }
        if (wanted.get().key().equals(ticket.status())) {
            return Decision.acceptNothing();
        }
        return Decision.accept(move(ticket, wanted.get(), wanted.get().phase(), Cause.BY_HAND, c.by(), now));
    }

    private static Decision<TicketEvent> setTags(SetTags c, Opened ticket, Instant now) {
        List<String> added = c.tags().stream()
                .distinct()
                .filter(tag -> !ticket.facts().tags().contains(tag))
                .toList();
        List<String> removed = ticket.facts().tags().stream()
                .filter(tag -> !c.tags().contains(tag))
                .toList();
        List<TicketEvent> events = new ArrayList<>();
        if (!added.isEmpty()) {
            events.add(new TicketEvent.TicketTagged(c.ticketId(), added, c.by(), now));
        }
        if (!removed.isEmpty()) {
            events.add(new TicketEvent.TicketUntagged(c.ticketId(), removed, c.by(), now));
        }
        return new Decision.Accepted<>(events);
    }

    private static void linkIfNew(Opened ticket, ConversationId conversation, List<TicketEvent> events, Instant now) {
        if (!ticket.facts().conversations().contains(conversation)) {
            boolean first = ticket.facts().conversations().isEmpty();
            events.add(new TicketEvent.ConversationLinked(ticket.facts().id(), conversation, first, now));
        }
    }

    private static TicketEvent moved(
            Opened ticket, StatusScheme scheme, Phase phase, Cause cause, Actor by, Instant now) {
        return move(ticket, scheme.defaultOf(phase), phase, cause, by, now);
    }

    private static TicketEvent move(
            Opened ticket, StatusScheme.Status status, Phase phase, Cause cause, Actor by, Instant now) {
        return move(ticket.facts().id(), ticket.status(), ticket.phase(), status, phase, cause, by, now);
    }

    private static TicketEvent move(
            TicketId id,
            String fromStatus,
            Phase fromPhase,
            StatusScheme.Status status,
            Phase phase,
            Cause cause,
            Actor by,
            Instant now) {
        return new TicketEvent.StatusChanged(id, fromStatus, fromPhase, status.key(), phase, cause, by, now);
    }
}
