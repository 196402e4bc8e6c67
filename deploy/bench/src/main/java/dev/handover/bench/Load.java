package dev.handover.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Clients that send commands as fast as they are answered, and what the system does meanwhile. */
final class Load {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final Target target;
    private final List<Desk> desks;
    private final AtomicReference<Seen> last = new AtomicReference<>();

    Load(Target target, List<Desk> desks) {
        this.target = target;
        this.desks = desks;
    }

    private record Seen(Desk desk, String after, long at) {}

    /**
     * What a load came to.
     *
     * @param refused commands that were not accepted
     * @param visible from an accepted command to its effect in the query API, under this load
     * @param maxLag the most records that a service had not read
     * @param maxLagSeconds how long ago the oldest record was published that a service had not read, at most
     * @param lagAfter records not read 5 s after the end
     * @param cpuMsPerCommand by process
     */
    record Result(
            int workspaces,
            int clients,
            double seconds,
            long commands,
            double commandsPerSecond,
            long refused,
            Samples.Summary latency,
            Samples.Summary visible,
            Map<String, Long> maxLag,
            Map<String, Double> maxLagSeconds,
            Map<String, Long> lagAfter,
            Map<String, Double> cpuMsPerCommand) {}

    Result run(int clients, Duration length) throws IOException, InterruptedException {
        AtomicLong accepted = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        Samples latency = new Samples();
        Samples visible = new Samples();
        LagWatch lag = new LagWatch();
        Map<String, Long> cpuBefore = Processes.cpuMs(target.processes());
        long begin = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Random random = new Random(i + 31L * clients);
            workers.add(Workers.start(() -> send(random, over, accepted, refused, latency)));
        }
        Thread watcher = Workers.start(() -> watchLag(over, lag));
        Thread prober = Workers.start(() -> probe(over, visible));
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        over.set(true);
        for (Thread worker : workers) {
            worker.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Map<String, Long> cpuAfter = Processes.cpuMs(target.processes());
        watcher.join();
        prober.join();
        Workers.check();
        TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
        Map<String, Long> lagAfter = new TreeMap<>(target.lag());
        Map<String, Double> cpu = new TreeMap<>();
        cpuAfter.forEach((name, ms) -> cpu.put(
                name,
                Math.round(100.0 * (ms - cpuBefore.getOrDefault(name, 0L)) / Math.max(1, accepted.get())) / 100.0));
        return new Result(
                desks.size(),
                clients,
                Math.round(seconds * 10) / 10.0,
                accepted.get(),
                Math.round(10 * accepted.get() / seconds) / 10.0,
                refused.get(),
                latency.summary(),
                visible.summary(),
                lag.records(),
                lag.seconds(),
                lagAfter,
                cpu);
    }

    private void send(Random random, AtomicBoolean over, AtomicLong accepted, AtomicLong refused, Samples latency)
            throws IOException {
        try (HttpConnection http = target.connect()) {
            while (!over.get()) {
                Desk desk = desks.get(random.nextInt(desks.size()));
                long begin = System.nanoTime();
                HttpConnection.Answer answer = desk.command(http, random);
                long end = System.nanoTime();
                if (answer.status() / 100 == 2) {
                    accepted.incrementAndGet();
                    latency.add(end - begin);
                    last.set(new Seen(desk, answer.after(), end));
                } else if (refused.incrementAndGet() == 1) {
                    System.err.println("refused: " + answer.status() + " " + answer.text());
                }
            }
        }
    }

    private void watchLag(AtomicBoolean over, LagWatch lag) throws InterruptedException {
        while (!over.get()) {
            lag.look(target.progress(), System.nanoTime());
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /** How old what readers see is: takes the newest command, and waits until the query API shows it. */
    private void probe(AtomicBoolean over, Samples visible) throws IOException, InterruptedException {
        try (HttpConnection http = target.connect()) {
            while (!over.get()) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                Seen seen = last.get();
                if (seen != null) {
                    Visibility.await(http, seen.desk().ownerToken(), seen.after());
                    visible.add(System.nanoTime() - seen.at());
                }
            }
        }
    }
}
