package dev.handover.ticket.conversation;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Automatic;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.Previews;
import dev.handover.ticket.ticket.TicketSteps;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What AI agents do in conversations; each method runs inside a step. */
public final class ConversationSteps {
    private final TicketSteps tickets;
    private final Joining joining;

    public ConversationSteps(TicketSteps tickets, Joining joining) {
        this.tickets = tickets;
        this.joining = joining;
    }

    /**
     * A conversation to begin.
     *
     * @param requesterId of a requester who is known; else name and email say who it is, as far as they do
     * @param newRequesterId made up, taken where nobody has that address yet
     */
    public record NewConversation(
            ConversationId id,
            Optional<RequesterId> requesterId,
            RequesterId newRequesterId,
            @Nullable String name,
            @Nullable String email,
            String channel,
            String subject,
            Actor agent) {}

    /** Begins a conversation in which the agent answers; its version. */
    public long start(Streams streams, NewConversation wanted) {
        streams.settings(); // refused where there is no such workspace
        streams.begin(wanted.id());
        streams.take(new ConversationCommand.Start(
                wanted.id(),
                streams.workspace(),
                requester(streams, wanted),
                wanted.channel(),
                Optional.empty(),
                wanted.subject()));
        return streams.take(new ConversationCommand.JoinAgent(wanted.id(), wanted.agent()));
    }

    private Optional<Recipient> requester(Streams streams, NewConversation wanted) {
        if (wanted.requesterId().isPresent()) {
            return Optional.of(streams.recipient(wanted.requesterId().get()));
        }
        return wanted.name() == null && wanted.email() == null
                ? Optional.empty()
                : Optional.of(tickets.requester(streams, wanted.newRequesterId(), wanted.name(), wanted.email()));
    }

    /** Any command on one conversation alone; its version after it. */
    public long take(Streams streams, ConversationCommand command) {
        return streams.take(command);
    }

    /**
     * Something to say.
     *
     * @param message made up for it
     */
    public record NewMessage(
            ConversationId conversation,
            MessageId message,
            String text,
            @Nullable String html,
            @Nullable String externalId,
            Actor by) {}

    /**
     * Where a message stands now.
     *
     * @param version the conversation's, with it
     * @param ticket that has it too, if one does
     */
    public record Posted(long version, Optional<TicketId> ticket) {}

    /** The AI says something; it stands on the conversation's ticket too, where it has one. */
    public Posted say(Streams streams, NewMessage said) {
        streams.started(said.conversation());
        Optional<Ticket.Opened> ticket = ticketOf(streams, said.conversation());
        long version = streams.take(new ConversationCommand.AnswerAsAgent(
                said.conversation(),
                said.message(),
                ticket.map(opened -> opened.facts().id()),
                ticket.map(opened -> opened.facts().number()),
                said.by(),
                said.text(),
                said.html()));
        streams.lookUps().addMessage(streams.workspace(), said.message(), said.conversation(), said.externalId());
        ticket.ifPresent(opened -> streams.take(new TicketCommand.AddOutgoing(
                opened.facts().id(),
                said.conversation(),
                said.message(),
                version,
                said.by(),
                Automatic.NONE,
                Previews.of(said.text()))));
        return new Posted(version, ticket.map(opened -> opened.facts().id()));
    }

    /** The agent passes on what the customer wrote on a channel of the agent's. */
    public Posted relay(Streams streams, NewMessage said) {
        Conversation.Started before = streams.started(said.conversation());
        Optional<Ticket.Opened> current = ticketOf(streams, said.conversation());
        Actor customer = new Actor(
                Actor.Kind.CUSTOMER,
                before.requester().map(known -> known.id().value()).orElse(null),
                before.requester().map(Recipient::name).orElse(null),
                before.requester().map(Recipient::email).orElse(null));
        long version =
                streams.take(new ConversationCommand.Relay(received(streams, before, said, customer), said.by()));
        streams.lookUps().addMessage(streams.workspace(), said.message(), said.conversation(), said.externalId());
        Conversation.Started now = streams.started(said.conversation());
        return new Posted(
                version,
                joining.join(
                        streams,
                        now,
                        new Joining.Arrived(
                                said.message(),
                                Subjects.of(now, said.text()),
                                said.text(),
                                said.text(),
                                Automatic.NONE,
                                customer,
                                streams.now(),
                                version),
                        current));
    }

    private static ConversationCommand.Receive received(
            Streams streams, Conversation.Started conversation, NewMessage said, Actor customer) {
        return new ConversationCommand.Receive(
                said.conversation(),
                said.message(),
                customer,
                conversation.origin().subject(),
                said.text(),
                said.html(),
                List.of(),
                List.of(),
                said.externalId(),
                List.of(),
                Automatic.NONE,
                List.of(),
                null,
                null,
                streams.now());
    }

    /** The ticket that the conversation belongs to: its active one, else its latest. */
    static Optional<Ticket.Opened> ticketOf(Streams streams, ConversationId conversation) {
        return streams.lookUps().ticketOf(conversation).map(streams::opened);
    }
}
