package dev.handover.e2e;

import dev.handover.local.Installation;
import dev.handover.local.supervise.Part;
import dev.handover.local.supervise.Probes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A further instance of a service: the launcher's command and environment on two other ports, watched by nobody. Its log
 * lies beside that of the first.
 */
final class Instance implements AutoCloseable {

    private final Part part;
    private final int port;
    private final String javaOption;
    private final Installation installation;
    private @Nullable Process process;
    private boolean closed;

    /** Serves on the port, and its management on the next. */
    Instance(Part part, int port, String javaOption, Installation installation) {
        this.part = part;
        this.port = port;
        this.javaOption = javaOption;
        this.installation = installation;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        start();
    }

    int port() {
        return port;
    }

    /** Whether it answers as ready. */
    boolean ready() {
        return Probes.ready("http://127.0.0.1:" + (port + 1) + "/actuator/health/readiness", installation);
    }

    /** Ends as a crash does, and is started again. */
    void killAndStart() {
        kill();
        start();
    }

    private synchronized void start() {
        if (closed) {
            return;
        }
        List<String> command = new ArrayList<>(part.command());
        command.add(1, javaOption);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(installation.data().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        installation.log(part.name() + "-" + port).toFile()));
        builder.environment().putAll(Handover.SETTINGS);
        builder.environment().putAll(part.environment());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT", Integer.toString(port), "MANAGEMENT_SERVER_PORT", Integer.toString(port + 1)));
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void kill() {
        Process running = process;
        if (running != null) {
            try {
                running.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        kill();
    }
}
