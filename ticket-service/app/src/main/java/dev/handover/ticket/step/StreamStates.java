package dev.handover.ticket.step;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketEvolution;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * The states of streams: folded from the store, and remembered. What is remembered may be behind what another instance
 * appended; the append finds that out by the sequence, and a refusal is decided again on what the store says.
 */
final class StreamStates {
    private static final int REMEMBERED = 20_000;
    private final EventStore store;
    private final Cache<String, Object> remembered;

    StreamStates(EventStore store) {
        this(store, REMEMBERED);
    }

    private StreamStates(EventStore store, int size) {
        this.store = store;
        this.remembered = Caffeine.newBuilder().maximumSize(size).build();
    }

    /** The states as the store says, nothing remembered. */
    StreamStates withoutMemory() {
        return new StreamStates(store, 0);
    }

    boolean remembers(String id) {
        return remembered.getIfPresent(id) != null;
    }

    Ticket ticket(String id) {
        return state(id, new Ticket.Unopened(), TicketEvent.class, TicketEvolution::evolve, Ticket.class);
    }

    Conversation conversation(String id) {
        return state(
                id, new Conversation.Unstarted(), ConversationEvent.class, Conversation::evolve, Conversation.class);
    }

    void remember(Map<String, Object> states) {
        remembered.putAll(states);
    }

    void forget(Collection<String> ids) {
        remembered.invalidateAll(ids);
    }

    private <S, E extends StoredEvent> S state(
            String id, S empty, Class<E> family, BiFunction<S, E, S> evolve, Class<S> type) {
        Object known = remembered.getIfPresent(id);
        if (type.isInstance(known)) {
            return type.cast(known);
        }
        S state = empty;
        DomainEventStream events = store.readEvents(id);
        while (events.hasNext()) {
            Object payload = events.next().getPayload();
            if (family.isInstance(payload)) {
                state = evolve.apply(state, family.cast(payload));
            }
        }
        return state;
    }
}
