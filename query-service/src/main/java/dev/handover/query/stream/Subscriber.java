package dev.handover.query.stream;

import dev.handover.query.reading.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client of the live stream: what waits to be written to it, bounded; one that is too slow is told to resync. */
final class Subscriber {
    private static final int MOST = 500;
    private final Scope scope;
    private final BlockingQueue<Signal> queue = new LinkedBlockingQueue<>(MOST);

    Subscriber(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /** Tells those of the changes that the subscriber may see. */
    void tell(List<Change> changes) {
        List<Change> visible = changes.stream()
                .filter(change -> scope.shows(change.workspace()))
                .toList();
        if (!visible.isEmpty() && !queue.offer(new Signal.Changes(visible))) {
            resync("slow", visible.getLast().cursor());
        }
    }

    /** Whatever waits is replaced by the request to read anew. */
    void resync(String reason, Cursor from) {
        queue.clear();
        queue.add(new Signal.Resync(reason, from));
    }

    void end() {
        queue.clear();
        queue.add(new Signal.End());
    }

    /** The next signal; null when none came in time. */
    @Nullable
    Signal next(Duration patience) throws InterruptedException {
        return queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
