package dev.handover.local;

import dev.handover.local.supervise.State;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the supervisor as a process of its own and passes its progress on until it is ready. */
final class Background {

    private Background() {}

    static void up(Installation installation, UpOptions options) {
        Ports ports = new Ports(options.port);
        Startup startup = new Startup(installation, ports, DataOption.root(), System.err::println);
        if (State.of(installation).filter(State::running).isEmpty()) {
            startup.prepare(options.fresh, options.services());
            long logged = size(installation.log("supervisor"));
            follow(installation, start(installation, options), logged);
        } else {
            throw new LauncherFailure("another process is starting " + installation.data());
        }
    }

    private static long size(Path log) {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static Process start(Installation installation, UpOptions options) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dhandover.root=" + DataOption.root(),
                "-Dhandover.cache=" + installation.cache(),
                "-cp",
                new Programs(installation).classPath(),
                Launcher.class.getName(),
                "up",
                "--port",
                Integer.toString(options.port),
                "--data",
                installation.data().toString()));
        if (options.withoutServices) {
            command.add("--without-services");
        }
        Path log = installation.log("supervisor");
        try {
            return new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new LauncherFailure("can't start the supervisor: " + e, e);
        }
    }

    private static void follow(Installation installation, Process supervisor, long shownFrom) {
        long shown = shownFrom;
        while (true) {
            boolean alive = supervisor.isAlive();
            State state = State.of(installation).orElse(null);
            shown = showProgress(installation.log("supervisor"), shown);
            if (state != null && state.supervisor().pid() == supervisor.pid() && state.ready()) {
                return;
            }
            if (!alive) {
                String why = state == null || state.failure() == null
                        ? "the supervisor ended:\n" + installation.tail("supervisor", 8)
                        : state.failure();
                throw new LauncherFailure(
                        why + (why.contains("log file:") ? "" : "\n  log file: " + installation.log("supervisor")));
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                supervisor.destroy();
                Thread.currentThread().interrupt();
                throw new LauncherFailure("interrupted", e);
            }
        }
    }

    /** Prints the supervisor's lines for people (they are indented; its log lines are not). */
    private static long showProgress(Path log, long from) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] more = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(more);
            String text = new String(more, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            text.substring(0, end)
                    .lines()
                    .filter(line ->
                            line.startsWith("  ") && (line.contains("ready after") || line.contains("demo workspace")))
                    .forEach(System.err::println);
            return from + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
        } catch (IOException e) {
            return from;
        }
    }
}
