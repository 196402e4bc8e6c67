package dev.handover.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What processes use, as Linux counts it in {@code /proc}; nothing elsewhere. */
final class Processes {

    private static final long TICK_MS = 10;
    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    private Processes() {}

    /** CPU milliseconds so far of each part with its children, dead ones too, and of this process as {@code bench}. */
    static Map<String, Long> cpuMs(Map<String, Long> processes) throws IOException {
        Map<Long, List<Long>> children = new LinkedHashMap<>();
        Map<Long, Long> own = new LinkedHashMap<>();
        if (Files.isDirectory(Path.of("/proc/self"))) {
            try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
                for (Path entry : entries.filter(
                                path -> path.getFileName().toString().matches("\\d+"))
                        .toList()) {
                    long pid = Long.parseLong(entry.getFileName().toString());
                    String[] fields = stat(entry);
                    if (fields.length > CHILDREN_SYSTEM_TIME) {
                        long ticks = 0;
                        for (int i = USER_TIME; i <= CHILDREN_SYSTEM_TIME; i++) {
                            ticks += Long.parseLong(fields[i]);
                        }
                        own.put(pid, ticks * TICK_MS);
                        children.computeIfAbsent(Long.parseLong(fields[PARENT]), p -> new ArrayList<>())
                                .add(pid);
                    }
                }
            }
        }
        Map<String, Long> cpu = new LinkedHashMap<>();
        processes.forEach((name, pid) -> cpu.put(
                name,
                own.getOrDefault(pid, 0L)
                        + children.getOrDefault(pid, List.of()).stream()
                                .mapToLong(child -> own.getOrDefault(child, 0L))
                                .sum()));
        cpu.put("bench", own.getOrDefault(ProcessHandle.current().pid(), 0L));
        return cpu;
    }

    /** The fields of a process's stat behind its name; none when it has ended. */
    private static String[] stat(Path process) throws IOException {
        try {
            String stat = Files.readString(process.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        } catch (NoSuchFileException e) {
            return new String[0];
        } catch (IOException e) {
            return new String[0]; // it ended while it was read
        }
    }

    /** Resident megabytes of each part, children left out. */
    static Map<String, Long> residentMb(Map<String, Long> processes) throws IOException {
        Map<String, Long> resident = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            Path status = Path.of("/proc", process.getValue().toString(), "status");
            if (Files.exists(status)) {
                resident.put(
                        process.getKey(),
                        Files.readAllLines(status).stream()
                                        .filter(line -> line.startsWith("VmRSS"))
                                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                                        .sum()
                                / 1024);
            }
        }
        return resident;
    }
}
