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
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * The states of streams, as the store has them and as they are remembered. What is remembered may be behind what another
 * instance appended; the append finds that out by the sequence, and what is not appended to is compared with the store.
 */
final class StreamStates {
    private static final int REMEMBERED = 20_000;
    private final EventStorageEngine storage;
    private final Cache<String, Object> remembered;

    StreamStates(EventStorageEngine storage) {
        this.storage = storage;
        this.remembered = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    }

    /** The state that is remembered, or null. */
    @Nullable
    Object remembered(String id) {
        return remembered.getIfPresent(id);
    }

    /** As the store has it. */
    Ticket ticket(String id) {
        return state(id, new Ticket.Unopened(), TicketEvent.class, TicketEvolution::evolve);
    }

    /** As the store has it. */
    Conversation conversation(String id) {
        return state(id, new Conversation.Unstarted(), ConversationEvent.class, Conversation::evolve);
    }

    void remember(Map<String, Object> states) {
        states.forEach((id, state) -> remembered
                .asMap()
                .merge(id, state, (old, now) -> Streams.version(old) > Streams.version(now) ? old : now));
    }

    void forget(Collection<String> ids) {
        remembered.invalidateAll(ids);
    }

    private <S, E extends StoredEvent> S state(String id, S empty, Class<E> family, BiFunction<S, E, S> evolve) {
        S state = empty;
        DomainEventStream events = storage.readEvents(id);
        while (events.hasNext()) {
            Object payload = events.next().getPayload();
            if (family.isInstance(payload)) {
                state = evolve.apply(state, family.cast(payload));
            }
        }
        return state;
    }
}
