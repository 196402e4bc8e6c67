package dev.handover.local.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much memory a process and its children hold. */
public final class Memory {

    private Memory() {}

    /**
     * Resident megabytes; of a process with children (PostgreSQL) the sum in which shared pages count once. Null when
     * the system does not tell.
     */
    public static @Nullable Long residentMb(long pid) {
        List<Long> family = Stream.concat(
                        Stream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .toList();
        long kilobytes = 0;
        for (long member : family) {
            kilobytes += family.size() == 1
                    ? kilobytesIn(Path.of("/proc/" + member + "/status"), "VmRSS:")
                    : kilobytesIn(Path.of("/proc/" + member + "/smaps_rollup"), "Pss:");
        }
        return kilobytes > 0 ? Long.valueOf(kilobytes >> 10) : fromPs(pid);
    }

    private static long kilobytesIn(Path file, String label) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(label))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    private static @Nullable Long fromPs(long pid) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            String answer =
                    new String(ps.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII).strip();
            return answer.isEmpty() ? null : Long.valueOf(Long.parseLong(answer) >> 10);
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }
}
