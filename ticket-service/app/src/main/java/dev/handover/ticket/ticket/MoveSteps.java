package dev.handover.ticket.ticket;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationEvent.MessageReceived;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.Moved;
import dev.handover.ticket.domain.Moving;
import dev.handover.ticket.domain.Recipient;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.RequesterLookUps;
import dev.handover.ticket.step.Streams;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves a customer's mail that was threaded wrongly: to a ticket that is there, or to a new one of its sender. It goes to a
 * conversation of its sender's on that ticket, so that answers reach them and what answers the mail follows it.
 */
public final class MoveSteps {
    private static final String EMAIL = "email";
    private static final int NORMAL = 3;
    private static final int SUBJECT_LENGTH = 500;
    private final TicketSteps tickets;

    public MoveSteps(TicketSteps tickets) {
        this.tickets = tickets;
    }

    /**
     * A message to move.
     *
     * @param into the ticket that it belongs to; empty for a new one
     * @param made ids made up for what may have to begin
     */
    public record Move(ConversationId from, MessageId message, Optional<TicketId> into, Made made, Actor by) {}

    /** Ids that were made up. */
    public record Made(TicketId ticket, ConversationId conversation, RequesterId requester) {}

    /** Where it is now. */
    public record Done(Ticket.Opened ticket, ConversationId conversation) {}

    /** What is to be moved, as it was found; {@code on} are the tickets that have it, by id, with their past. */
    private record Found(Conversation.Started source, Moving.There there, Map<String, List<TicketEvent>> on) {
        MessageReceived message() {
            return there.message();
        }
    }

    /** Conversations are taken before tickets, each in the order of their ids. */
    public Done move(Streams streams, Move move) {
        List<ConversationId> linked = move.into().map(id -> ReplySteps.linked(streams, id)).orElse(List.of()).stream()
                .filter(id -> !id.equals(move.from()))
                .toList();
        Stream.concat(Stream.of(move.from()), linked.stream())
                .map(ConversationId::value)
                .sorted()
                .forEach(id -> streams.conversation(new ConversationId(id)));
        Found found = find(streams, move);
        Stream.concat(found.on().keySet().stream(), move.into().map(TicketId::value).stream())
                .sorted()
                .forEach(id -> streams.ticket(new TicketId(id)));
        move.into().ifPresent(target -> refuse(streams, target, found));
        ConversationId into = linked.stream()
                .filter(id -> isSenders(streams, id, found.message()))
                .findFirst()
                .orElseGet(() -> begin(streams, move, found));
        Conversation.Started conversation = streams.started(into);
        long version = takeIn(streams, move, found, conversation);
        Ticket.Opened target = move.into()
                .map(id -> add(streams, id, conversation, found, version))
                .orElseGet(() -> open(streams, move, conversation, found, version));
        giveAway(streams, move, found, into, target);
        return new Done(target, into);
    }

    private static Found find(Streams streams, Move move) {
        Conversation.Started source = streams.started(move.from());
        return switch (Moving.find(source, streams.history(move.from()), move.message())) {
            case Moving.Refused refused -> throw new RejectedException(refused.why());
            case Moving.There there -> new Found(source, there, on(streams, move));
        };
    }

    /** Several have a message where one was split from another. */
    private static Map<String, List<TicketEvent>> on(Streams streams, Move move) {
        Map<String, List<TicketEvent>> on = new TreeMap<>();
        Set<TicketId> seen = new HashSet<>();
        Deque<TicketId> next = new ArrayDeque<>(streams.lookUps().moves().ticketsEverOf(move.from()));
        while (!next.isEmpty()) {
            TicketId id = next.pop();
            if (seen.add(id) && streams.ticket(id) instanceof Ticket.Opened) {
                List<TicketEvent> history = streams.history(id);
                history.forEach(event -> {
                    if (event instanceof TicketEvent.SplitOff split) {
                        next.add(split.into());
                    }
                });
                if (Moving.isOn(history, move.message())) {
                    on.put(id.value(), history);
                }
            }
        }
        return on;
    }

    private static void refuse(Streams streams, TicketId target, Found found) {
        if (!(streams.ticket(target) instanceof Ticket.Opened opened)) {
            throw new RejectedException(new Rejection.NamesNoTicket("ticketId", target));
        }
        if (found.on().containsKey(target.value())) {
            throw new RejectedException(new Rejection.MessageIsThere(
                    found.message().messageId(), target, opened.facts().number()));
        }
        Moving.refuse(opened).ifPresent(why -> {
            throw new RejectedException(why);
        });
    }

    private static Optional<String> address(MessageReceived message) {
        return Optional.ofNullable(message.from().address()).map(address -> address.toLowerCase(Locale.ROOT));
    }

    private static boolean isSenders(Streams streams, ConversationId id, MessageReceived message) {
        if (!(streams.conversation(id) instanceof Conversation.Started there)
                || !there.channel().equals(EMAIL)) {
            return false;
        }
        return address(message).map(address -> isOf(streams, there, address)).orElse(true);
    }

    /** By whatever address. */
    private static boolean isOf(Streams streams, Conversation.Started conversation, String address) {
        if (conversation.requester().isEmpty()) {
            return false;
        }
        Recipient requester = conversation.requester().get();
        RequesterLookUps known = streams.lookUps().requesters();
        return address.equalsIgnoreCase(requester.email())
                || known.by(streams.workspace(), ChannelIdentity.Kind.EMAIL, address)
                        .map(RequesterLookUps.Known::id)
                        .filter(known.goesOnAs(requester.id())::equals)
                        .isPresent();
    }

    private ConversationId begin(Streams streams, Move move, Found found) {
        String address = address(found.message())
                .orElseThrow(() -> new RejectedException(new Rejection.MessageHasNoSender(move.message())));
        Recipient sender = tickets.requester(
                streams, move.made().requester(), found.message().from().name(), address);
        streams.begin(move.made().conversation());
        streams.take(new ConversationCommand.Start(
                move.made().conversation(),
                streams.workspace(),
                Optional.of(sender),
                EMAIL,
                found.source().origin().accountId(),
                subject(found)));
        return move.made().conversation();
    }

    private static String subject(Found found) {
        String own = found.message().subject().replaceAll("\\s+", " ").strip();
        String subject = own.isEmpty() ? found.source().origin().subject() : own;
        return subject.length() > SUBJECT_LENGTH ? subject.substring(0, SUBJECT_LENGTH) : subject;
    }

    private static long takeIn(Streams streams, Move move, Found found, Conversation.Started conversation) {
        MessageReceived message = found.message();
        Optional<Ticket.Opened> had =
                found.on().keySet().stream().findFirst().map(id -> streams.opened(new TicketId(id)));
        Moved moved = new Moved(
                found.there().times() + 1,
                move.from(),
                had.map(ticket -> ticket.facts().id()).orElse(null),
                had.map(ticket -> ticket.facts().number()).orElse(null),
                message.threadedBy(),
                move.by(),
                streams.now());
        long version = streams.take(new ConversationCommand.TakeIn(
                found.there().in(conversation.id(), from(message, conversation), moved)));
        streams.lookUps()
                .moves()
                .move(
                        message.messageId(),
                        move.from(),
                        conversation.id(),
                        Stream.ofNullable(message.externalId()).toList());
        return version;
    }

    /** Of a conversation that is theirs, who wrote it is the requester; where nobody is named, nobody is known. */
    private static Actor from(MessageReceived message, Conversation.Started conversation) {
        @Nullable
        String id = message.from().address() == null
                ? null
                : conversation.requester().map(known -> known.id().value()).orElse(null);
        return new Actor(
                Actor.Kind.CUSTOMER, id, message.from().name(), message.from().address());
    }

    private Ticket.Opened add(
            Streams streams, TicketId target, Conversation.Started conversation, Found found, long version) {
        Ticket.Opened before = streams.opened(target);
        streams.lookUps()
                .link(
                        streams.workspace(),
                        conversation.id(),
                        target,
                        before.phase().active());
        return tickets.settle(streams, before, streams.take(incoming(target, conversation, found, version)));
    }

    private static Ticket.Opened open(
            Streams streams, Move move, Conversation.Started conversation, Found found, long version) {
        TicketId id = move.made().ticket();
        streams.begin(id);
        streams.lookUps().link(streams.workspace(), conversation.id(), id, true);
        streams.take(new TicketCommand.OpenTicket(
                id,
                streams.workspace(),
                streams.lookUps().nextNumber(streams.workspace(), id, conversation.requester()),
                TicketEvent.Source.EMAIL,
                subject(found),
                Previews.of(found.message().text()),
                EMAIL,
                conversation.requester(),
                NORMAL,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(conversation.id()),
                Optional.empty(),
                move.by()));
        return streams.take(incoming(id, conversation, found, version));
    }

    private static TicketCommand incoming(
            TicketId ticket, Conversation.Started conversation, Found found, long version) {
        return new TicketCommand.AddIncoming(
                ticket,
                conversation.id(),
                found.message().messageId(),
                version,
                from(found.message(), conversation),
                found.message().automatic(),
                Previews.of(found.message().text()),
                conversation.attendance().aiAnswers());
    }

    /** A ticket whose turn only this message had changed goes back to whose turn it was. */
    private void giveAway(Streams streams, Move move, Found found, ConversationId into, Ticket.Opened target) {
        TicketId targetId = target.facts().id();
        long number = target.facts().number();
        streams.take(new ConversationCommand.MoveOff(
                move.from(),
                move.message(),
                into,
                targetId,
                number,
                found.message().threadedBy(),
                found.there().times() + 1,
                found.there().left(),
                move.by()));
        found.on().forEach((id, history) -> {
            TicketId ticket = new TicketId(id);
            streams.take(new TicketCommand.MoveOff(
                    ticket,
                    move.message(),
                    move.from(),
                    targetId,
                    number,
                    Optional.ofNullable(found.message().threadedBy()),
                    move.by()));
            Moving.madeBy(history, move.message())
                    .ifPresent(change -> tickets.moved(
                            streams,
                            new TicketCommand.GoBack(ticket, change.fromPhase(), change.fromStatus(), move.by())));
        });
    }
}
