package dev.handover.bench;

import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Ports;
import dev.handover.local.Secrets;
import dev.handover.local.Service;
import dev.handover.local.issuer.Tokens;
import dev.handover.local.kafka.Lag;
import dev.handover.local.mail.Mailbox;
import dev.handover.local.mail.SmtpDelivery;
import dev.handover.local.postgres.Databases;
import dev.handover.local.supervise.ProcessId;
import dev.handover.local.supervise.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The installation that is measured: fresh, of its own, gone afterwards. */
final class Target implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("\\s*(\\S+)\\s+ready after ([0-9.]+) s");
    private static final List<String> SERVICES =
            Stream.of(Service.values()).map(Service::partName).toList();

    private final Path root;
    private final Path directory;
    private final boolean own;
    private final Installation installation;
    private final Ports ports;
    private final Map<String, Double> startSeconds = new LinkedHashMap<>();
    private @Nullable Lag lag;

    private Target(Path root, Path directory, boolean own, Installation installation, Ports ports) {
        this.root = root;
        this.directory = directory;
        this.own = own;
        this.installation = installation;
        this.ports = ports;
    }

    /** An installation that runs already; it stays as it is. */
    static Target running(Path root, Path data) {
        Installation installation = new Installation(data);
        return new Target(
                root,
                data,
                false,
                installation,
                new Ports(installation.lastPort().orElseThrow()));
    }

    /** A fresh one, started now. */
    static Target start(Path root) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("handover-bench");
        Target target = new Target(root, directory, true, new Installation(directory.resolve("data")), freePorts());
        Process up = target.handover("up", "--port", Integer.toString(target.ports.frontDoor()), "--background");
        try (BufferedReader progress = up.errorReader()) {
            for (String line = progress.readLine(); line != null; line = progress.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.matches()) {
                    target.startSeconds.put(ready.group(1), Double.parseDouble(ready.group(2)));
                } else {
                    System.err.println(line);
                }
            }
        }
        if (up.waitFor() != 0) {
            throw new IllegalStateException("the installation did not start; see " + target.installation.logs());
        }
        return target;
    }

    private static Ports freePorts() {
        while (true) {
            Ports ports = new Ports(ThreadLocalRandom.current().nextInt(20_000, 30_000));
            try {
                ports.requireFree();
                return ports;
            } catch (LauncherFailure _) {
                // taken by another: elsewhere then
            }
        }
    }

    private Process handover(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(root.resolve("handover").toString()));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--data", installation.data().toString()));
        ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HANDOVER_BUILD", "never");
        builder.environment().put("HANDOVER_MAIL_WORKSPACES", String.join(",", Bench.TEN));
        return builder.start();
    }

    /** From the start of a part to its readiness, as the launcher saw it. */
    Map<String, Double> startSeconds() {
        return startSeconds;
    }

    Path logs() {
        return installation.logs();
    }

    HttpConnection connect() throws IOException {
        return new HttpConnection(ports.frontDoor());
    }

    String token(String person, String workspace, String role) {
        return Tokens.of(installation).tokenOf(person, workspace, role);
    }

    void deliver(byte[] mail, String recipient) {
        SmtpDelivery.deliver(ports.smtp(), mail, recipient);
    }

    /** Throws away what lies in a mailbox, which the mail server holds in memory. */
    void empty(String address) {
        new Mailbox(ports.imap(), address).empty();
    }

    /** A path at the front door. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + ports.frontDoor() + path);
    }

    /** Where a service tells its metrics. */
    URI metrics(Service service) {
        return URI.create("http://127.0.0.1:" + ports.management(service) + "/actuator/prometheus");
    }

    /** Every part's process, by name. */
    Map<String, Long> processes() {
        Map<String, Long> processes = new LinkedHashMap<>();
        for (State.PartState part : State.of(installation).orElseThrow().parts()) {
            ProcessId process = part.process();
            if (process != null) {
                processes.put(part.name(), process.pid());
            }
        }
        return processes;
    }

    /** How far each service has read. */
    Map<String, Lag.Progress> progress() {
        if (lag == null) {
            lag = new Lag(ports.kafka(), SERVICES);
        }
        return lag.read();
    }

    /** Records that each service has not read yet. */
    Map<String, Long> lag() {
        Map<String, Long> left = new LinkedHashMap<>();
        progress().forEach((service, progress) -> left.put(service, progress.left()));
        return left;
    }

    int kafkaPort() {
        return ports.kafka();
    }

    /** A connection with every right, durable as the services' are. */
    Connection database(String name) throws SQLException {
        return DriverManager.getConnection(
                Databases.url(ports.postgresql(), name),
                "handover",
                Secrets.of(installation).postgresPassword());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (lag != null) {
            lag.close();
        }
        if (!own) {
            return;
        }
        Process down = handover("down");
        down.getErrorStream().transferTo(System.err);
        if (down.waitFor() == 0 && System.getenv("HANDOVER_BENCH_KEEP") == null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } else {
            System.err.println("the installation's files stay in " + directory);
        }
    }
}
