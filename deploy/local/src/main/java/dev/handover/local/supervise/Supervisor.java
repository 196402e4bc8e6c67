package dev.handover.local.supervise;

import dev.handover.local.Installation;
import dev.handover.local.LauncherFailure;
import dev.handover.local.Ports;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an installation's parts, watches them, and stops them in the reverse order of need. Holds the data
 * directory's lock, so that one data directory has at most one supervisor.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration START_PATIENCE = Duration.ofMinutes(6);
    private static final int MOST_EARLY_EXITS = 2;

    private final Installation installation;
    private final Ports ports;
    private final Consumer<String> progress;
    private final FileChannel lock;
    private final List<PartRunner> runners = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean ready;
    private boolean stopping;
    private @Nullable String failure;

    /** Takes the data directory. */
    public Supervisor(Installation installation, Ports ports, Consumer<String> progress) {
        this.installation = installation;
        this.ports = ports;
        this.progress = progress;
        this.lock = lock(installation);
        publish();
    }

    /** Also writes a failure to the supervisor's log, and says where that is. */
    public static LauncherFailure logged(Installation installation, LauncherFailure failure) {
        String message = String.valueOf(failure.getMessage());
        Path log = installation.log("supervisor");
        if (message.contains(installation.logs().toString())) {
            return failure;
        }
        try {
            Files.writeString(
                    log,
                    Instant.now() + " ERROR " + message + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            return failure;
        }
        return LauncherFailure.withLog(message, log);
    }

    /** Sends this process's log to the supervisor's log file; must come before the first line is logged. */
    public static void logToFile(Installation installation) {
        System.setProperty(
                "handover.supervisor.log", installation.log("supervisor").toString());
        System.setProperty("logback.configurationFile", "logback-supervisor.xml");
    }

    private static FileChannel lock(Installation installation) {
        try {
            FileChannel channel =
                    FileChannel.open(installation.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new LauncherFailure("another process is starting or running " + installation.data());
            }
            return channel;
        } catch (IOException e) {
            throw new LauncherFailure("can't lock " + installation.data() + ": " + e, e);
        }
    }

    /** Starts a part and waits until it is ready. Parts stop in the reverse order of their start. */
    public void startAndAwait(Part part) {
        await(start(part), Instant.now());
    }

    /** Starts several parts at once and waits for all. */
    public void startAllAndAwait(List<Part> parts) {
        Instant began = Instant.now();
        List<PartRunner> started = parts.stream().map(this::start).toList();
        List<PartRunner> waiting = new ArrayList<>(started);
        while (!waiting.isEmpty()) {
            waiting.removeIf(runner -> tryOnce(runner, began));
            pause();
        }
    }

    private PartRunner start(Part part) {
        PartRunner runner = new PartRunner(part, installation, this::publish);
        synchronized (this) {
            if (stopping) {
                throw new LauncherFailure("stopped while starting");
            }
            runners.add(runner);
        }
        runner.start();
        return runner;
    }

    private void await(PartRunner runner, Instant began) {
        while (!tryOnce(runner, began)) {
            pause();
        }
    }

    private boolean tryOnce(PartRunner runner, Instant began) {
        String name = runner.part().name();
        Duration took = Duration.between(began, Instant.now());
        if (Probes.ready(runner.part().probe(), installation)) {
            progress.accept("  %-20s ready after %.1f s".formatted(name, took.toMillis() / 1000.0));
            return true;
        }
        synchronized (this) {
            if (stopping) {
                throw new LauncherFailure("stopped while starting");
            }
        }
        if (runner.exits() > MOST_EARLY_EXITS || took.compareTo(START_PATIENCE) > 0) {
            String why = runner.exits() > 0 ? "ends again and again" : "is not ready after " + took.toSeconds() + " s";
            throw LauncherFailure.withLog(
                    "%s can't start: it %s. Its last lines:%n%s".formatted(name, why, installation.tail(name, 12)),
                    installation.log(name));
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("interrupted while starting", e);
        }
    }

    /** Tells the other commands that everything is up. */
    public synchronized void markReady() {
        ready = true;
        publish();
    }

    /** Leaves behind why the start was given up, for whoever waits for it. */
    public synchronized void markFailed(String why) {
        failure = why;
        publish();
    }

    private synchronized void publish() {
        if (!stopping || failure != null) {
            new State(
                            ports.frontDoor(),
                            ports.smtp(),
                            ports.imap(),
                            ProcessId.of(ProcessHandle.current()),
                            ready,
                            failure,
                            runners.stream().map(PartRunner::state).toList())
                    .writeTo(installation);
        }
    }

    /** Blocks until {@link #close} has stopped everything. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Stops all parts, the last started first; parts without a need for order stop together. */
    @Override
    public void close() {
        List<PartRunner> toStop;
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
            toStop = List.copyOf(runners).reversed();
        }
        LOG.info("stopping");
        stopTogether(toStop.stream().filter(r -> !isFoundation(r)).toList());
        toStop.stream().filter(Supervisor::isFoundation).forEach(PartRunner::stop);
        synchronized (this) {
            if (failure == null) {
                State.delete(installation);
            } else {
                publish();
            }
        }
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock file could not be closed", e);
        }
        LOG.info("stopped");
        stopped.countDown();
    }

    private static boolean isFoundation(PartRunner runner) {
        return switch (runner.part().name()) {
            case "kafka", "mail", "postgresql" -> true;
            default -> false;
        };
    }

    private static void stopTogether(List<PartRunner> together) {
        List<Thread> threads = together.stream()
                .map(runner -> Thread.ofVirtual().start(runner::stop))
                .toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
