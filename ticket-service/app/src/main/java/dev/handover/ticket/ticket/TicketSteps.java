package dev.handover.ticket.ticket;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.NoteId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.RequesterEvent;
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
        String address = email == null ? null : email.toLowerCase(Locale.ROOT);
        if (address != null) {
            Optional<Recipient> known = streams.lookUps().requesterByEmail(streams.workspace(), address);
            if (known.isPresent()) {
                return known.get();
            }
        }
        Recipient requester = new Recipient(newId, name, address);
        streams.lookUps().addRequester(streams.workspace(), requester);
        streams.register(new RequesterEvent.RequesterRegistered(
                newId,
                streams.workspace(),
                name,
                address == null ? List.of() : List.of(ChannelIdentity.email(address)),
                streams.now()));
        return requester;
    }

    /**
     * A reply to send.
     *
     * @param newConversation made up for it, taken where the ticket has none
     */
    public record NewReply(
            TicketId ticket,
            MessageId message,
            ConversationId newConversation,
            String text,
            @Nullable String html,
            Optional<Long> seenVersion,
            Optional<String> status,
            boolean force,
            Actor by) {}

    /** Answers the requester and moves the status, in one step; begins a conversation where the ticket has none. */
    public Ticket.Opened reply(Streams streams, NewReply reply) {
        Optional<ConversationId> linked = conversationOf(streams, reply.ticket());
        ConversationId conversation = linked.orElse(reply.newConversation());
        if (linked.isEmpty()) {
            streams.begin(conversation);
        }
        streams.conversation(conversation);
        Ticket.Opened ticket = streams.opened(reply.ticket());
        if (linked.isEmpty() && !ticket.facts().talk().conversations().isEmpty()) {
            throw streams.overtaken(); // somebody has just begun one
        }
        if (linked.isEmpty()) {
            streams.take(new ConversationCommand.Start(
                    conversation,
                    streams.workspace(),
                    ticket.facts().requester(),
                    EMAIL,
                    Optional.empty(),
                    ticket.facts().subject()));
            streams.lookUps()
                    .link(
                            streams.workspace(),
                            conversation,
                            reply.ticket(),
                            ticket.phase().active());
        }
        long conversationVersion = streams.take(new ConversationCommand.Answer(
                conversation,
                reply.message(),
                reply.ticket(),
                ticket.facts().number(),
                ticket.facts().subject(),
                reply.by(),
                reply.text(),
                reply.html()));
        streams.lookUps().addMessage(streams.workspace(), reply.message(), conversation, null);
        return settle(
                streams,
                ticket,
                streams.take(new TicketCommand.Reply(
                        reply.ticket(),
                        conversation,
                        reply.message(),
                        conversationVersion,
                        Previews.of(reply.text()),
                        reply.seenVersion(),
                        reply.status(),
                        reply.force(),
                        reply.by())));
    }

    /** The conversation is taken before the ticket, so which one it is must be known without taking the ticket. */
    private static Optional<ConversationId> conversationOf(Streams streams, TicketId ticket) {
        return streams.remembered(ticket)
                .map(known -> known.facts().talk().conversations().stream().findFirst())
                .orElseGet(() -> streams.lookUps().primaryConversationOf(ticket));
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

    /** Sets a status by hand. */
    public Ticket.Opened setStatus(Streams streams, TicketId ticket, String status, Actor by) {
        Ticket.Opened before = streams.opened(ticket);
        return settle(streams, before, streams.take(new TicketCommand.SetStatus(ticket, status, by)));
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
