package dev.handover.ticket.ticket;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.NoteId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceEvent;
import dev.handover.ticket.step.Streams;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people and machines do to tickets through the API; each method runs inside a step. */
public final class TicketSteps {
    private static final String EMAIL = "email";
    private final RequesterSteps requesters = new RequesterSteps();

    /** Creates a workspace with default settings. */
    public void createWorkspace(Streams streams, String name) {
        streams.lookUps().addWorkspace(streams.workspace(), name);
        streams.create(new WorkspaceEvent.WorkspaceCreated(streams.workspace(), name, streams.now()));
    }

    /**
     * A ticket to open.
     *
     * @param id made up for it
     */
    public record NewTicket(
            TicketId id,
            TicketEvent.Source source,
            String subject,
            String description,
            int priority,
            Optional<RequesterId> newRequesterId,
            @Nullable String requesterName,
            @Nullable String requesterEmail,
            Optional<OperatorId> assignee,
            Optional<TeamId> team,
            List<String> tags,
            Actor by) {}

    /** Opens a ticket by hand or for a machine. */
    public Ticket.Opened open(Streams streams, NewTicket wanted) {
        Optional<Recipient> requester = wanted.newRequesterId()
                .map(id -> requester(streams, id, wanted.requesterName(), wanted.requesterEmail()));
        return open(streams, wanted, requester);
    }

    /** Opens a ticket for a requester who is known. */
    public Ticket.Opened open(Streams streams, NewTicket wanted, Optional<Recipient> requester) {
        streams.begin(wanted.id());
        return streams.take(new TicketCommand.OpenTicket(
                wanted.id(),
                streams.workspace(),
                streams.lookUps().nextNumber(streams.workspace(), wanted.id(), requester),
                wanted.source(),
                wanted.subject(),
                wanted.description(),
                requester.map(Recipient::email).isPresent()
                        ? EMAIL
                        : wanted.source().name().toLowerCase(Locale.ROOT),
                requester,
                wanted.priority(),
                wanted.tags(),
                wanted.assignee(),
                wanted.team(),
                Optional.empty(),
                Optional.empty(),
                wanted.by()));
    }

    /** The channel of a ticket that goes on from this one: the requester's. */
    String channelOf(Ticket.Opened ticket) {
        return ticket.facts().requester().map(Recipient::email).isPresent()
                ? EMAIL
                : TicketEvent.Source.MANUAL.name().toLowerCase(Locale.ROOT);
    }

    /** The requester with that address, registered under the new id where nobody has it yet. */
    public Recipient requester(Streams streams, RequesterId newId, @Nullable String name, @Nullable String email) {
        return requesters.byEmail(streams, newId, name, email);
    }

    /** Adds a private note. */
    public Ticket.Opened note(
            Streams streams, TicketId ticket, NoteId note, String text, List<OperatorId> mentions, Actor by) {
        return streams.take(new TicketCommand.AddNote(ticket, note, text, mentions, by));
    }

    /** Gives the ticket to an operator, to a team's queue, or to nobody. */
    public Ticket.Opened assign(
            Streams streams, TicketId ticket, Optional<OperatorId> operator, Optional<TeamId> team, Actor by) {
        Optional<TeamId> kept = operator.isPresent() && team.isEmpty()
                ? streams.opened(ticket).facts().holder().team()
                : team;
        return streams.take(new TicketCommand.Assign(ticket, operator, kept, by));
    }

    /** Sets a status by hand; the requester and the AI may hear that the ticket is solved. */
    public Ticket.Opened setStatus(Streams streams, TicketId ticket, String status, Actor by) {
        prepareStatus(streams, ticket, status);
        Ticket.Opened before = streams.opened(ticket);
        Ticket.Opened after = moved(streams, new TicketCommand.SetStatus(ticket, status, by));
        return Solving.follow(streams, Optional.empty(), before, after);
    }

    /** For steps that take the ticket before they set its status: takes what is to be taken before. */
    public void prepareStatus(Streams streams, TicketId ticket, String status) {
        Solving.prepare(streams, ticket, status);
    }

    /** A command on one ticket that may make it active, or end it. */
    public Ticket.Opened moved(Streams streams, TicketCommand command) {
        return settle(streams, streams.opened(command.ticketId()), streams.take(command));
    }

    /** Any other command on one ticket. */
    public Ticket.Opened take(Streams streams, TicketCommand command) {
        return streams.take(command);
    }

    /** Keeps the look-up of active tickets in step with a change of phase. */
    public Ticket.Opened settle(Streams streams, Ticket.Opened before, Ticket.Opened after) {
        if (before.phase().active() != after.phase().active()) {
            streams.lookUps().setActive(after.facts().id(), after.phase().active());
        }
        return after;
    }
}
