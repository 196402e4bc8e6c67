package dev.handover.bench;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The report for people. */
final class Table {

    private Table() {}

    static String of(Bench.Report report) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Handover on %d cores, %d tickets%s",
                report.cores(),
                report.tickets(),
                report.quick() ? " (quick: for a first look, not for comparing)" : "");
        line(text, "");
        line(text, "%-22s %10s %10s", "part", "start s", "memory MB");
        report.memoryMb()
                .forEach((part, memory) -> line(
                        text,
                        "%-22s %10s %10d",
                        part,
                        number(report.startSeconds().get(part)),
                        memory));
        line(text, "");
        line(text, "single-row commits/s of PostgreSQL, by clients: %s", report.commitsPerSecond());
        line(text, "command to visible at light load, ms:           %s", summary(report.commandToVisible()));
        line(text, "inbox page of 50, ms:                           %s", summary(report.inboxPage()));
        line(text, "");
        line(
                text,
                "%10s %7s %10s %8s %8s %25s %25s %9s %9s %9s",
                "workspaces",
                "clients",
                "commands/s",
                "% of PG",
                "refused",
                "latency ms p50/p99/max",
                "visible ms p50/p99/max",
                "max lag",
                "max lag s",
                "lag +5 s");
        for (Load.Result load : report.loads()) {
            line(
                    text,
                    "%10d %7d %10.1f %8.1f %8d %25s %25s %9d %9.2f %9d",
                    load.workspaces(),
                    load.clients(),
                    load.commandsPerSecond(),
                    100 * load.commandsPerSecond() / report.commitsPerSecond().getOrDefault(load.clients(), Double.NaN),
                    load.refused(),
                    brief(load.latency()),
                    brief(load.visible()),
                    most(load.maxLag()),
                    load.maxLagSeconds().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElse(0),
                    most(load.lagAfter()));
        }
        cpu(text, report);
        line(text, "");
        line(text, "%-5s %8s %12s %12s", "mails", "number", "accepted/s", "tickets/s");
        report.mails()
                .forEach(mails -> line(
                        text,
                        "%-5s %8d %12.1f %12.1f",
                        mails.way(),
                        mails.mails(),
                        mails.acceptedPerSecond(),
                        mails.ticketsPerSecond()));
        report.largeFile()
                .forEach(file -> line(
                        text,
                        "a file of 50 MB %-14s %6.1f s, gateway at most %d MB of heap and %d MB resident above before",
                        file.way(),
                        file.seconds(),
                        file.heapMb(),
                        file.residentMb()));
        line(text, "mails/s of 20 kB parsed on one core: %.1f", report.parsedPerSecond());
        return text.toString();
    }

    private static void cpu(StringBuilder text, Bench.Report report) {
        Set<String> parts = new TreeSet<>();
        report.loads().forEach(load -> parts.addAll(load.cpuMsPerCommand().keySet()));
        line(text, "");
        line(text, "CPU ms a command, in the loads above from the first to the last");
        for (String part : parts) {
            StringBuilder row = new StringBuilder("%-22s".formatted(part));
            report.loads()
                    .forEach(load -> row.append(
                            "%8s".formatted(number(load.cpuMsPerCommand().get(part)))));
            line(text, "%s", row);
        }
    }

    private static long most(Map<String, Long> lag) {
        return lag.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static String summary(Samples.Summary summary) {
        return "p50 %.1f  p99 %.1f  max %.1f  of %d"
                .formatted(summary.p50Ms(), summary.p99Ms(), summary.maxMs(), summary.count());
    }

    private static String brief(Samples.Summary summary) {
        return String.format(Locale.ROOT, "%.1f / %.1f / %.1f", summary.p50Ms(), summary.p99Ms(), summary.maxMs());
    }

    private static String number(@org.jspecify.annotations.Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static void line(StringBuilder text, String format, @org.jspecify.annotations.Nullable Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
