package dev.handover.query.projection;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Wakes, in this instance, those who wait for a stream, once its projection has committed. */
@Component
public class Progress {
    private final Map<StreamKey, Set<Semaphore>> waiting = new ConcurrentHashMap<>();
    private final Collection<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** The streams have moved, and everybody can see it. */
    public void moved(Collection<StreamKey> streams) {
        if (!waiting.isEmpty()) {
            for (StreamKey stream : streams) {
                waiting.getOrDefault(stream, Set.of()).forEach(Semaphore::release);
            }
        }
        listeners.forEach(Runnable::run);
    }

    /** Calls the listener after every commit; it must not block. */
    public void onMove(Runnable listener) {
        listeners.add(listener);
    }

    /** A bell that rings when one of the streams moves, until {@link #leave}. */
    public Semaphore await(Collection<StreamKey> streams) {
        Semaphore bell = new Semaphore(0);
        streams.forEach(stream -> waiting.compute(stream, (key, bells) -> {
            Set<Semaphore> all = bells == null ? ConcurrentHashMap.newKeySet() : bells;
            all.add(bell);
            return all;
        }));
        return bell;
    }

    /** Ends an {@link #await}. */
    public void leave(Collection<StreamKey> streams, Semaphore bell) {
        streams.forEach(stream -> waiting.computeIfPresent(stream, (key, bells) -> {
            bells.remove(bell);
            return bells.isEmpty() ? null : bells;
        }));
    }
}
