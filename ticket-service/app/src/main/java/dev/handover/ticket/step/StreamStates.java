package dev.handover.ticket.step;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.StreamState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
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
    private final Snapshots snapshots;
    private final Cache<String, StreamState> remembered;

    StreamStates(EventStorageEngine storage, Snapshots snapshots) {
        this.storage = storage;
        this.snapshots = snapshots;
        this.remembered = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    }

    /** The state that is remembered, or null. */
    @Nullable
    StreamState remembered(String id) {
        return remembered.getIfPresent(id);
    }

    /**
     * As the store has it.
     *
     * @param costly is given the state where it took many events to come to it
     */
    <S extends StreamState, E extends StoredEvent> S stored(
            Family<S, E> family, String id, Consumer<StreamState> costly) {
        S state = snapshots.read(family, id).map(family::state).orElse(family.empty());
        long known = state.version();
        DomainEventStream events = storage.readEvents(id, known);
        while (events.hasNext()) {
            state = family.evolve(state, events.next().getPayload());
        }
        if (state.version() - known >= Snapshots.EVERY) {
            costly.accept(state);
        }
        return state;
    }

    /** Its events, as the store has them. */
    <E extends StoredEvent> List<E> history(Family<?, E> family, String id) {
        return storage.readEvents(id)
                .asStream()
                .map(DomainEventMessage::getPayload)
                .filter(family.events()::isInstance)
                .map(family.events()::cast)
                .toList();
    }

    /** Its events before that version of it, at most so many and oldest first, as the store has them. */
    <E extends StoredEvent> List<E> history(Family<?, E> family, String id, long before, int limit) {
        long first = Math.max(0, before - 1 - limit);
        return storage.readEvents(id, first)
                .asStream()
                .limit(Math.max(0, before - 1 - first))
                .map(DomainEventMessage::getPayload)
                .filter(family.events()::isInstance)
                .map(family.events()::cast)
                .toList();
    }

    void remember(Map<String, StreamState> states) {
        states.forEach((id, state) ->
                remembered.asMap().merge(id, state, (old, now) -> old.version() > now.version() ? old : now));
    }

    void forget(Collection<String> ids) {
        remembered.invalidateAll(ids);
    }
}
