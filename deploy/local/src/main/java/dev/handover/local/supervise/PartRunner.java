package dev.handover.local.supervise;

import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one part running: starts it again with growing pauses whenever it ends, until told to stop. */
final class PartRunner {

    private static final Logger LOG = LoggerFactory.getLogger(PartRunner.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration HEALTHY_AFTER = Duration.ofMinutes(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final boolean OWN_SESSION = Files.isExecutable(Path.of("/usr/bin/setsid"));

    private final Part part;
    private final Installation installation;
    private final Runnable onChange;
    private volatile boolean stopping;
    private volatile @Nullable Process process;
    private volatile @Nullable ProcessId id;
    private volatile int exits;
    private volatile @Nullable Thread watcher;

    PartRunner(Part part, Installation installation, Runnable onChange) {
        this.part = part;
        this.installation = installation;
        this.onChange = onChange;
    }

    Part part() {
        return part;
    }

    int exits() {
        return exits;
    }

    State.PartState state() {
        return new State.PartState(part.name(), part.port(), part.probe(), id, exits);
    }

    synchronized void start() {
        if (!stopping) {
            launch();
            watcher = Thread.ofPlatform().daemon().name("watch-" + part.name()).start(this::watch);
        }
    }

    private void watch() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!stopping) {
                Process watched = process;
                if (watched != null) {
                    Instant began = Instant.now();
                    int code = watched.waitFor();
                    if (stopping) {
                        return;
                    }
                    exits++;
                    id = null;
                    onChange.run();
                    if (Duration.between(began, Instant.now()).compareTo(HEALTHY_AFTER) >= 0) {
                        pause = FIRST_PAUSE;
                    }
                    LOG.warn("part {} ended with {}, starting it again in {} ms", part.name(), code, pause.toMillis());
                }
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void restart() {
        if (stopping) {
            return;
        }
        try {
            launch();
        } catch (LauncherFailure e) {
            LOG.warn("part {} could not be started: {}", part.name(), e.getMessage());
        }
    }

    private void launch() {
        part.beforeStart().run();
        List<String> command = new ArrayList<>();
        if (OWN_SESSION) {
            command.add("/usr/bin/setsid"); // Ctrl-C in the terminal reaches the supervisor alone, which stops in order
        }
        command.addAll(part.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(installation.data().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        installation.log(part.name()).toFile()));
        builder.environment().putAll(part.environment());
        try {
            Process started = builder.start();
            process = started;
            id = ProcessId.of(started.toHandle());
            onChange.run();
            LOG.info("part {} started as process {}", part.name(), started.pid());
        } catch (IOException e) {
            process = null;
            throw new LauncherFailure("can't start " + part.name() + ": " + e.getMessage(), e);
        }
    }

    /** Ends the part and waits for it: its own signal first, SIGKILL when it takes too long. */
    void stop() {
        Process last;
        synchronized (this) {
            stopping = true;
            last = process;
        }
        Thread watching = watcher;
        if (watching != null) {
            watching.interrupt();
        }
        if (last == null || !last.isAlive()) {
            return;
        }
        Signals.send(last.toHandle(), part.stopSignal());
        try {
            if (!last.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("part {} did not stop in {} s, killing it", part.name(), STOP_PATIENCE.toSeconds());
                last.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        id = null;
    }
}
