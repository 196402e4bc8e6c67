package dev.handover.query.waiting;

import dev.handover.foundation.operation.After;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.query.projection.Progress;
import dev.handover.query.projection.StreamKey;
import dev.handover.query.reading.Reads;
import dev.handover.query.reading.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Waits until streams are projected as far as a caller has seen them, at most two seconds; then 503 with Retry-After,
 * never older data.
 */
@Component
public class Waiting {
    private static final Duration AT_MOST = Duration.ofSeconds(2);
    /** Commits of another instance ring no bell here. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private final Reads reads;
    private final Progress progress;
    private final Timer waited;
    private final MeterRegistry meters;

    Waiting(Reads reads, Progress progress, MeterRegistry meters) {
        this.reads = reads;
        this.progress = progress;
        this.meters = meters;
        this.waited = Timer.builder("handover.query.waits")
                .description("How long readers waited for what they had seen elsewhere")
                .register(meters);
    }

    /** Waits for what a header {@code Handover-After} told, where the caller gives one. */
    public void until(Scope scope, @Nullable String after) {
        if (after != null) {
            until(scope, After.parse(after).versions());
        }
    }

    /** Waits until every stream is at its version at least. */
    public void until(Scope scope, Map<String, Long> versions) {
        if (!reached(scope, versions)) {
            meters.counter("handover.query.waits.expired").increment();
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "What the caller has seen elsewhere has not arrived here yet.");
        }
    }

    /** Waits, bounded; whether every stream is at its version now. */
    public boolean reached(Scope scope, Map<String, Long> versions) {
        if (versions.isEmpty() || there(scope, versions)) {
            return true;
        }
        List<StreamKey> streams = versions.keySet().stream()
                .map(id -> new StreamKey(scope.workspace(), id))
                .toList();
        long begin = System.nanoTime();
        Semaphore bell = progress.await(streams);
        try {
            while (System.nanoTime() - begin < AT_MOST.toNanos()) {
                if (there(scope, versions)) {
                    return true;
                }
                if (bell.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.drainPermits();
                }
            }
            return there(scope, versions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            progress.leave(streams, bell);
            waited.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }

    private boolean there(Scope scope, Map<String, Long> versions) {
        String[] ids = versions.keySet().toArray(String[]::new);
        Map<String, Long> reached = reads.in(scope, reading -> {
            Map<String, Long> found = new HashMap<>();
            reading.sql("""
                            select stream_id, version from live.stream_version
                            where workspace = :workspace and stream_id = any(:ids)
                            union all
                            select stream_id, version from directory_version
                            where workspace = :workspace and stream_id = any(:ids)
                            """).param("ids", ids).query(row -> {
                found.put(row.getString("stream_id"), row.getLong("version"));
            });
            return found;
        });
        return versions.entrySet().stream()
                .allMatch(entry -> reached.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
    }
}
