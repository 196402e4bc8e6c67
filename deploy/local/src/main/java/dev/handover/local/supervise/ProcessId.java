package dev.handover.local.supervise;

import java.util.Optional;

/**
 * A process that can't be mistaken for a later one with the same number.
 *
 * @param startedAtMs when it started, in milliseconds since 1970; the system's clock rounds it
 */
public record ProcessId(long pid, long startedAtMs) {

    private static final long ROUNDING_MS = 2_500;

    public static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), startOf(process));
    }

    /** The process, when it is still the same one. */
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> Math.abs(startOf(found) - startedAtMs) <= ROUNDING_MS);
    }

    public boolean alive() {
        return handle().isPresent();
    }

    private static long startOf(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }
}
