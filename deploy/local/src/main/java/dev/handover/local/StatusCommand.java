package dev.handover.local;

import dev.handover.local.kafka.Lag;
import dev.handover.local.supervise.Memory;
import dev.handover.local.supervise.Probes;
import dev.handover.local.supervise.ProcessId;
import dev.handover.local.supervise.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows every part's process, port, health, memory and consumer lag. */
@Command(
        name = "status",
        description = "show each part's pid, port, health, memory and consumer lag",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    /** The whole as `--json` prints it. */
    record Status(String url, int smtpPort, int imapPort, List<PartStatus> parts) {}

    /**
     * One part.
     *
     * @param health UP, DOWN (a process that does not answer) or STOPPED (no process)
     * @param lag records not read yet by its consumer groups, or null when it has none
     */
    record PartStatus(
            String name,
            @Nullable Long pid,
            int port,
            String health,
            @Nullable Long memoryMb,
            @Nullable Long lag) {}

    @Override
    public Integer call() {
        Installation installation = data.installation();
        State state = State.of(installation).orElse(null);
        if (state == null || !state.running()) {
            System.err.println("handover is not running in " + installation.data()
                    + (state == null ? "" : " (its supervisor was killed; `down` or `up` ends what it left behind)"));
            return 3;
        }
        Status status = read(state, installation);
        if (json) {
            System.out.println(Json.MAPPER.writeValueAsString(status));
        } else {
            print(status);
        }
        return 0;
    }

    private static Status read(State state, Installation installation) {
        Ports ports = new Ports(state.port());
        List<String> services =
                Stream.of(Service.values()).map(Service::partName).toList();
        Map<String, Long> lag = Lag.of(ports.kafka(), services);
        List<String> order = Stream.concat(
                        services.stream(), Stream.of("kafka", "postgresql", "mail", "issuer", "front-door"))
                .toList();
        List<PartStatus> parts = state.parts().parallelStream()
                .map(part -> read(part, lag.get(part.name()), installation))
                .sorted(java.util.Comparator.comparing(part -> order.indexOf(part.name())))
                .toList();
        return new Status(ports.url(), state.smtpPort(), state.imapPort(), parts);
    }

    private static PartStatus read(State.PartState part, @Nullable Long lag, Installation installation) {
        ProcessId process = part.process();
        if (process == null || !process.alive()) {
            return new PartStatus(part.name(), null, part.port(), "STOPPED", null, lag);
        }
        String health = Probes.ready(part.probe(), installation) ? "UP" : "DOWN";
        return new PartStatus(part.name(), process.pid(), part.port(), health, Memory.residentMb(process.pid()), lag);
    }

    private static void print(Status status) {
        System.out.println(
                "handover at " + status.url() + ", SMTP " + status.smtpPort() + ", IMAP " + status.imapPort());
        System.out.printf("%-22s %8s %6s %-8s %9s %7s%n", "part", "pid", "port", "health", "memory MB", "lag");
        for (PartStatus part : status.parts()) {
            System.out.printf(
                    "%-22s %8s %6d %-8s %9s %7s%n",
                    part.name(),
                    part.pid() == null ? "-" : part.pid(),
                    part.port(),
                    part.health(),
                    part.memoryMb() == null ? "-" : part.memoryMb(),
                    part.lag() == null ? "-" : part.lag());
        }
    }
}
