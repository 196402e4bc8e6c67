package dev.handover.e2e;

import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Parts;
import dev.handover.local.Ports;
import dev.handover.local.Secrets;
import dev.handover.local.Service;
import dev.handover.local.issuer.Tokens;
import dev.handover.local.mail.Mailbox;
import dev.handover.local.mail.SmtpDelivery;
import dev.handover.local.postgres.Databases;
import dev.handover.local.supervise.Part;
import dev.handover.local.supervise.Probes;
import dev.handover.local.supervise.ProcessId;
import dev.handover.local.supervise.State;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The one installation that all journeys of a run share, started by {@code ./handover up} on free ports and stopped when
 * the run ends; or, with {@code -Dhandover.e2e.data=DIR}, one that runs already.
 */
final class Handover {

    private static final Path ROOT = Path.of(System.getProperty("handover.root", "../.."))
            .toAbsolutePath()
            .normalize();

    /** Parts start half a dozen times in a run and live for minutes: what optimises long runs would only slow them. */
    private static final String JAVA_OPTIONS = "-XX:TieredStopAtLevel=1";

    /** What an instance held that is killed is free again sooner than by default: more changes hands in a run. */
    static final Map<String, String> SETTINGS =
            Map.of("HANDOVER_EMAIL_READING_LEASE", "5s", "HANDOVER_EMAIL_SENDING_CLAIM", "8s");

    private static @Nullable Handover running;

    private final Installation installation;
    private final Ports ports;
    private final Tokens tokens;

    private Handover(Installation installation, Ports ports) {
        this.installation = installation;
        this.ports = ports;
        this.tokens = Tokens.of(installation);
    }

    /** The installation, started by the first who asks. */
    static synchronized Handover running() {
        Handover known = running;
        String other = System.getProperty("handover.e2e.data");
        if (known == null && other != null) {
            Installation installation = new Installation(Path.of(other));
            known = new Handover(installation, new Ports(installation.lastPort().orElseThrow()));
            running = known;
        }
        if (known == null) {
            Installation installation = new Installation(Path.of("target", "installation"));
            Ports ports = freePorts();
            run(installation, "up", "--port", Integer.toString(ports.frontDoor()), "--background", "--fresh");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> run(installation, "down")));
            known = new Handover(installation, ports);
            running = known;
        }
        return known;
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

    private static void run(Installation installation, String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(ROOT.resolve("handover").toString(), command));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--data", installation.data().toString()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HANDOVER_BUILD", "never");
        builder.environment().putAll(SETTINGS);
        builder.environment().putIfAbsent("HANDOVER_JAVA_OPTIONS", JAVA_OPTIONS);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        "handover " + command + " ended with " + code + "; see " + installation.logs());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Ports ports() {
        return ports;
    }

    /** A person of the demo workspace: owner, amelie, ben, agent, service. */
    Api as(String person) {
        return new Api(ports.frontDoor(), tokens.tokenOf(person, null, null));
    }

    /** The same at a service's own port, past the front door. */
    Api as(String person, int port) {
        return new Api(port, tokens.tokenOf(person, null, null));
    }

    /** Anybody anywhere. */
    Api as(String person, String workspace, String role) {
        return new Api(ports.frontDoor(), tokens.tokenOf(person, workspace, role));
    }

    /** Somebody without a token. */
    Api anonymous() {
        return new Api(ports.frontDoor(), null);
    }

    /** Delivers a mail as another mail server would. */
    void deliver(byte[] mail, String recipient) {
        SmtpDelivery.deliver(ports.smtp(), mail, recipient);
    }

    /** What lies in a mailbox, oldest first. */
    List<Mail> mailbox(String address) {
        return new Mailbox(ports.imap(), address)
                .messages().stream().map(Mail::new).toList();
    }

    List<String> partNames() {
        return state().parts().stream().map(State.PartState::name).toList();
    }

    /** The process that a part runs in now; null while it is down. */
    @Nullable
    ProcessId process(String part) {
        return part(part).process();
    }

    /** Whether a part answers as ready. */
    boolean healthy(String part) {
        State.PartState state = part(part);
        return state.process() != null && state.process().alive() && Probes.ready(state.probe(), installation);
    }

    /** Ends a part as a crash does; the supervisor starts it again. */
    Instant kill(String part) {
        ProcessId process = process(part);
        if (process == null) {
            throw new IllegalStateException(part + " does not run");
        }
        process.handle().ifPresent(ProcessHandle::destroyForcibly);
        return Instant.now();
    }

    /** One more instance of a service beside that of the launcher, started now; it stops with the test. */
    Instance another(Service service) {
        Part part = new Parts(installation, ports).service(service, ROOT);
        return new Instance(part, ports.issuer() + 1, JAVA_OPTIONS, installation);
    }

    /** A connection to a service's database with every right. */
    Connection database(String name) throws SQLException {
        return DriverManager.getConnection(
                Databases.url(ports.postgresql(), name),
                "handover",
                Secrets.of(installation).postgresPassword());
    }

    private State state() {
        return State.of(installation).orElseThrow();
    }

    private State.PartState part(String name) {
        return state().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** How long a journey waits for something that must happen. */
    static Duration patience() {
        return Duration.ofSeconds(30);
    }
}
