package dev.handover.notification.stream;

import dev.handover.foundation.operation.After;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each stream has been taken in. */
@Component
public class StreamVersions {
    private static final Duration POLL = Duration.ofMillis(20);
    private final JdbcClient jdbc;

    StreamVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The versions of those of the streams that are known. */
    public Map<String, Long> of(String... streams) {
        Map<String, Long> versions = new HashMap<>();
        jdbc.sql("select stream_id, version from stream_version where stream_id = any(?)")
                .param(streams)
                .query(row -> {
                    versions.put(row.getString(1), row.getLong(2));
                });
        return versions;
    }

    /** Moves streams forward, never back. */
    public void raise(Map<String, Long> versions) {
        TreeMap<String, Long> inOrder = new TreeMap<>(versions);
        jdbc.sql("""
                        insert into stream_version (stream_id, version)
                        select stream, version from unnest(:streams::text[], :versions::bigint[]) as s (stream, version)
                        on conflict (stream_id) do update set version = excluded.version
                        where stream_version.version < excluded.version
                        """)
                .param("streams", inOrder.keySet().toArray(String[]::new))
                .param("versions", inOrder.values().toArray(Long[]::new))
                .update();
    }

    /** Forgets a stream that begins again. */
    public void forget(String stream) {
        jdbc.sql("delete from stream_version where stream_id = ?").param(stream).update();
    }

    /** Waits until everything that {@code after} names is taken in; false when it is not within the time. */
    public boolean await(After after, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!reached(after)) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private boolean reached(After after) {
        Map<String, Long> known = of(after.versions().keySet().toArray(String[]::new));
        return after.versions().entrySet().stream()
                .allMatch(wanted -> known.getOrDefault(wanted.getKey(), 0L) >= wanted.getValue());
    }
}
