package dev.handover.ticket.erasure;

import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.Moving;
import dev.handover.ticket.domain.Requester;
import dev.handover.ticket.domain.RequesterCommand;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.Streams;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is erased with what; each method runs inside a step, which is alone in its transaction. */
public final class ErasureSteps {
    /** Of how many messages one event tells, so that it fits in a record. */
    private static final int AT_ONCE = 5_000;

    private final ErasedRows rows;

    ErasureSteps(ErasedRows rows) {
        this.rows = rows;
    }

    /** How much was removed. */
    public record Removed(int events, int messages, int notes, int attachments) {
        static final Removed NOTHING = new Removed(0, 0, 0, 0);

        Removed and(Removed more) {
            return new Removed(
                    events + more.events, messages + more.messages, notes + more.notes, attachments + more.attachments);
        }
    }

    /** Erases a ticket, with the messages that were added to it and to no other ticket that is there. */
    public Removed ticket(Streams streams, TicketId id, Actor by) {
        streams.lookUps().conversationsOf(streams.workspace(), id).stream()
                .map(ConversationId::value)
                .sorted()
                .forEach(conversation -> streams.conversation(new ConversationId(conversation)));
        List<TicketEvent> history = streams.history(id);
        if (!(streams.ticket(id) instanceof Ticket.Opened)) {
            return Removed.NOTHING;
        }
        Map<ConversationId, Set<MessageId>> messages = standing(history);
        history.forEach(event -> conversationOf(event).ifPresent(one -> messages.putIfAbsent(one, new HashSet<>())));
        Set<MessageId> elsewhere = elsewhere(streams, id, history);
        messages.values().forEach(ids -> ids.removeAll(elsewhere));
        List<TicketId> before = ticketsBefore(messages);
        Predicate<Actor> writers = before.isEmpty() ? _ -> false : writers(history);
        Removed removed = new Removed(
                rows.eraseStream(streams, id.value()),
                0,
                (int) history.stream()
                        .filter(TicketEvent.NoteAdded.class::isInstance)
                        .count(),
                0);
        for (Map.Entry<ConversationId, Set<MessageId>> one : messages.entrySet()) {
            removed = removed.and(erase(streams, Part.of(one.getKey(), one.getValue(), Optional.of(id)), by));
        }
        streams.erase(new TicketCommand.Erase(id, by));
        rows.forgetTicket(streams, id);
        Set<MessageId> erased =
                messages.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
        return removed.and(onTickets(streams, before, new Told(erased, writers), by));
    }

    /** Erases a conversation as a whole, and what tickets that stay tell of it. */
    public Removed conversation(Streams streams, ConversationId id, Actor by) {
        List<TicketId> tickets = new ArrayList<>(rows.ticketsEverOf(id));
        Set<MessageId> all = new LinkedHashSet<>(left(streams.history(id)));
        tickets.addAll(ticketsBefore(Map.of(id, all)));
        Told told = new Told(all, writers(streams.history(id), all));
        return erase(streams, Part.of(id, all, Optional.empty()), by).and(onTickets(streams, tickets, told, by));
    }

    /** Erases messages of one writer's in somebody else's conversation, and what its tickets tell of them. */
    public Removed messages(Streams streams, ConversationId id, Set<MessageId> theirs, Actor by) {
        List<TicketId> tickets = new ArrayList<>(rows.ticketsEverOf(id));
        tickets.addAll(ticketsBefore(Map.of(id, theirs)));
        List<ConversationEvent> history = streams.history(id);
        Set<String> addresses = new HashSet<>();
        for (ConversationEvent event : history) {
            if (event instanceof ConversationEvent.MessageReceived message && theirs.contains(message.messageId())) {
                address(message.from().address()).ifPresent(addresses::add);
            }
        }
        Removed removed = erase(streams, Part.ofWriter(id, theirs, addresses), by);
        addresses.forEach(address -> rows.forgetParticipant(streams, id, address));
        return removed.and(onTickets(streams, tickets, new Told(theirs, writers(history, theirs)), by));
    }

    /** Messages that the requester, or who goes on as them, wrote in conversations of others. */
    public Map<ConversationId, List<MessageId>> participationsOf(Streams streams, RequesterId requester) {
        Map<ConversationId, List<MessageId>> found = new LinkedHashMap<>();
        Set<String> addresses = addresses(streams, family(streams, requester));
        for (String address : addresses) {
            for (ConversationId id : rows.participationsOf(streams.workspace(), address)) {
                found.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(writtenBy(address, streams.history(id)));
            }
        }
        return found;
    }

    private static List<MessageId> writtenBy(String address, List<ConversationEvent> history) {
        return history.stream()
                .filter(ConversationEvent.MessageReceived.class::isInstance)
                .map(ConversationEvent.MessageReceived.class::cast)
                .filter(message -> address(message.from().address()).equals(Optional.of(address)))
                .map(ConversationEvent.MessageReceived::messageId)
                .toList();
    }

    private static Optional<String> address(@Nullable String written) {
        return Optional.ofNullable(written).map(address -> address.toLowerCase(Locale.ROOT));
    }

    private static Set<String> addresses(Streams streams, Set<RequesterId> family) {
        Set<String> addresses = new LinkedHashSet<>();
        for (RequesterId each : family) {
            if (streams.requester(each) instanceof Requester.Registered known) {
                known.identities().stream()
                        .filter(identity -> identity.kind() == ChannelIdentity.Kind.EMAIL)
                        .forEach(identity -> addresses.add(identity.value().toLowerCase(Locale.ROOT)));
            }
        }
        return addresses;
    }

    /** The customers who wrote these messages. */
    private static Predicate<Actor> writers(List<ConversationEvent> history, Collection<MessageId> messages) {
        Set<String> known = new HashSet<>();
        history.forEach(event -> {
            if (event instanceof ConversationEvent.MessageReceived message && messages.contains(message.messageId())) {
                known.addAll(Arrays.asList(message.from().id(), message.from().address()));
            }
        });
        known.remove(null);
        return actor ->
                actor.kind() == Actor.Kind.CUSTOMER && (known.contains(actor.id()) || known.contains(actor.address()));
    }

    /** The customers who wrote what the ticket was told. */
    private static Predicate<Actor> writers(List<TicketEvent> history) {
        Set<String> known = new HashSet<>();
        history.forEach(event -> {
            if (event instanceof TicketEvent.MessageAdded added) {
                known.addAll(Arrays.asList(added.author().id(), added.author().address()));
            }
        });
        known.remove(null);
        return actor ->
                actor.kind() == Actor.Kind.CUSTOMER && (known.contains(actor.id()) || known.contains(actor.address()));
    }

    /** Tickets that messages may have been on before they were moved. */
    private List<TicketId> ticketsBefore(Map<ConversationId, Set<MessageId>> messages) {
        return messages.values().stream()
                .flatMap(ids -> rows.pastOf(ids).stream())
                .distinct()
                .flatMap(past -> rows.ticketsEverOf(past).stream())
                .distinct()
                .toList();
    }

    /** Messages that tickets tell of, and the customers who wrote them. */
    private record Told(Set<MessageId> messages, Predicate<Actor> writers) {}

    /** Erases what tickets that stay tell of the messages, also those that were split from them. */
    private Removed onTickets(Streams streams, List<TicketId> tickets, Told erased, Actor by) {
        Removed removed = Removed.NOTHING;
        Set<TicketId> seen = new HashSet<>();
        Deque<TicketId> next = new ArrayDeque<>(tickets);
        while (!next.isEmpty()) {
            TicketId ticket = next.pop();
            if (seen.add(ticket) && streams.ticket(ticket) instanceof Ticket.Opened) {
                List<TicketEvent> history = streams.history(ticket);
                next.addAll(splits(history));
                Set<MessageId> told = messages(history).values().stream()
                        .flatMap(Set::stream)
                        .filter(erased.messages()::contains)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                history.forEach(event -> {
                    if (event instanceof TicketEvent.MessagesErased before) {
                        before.messages().forEach(told::remove);
                    }
                });
                if (!told.isEmpty()) {
                    int events = rows.eraseMessages(streams, ticket, told, erased.writers());
                    streams.take(new TicketCommand.EraseMessages(ticket, List.copyOf(told), by));
                    removed = removed.and(new Removed(events, 0, 0, 0));
                }
            }
        }
        return removed;
    }

    /** Erases who a requester is, and who goes on as them; what they wrote is erased with conversations and tickets. */
    public Removed requester(Streams streams, RequesterId id, Actor by) {
        Removed removed = Removed.NOTHING;
        for (RequesterId each : family(streams, id)) {
            if (!(streams.requester(each) instanceof Requester.Registered)) {
                continue;
            }
            removed = removed.and(new Removed(rows.eraseStream(streams, each.value()), 0, 0, 0));
            streams.erase(new RequesterCommand.Erase(each, by));
            rows.forgetRequester(streams, each);
        }
        return removed;
    }

    /** The requester, and those who were merged into them, directly or by way of another one, as far as that is known. */
    public Set<RequesterId> family(Streams streams, RequesterId id) {
        Set<RequesterId> family = new LinkedHashSet<>();
        Deque<RequesterId> next = new ArrayDeque<>(List.of(id));
        while (!next.isEmpty()) {
            RequesterId each = next.pop();
            if (family.add(each) && streams.requester(each) instanceof Requester.Registered known) {
                next.addAll(known.kin().absorbed());
            }
        }
        return family;
    }

    /** Tickets of a requester that are not erased yet. */
    public List<TicketId> ticketsOf(WorkspaceKey workspace, RequesterId requester) {
        return rows.ticketsOf(workspace, requester);
    }

    /** Conversations of a requester that are not erased yet. */
    public List<ConversationId> conversationsOf(WorkspaceKey workspace, RequesterId requester) {
        return rows.conversationsOf(workspace, requester);
    }

    /**
     * What is erased of a conversation.
     *
     * @param ticket that it is erased with
     * @param participants addresses of those who take part no more
     * @param alone whether it is one writer's part of a conversation that is somebody else's, and stays
     */
    private record Part(
            ConversationId conversation,
            Set<MessageId> messages,
            Optional<TicketId> ticket,
            Set<String> participants,
            boolean alone) {
        static Part of(ConversationId conversation, Set<MessageId> messages, Optional<TicketId> ticket) {
            return new Part(conversation, messages, ticket, Set.of(), false);
        }

        static Part ofWriter(ConversationId conversation, Set<MessageId> messages, Set<String> addresses) {
            return new Part(conversation, messages, Optional.empty(), addresses, true);
        }

        /** Whether the event tells of one of these messages, or of what else goes with them. */
        boolean has(ConversationEvent event, Collection<MessageId> now) {
            return messageOf(event).filter(now::contains).isPresent()
                    || switch (event) {
                        case ConversationEvent.Escalated e ->
                            ticket.isPresent() && ticket.get().equals(e.ticketId());
                        case ConversationEvent.ParticipantAdded e ->
                            address(e.address()).filter(participants::contains).isPresent();
                        case ConversationEvent _ -> false;
                    };
        }
    }

    private Removed erase(Streams streams, Part part, Actor by) {
        ConversationId id = part.conversation();
        if (!(streams.conversation(id) instanceof Conversation.Started)) {
            return Removed.NOTHING;
        }
        List<ConversationEvent> history = streams.history(id);
        Set<MessageId> left = left(history);
        List<MessageId> now = part.messages().stream().filter(left::contains).toList();
        boolean whole = !part.alone()
                && now.size() == left.size()
                && part.ticket()
                        .filter(ticket -> rows.hasAnotherTicket(id, ticket))
                        .isEmpty();
        int events = whole
                ? rows.eraseStream(streams, id.value())
                : rows.eraseEvents(
                        streams, id.value(), event -> event instanceof ConversationEvent said && part.has(said, now));
        if (events == 0) {
            return Removed.NOTHING;
        }
        for (int i = 0; i == 0 || i < now.size(); i += AT_ONCE) {
            int end = Math.min(i + AT_ONCE, now.size());
            streams.take(new ConversationCommand.Erase(
                    id, now.subList(i, end), whole && end == now.size(), part.ticket(), by));
        }
        for (ConversationId past : rows.pastOf(now)) {
            if (!past.equals(id)) { // what a conversation still has of them
                events += rows.eraseEvents(
                        streams,
                        past.value(),
                        event -> event instanceof ConversationEvent said
                                && messageOf(said).filter(now::contains).isPresent());
            }
        }
        rows.forgetMessages(streams, now);
        if (whole) {
            rows.forgetConversation(streams, id);
        }
        return new Removed(events, now.size(), 0, attachments(history, now));
    }

    /** Messages that are there, and not erased yet. */
    private static Set<MessageId> left(List<ConversationEvent> history) {
        Set<MessageId> left = new LinkedHashSet<>();
        for (ConversationEvent event : history) {
            if (event instanceof ConversationEvent.MessageMovedOff moved) {
                left.remove(moved.messageId());
            } else {
                messageOf(event).ifPresent(left::add);
            }
        }
        history.forEach(event -> {
            if (event instanceof ConversationEvent.ConversationErased erased) {
                left.removeAll(erased.messages());
            }
        });
        return left;
    }

    private static int attachments(List<ConversationEvent> history, List<MessageId> messages) {
        return history.stream()
                .filter(event -> messageOf(event).filter(messages::contains).isPresent())
                .mapToInt(ErasureSteps::attachments)
                .sum();
    }

    private static int attachments(ConversationEvent event) {
        if (event instanceof ConversationEvent.MessageReceived e) {
            return e.attachments().size();
        }
        return event instanceof ConversationEvent.OperatorReplied e && e.attachments() != null
                ? e.attachments().size()
                : 0;
    }

    /** The message that an event tells of, if it is of one. */
    private static Optional<MessageId> messageOf(ConversationEvent event) {
        return switch (event) {
            case ConversationEvent.MessageReceived e -> Optional.of(e.messageId());
            case ConversationEvent.OperatorReplied e -> Optional.of(e.messageId());
            case ConversationEvent.AgentReplied e -> Optional.of(e.messageId());
            case ConversationEvent.SystemReplied e -> Optional.of(e.messageId());
            case ConversationEvent.DeliveryUpdated e -> Optional.of(e.messageId());
            case ConversationEvent.MessageEdited e -> Optional.of(e.messageId());
            case ConversationEvent.MessageDeleted e -> Optional.of(e.messageId());
            case ConversationEvent.AttachmentUpdated e -> Optional.of(e.messageId());
            case ConversationEvent.MessageMovedOff e -> Optional.of(e.messageId());
            case ConversationEvent.TeamNotified e -> Optional.of(e.messageId());
            case ConversationEvent.ConversationStarted _,
                    ConversationEvent.AgentJoined _,
                    ConversationEvent.Escalated _,
                    ConversationEvent.TakenOver _,
                    ConversationEvent.AiPaused _,
                    ConversationEvent.AiResumed _,
                    ConversationEvent.ConversationClosed _,
                    ConversationEvent.ParticipantAdded _,
                    ConversationEvent.ConversationErased _ -> Optional.empty();
        };
    }

    private static Map<ConversationId, Set<MessageId>> messages(List<TicketEvent> history) {
        Map<ConversationId, Set<MessageId>> messages = new LinkedHashMap<>();
        for (TicketEvent event : history) {
            if (event instanceof TicketEvent.MessageAdded added) {
                messages.computeIfAbsent(added.conversationId(), _ -> new LinkedHashSet<>())
                        .add(added.messageId());
            }
        }
        return messages;
    }

    /** Those that the ticket has now; others were moved from it. */
    private static Map<ConversationId, Set<MessageId>> standing(List<TicketEvent> history) {
        Map<ConversationId, Set<MessageId>> messages = messages(history);
        messages.values().forEach(ids -> ids.removeIf(id -> !Moving.isOn(history, id)));
        return messages;
    }

    /** A conversation that the ticket has, also where nothing of it was added to the ticket. */
    private static Optional<ConversationId> conversationOf(TicketEvent event) {
        return switch (event) {
            case TicketEvent.ConversationLinked e -> Optional.of(e.conversationId());
            case TicketEvent.Escalated e -> Optional.of(e.conversationId());
            case TicketEvent _ -> Optional.empty();
        };
    }

    /** Messages are on several tickets where one was split from another, also by way of one that is erased. */
    private static Set<MessageId> elsewhere(Streams streams, TicketId ticket, List<TicketEvent> history) {
        Set<MessageId> elsewhere = new LinkedHashSet<>();
        Set<TicketId> seen = new LinkedHashSet<>(List.of(ticket));
        Deque<TicketId> next = new ArrayDeque<>(splits(history));
        while (!next.isEmpty()) {
            TicketId other = next.pop();
            if (seen.add(other)) {
                List<TicketEvent> theirs = streams.history(other);
                next.addAll(splits(theirs));
                if (streams.ticket(other) instanceof Ticket.Opened) {
                    standing(theirs).values().forEach(elsewhere::addAll);
                }
            }
        }
        return elsewhere;
    }

    private static List<TicketId> splits(List<TicketEvent> history) {
        List<TicketId> others = new ArrayList<>();
        for (TicketEvent event : history) {
            switch (event) {
                case TicketEvent.SplitFrom e -> others.add(e.from());
                case TicketEvent.SplitOff e -> others.add(e.into());
                case TicketEvent _ -> {}
            }
        }
        return others;
    }
}
