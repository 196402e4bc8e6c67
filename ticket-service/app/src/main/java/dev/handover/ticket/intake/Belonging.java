package dev.handover.ticket.intake;

import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.ticket.directory.Directory;
import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.ThreadedBy;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.LookUps;
import dev.handover.ticket.step.RequesterLookUps;
import dev.handover.ticket.step.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a message belongs, by what it refers to: never to anything of another workspace. */
final class Belonging {
    private final Directory directory;

    Belonging(Directory directory) {
        this.directory = directory;
    }

    /** The conversation and the ticket of a message, as far as there are any, and what led there. */
    record Place(Optional<ConversationId> conversation, Optional<TicketId> ticket, ThreadedBy by) {}

    private record Found<T>(T id, ThreadedBy by) {}

    /** Looks for our own messages and the thread's among its references, then for a ticket that it names. */
    Place of(Streams streams, InboundMessage message) {
        LookUps lookUps = streams.lookUps();
        Optional<Found<ConversationId>> referred = conversation(streams, message);
        if (referred.isPresent()) {
            ConversationId conversation = referred.get().id();
            Optional<TicketId> ticket = lookUps.ticketOf(conversation);
            return ticket.isPresent()
                    ? new Place(
                            Optional.of(conversation), ticket, referred.get().by())
                    : new Place(
                            Optional.of(conversation),
                            named(streams, message).map(Found::id),
                            referred.get().by());
        }
        return named(streams, message)
                .map(named -> new Place(lookUps.primaryConversationOf(named.id()), Optional.of(named.id()), named.by()))
                .orElse(new Place(Optional.empty(), Optional.empty(), ThreadedBy.NEW));
    }

    /** The operator who wrote it from an address of their own. */
    Optional<Directory.Person> colleague(WorkspaceKey workspace, InboundMessage message) {
        return message.senderAddress().isEmpty()
                ? Optional.empty()
                : directory.byEmail(workspace, message.senderAddress());
    }

    /** A message that a person moved is followed, unless one of ours is answered that came after it. */
    private static Optional<Found<ConversationId>> followed(Streams streams, InboundMessage message) {
        if (message.ownMessageIds().isEmpty()) {
            return Optional.empty();
        }
        List<String> ids = referred(message);
        return streams.lookUps()
                .moves()
                .lastMoved(streams.workspace(), ids)
                .filter(moved -> ids.subList(ids.lastIndexOf(moved.externalId()) + 1, ids.size()).stream()
                        .noneMatch(later -> message.ownMessageIds().stream().anyMatch(later::contains)))
                .map(moved -> new Found<>(moved.conversation(), ThreadedBy.REFERENCES));
    }

    /** Oldest first. */
    private static List<String> referred(InboundMessage message) {
        List<String> ids = new ArrayList<>(message.references());
        if (message.inReplyTo() != null) {
            ids.add(message.inReplyTo());
        }
        return ids;
    }

    private static Optional<Found<ConversationId>> conversation(Streams streams, InboundMessage message) {
        WorkspaceKey workspace = streams.workspace();
        LookUps lookUps = streams.lookUps();
        return followed(streams, message)
                .or(() -> lookUps.conversationOfMessages(workspace, message.ownMessageIds())
                        .map(id -> new Found<>(id, ThreadedBy.OWN_MESSAGE)))
                .or(() -> lookUps.conversationOfExternal(workspace, referred(message))
                        .map(id -> new Found<>(id, ThreadedBy.REFERENCES)));
    }

    /** Who is known by the address that the message claims to come from. */
    static Optional<RequesterId> sender(Streams streams, InboundMessage message) {
        return streams.lookUps()
                .requesters()
                .by(
                        streams.workspace(),
                        ChannelIdentity.Kind.EMAIL,
                        message.senderAddress().toLowerCase(Locale.ROOT))
                .map(RequesterLookUps.Known::id);
    }

    /** The ticket that the reply-to token names, or the subject together with a sender who is known on it. */
    private Optional<Found<TicketId>> named(Streams streams, InboundMessage message) {
        WorkspaceKey workspace = streams.workspace();
        LookUps lookUps = streams.lookUps();
        Optional<TicketId> byToken = Optional.ofNullable(message.replyToTicketId())
                .map(TicketId::new)
                .filter(ticket -> lookUps.isTicketOf(workspace, ticket));
        if (byToken.isPresent() || message.subjectTicketNumber() == null) {
            return byToken.map(ticket -> new Found<>(current(lookUps, ticket), ThreadedBy.REPLY_TOKEN));
        }
        Optional<RequesterId> sender = sender(streams, message);
        boolean colleague = colleague(workspace, message).isPresent();
        return lookUps.ticketByNumber(workspace, message.subjectTicketNumber())
                .filter(ticket -> colleague
                        || (sender.isPresent()
                                && lookUps.requesters().of(ticket).equals(sender)))
                .map(ticket -> new Found<>(current(lookUps, ticket), ThreadedBy.SUBJECT_NUMBER));
    }

    /** An older ticket may be named that goes on in another one, or whose conversation does. */
    private static TicketId current(LookUps lookUps, TicketId named) {
        TicketId now = lookUps.goesOnIn(named);
        return lookUps.primaryConversationOf(now).flatMap(lookUps::ticketOf).orElse(now);
    }
}
