package dev.handover.bench;

import dev.handover.local.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a service holds at most above what it held at the beginning, seen ten times a second. */
final class MemoryWatch implements AutoCloseable {

    private static final long BETWEEN_MS = 100;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI metrics;
    private final Map<String, Long> process;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread looking;
    private final Held before;
    private volatile Held most;

    private record Held(long heapMb, long residentMb) {

        Held most(Held other) {
            return new Held(Math.max(heapMb, other.heapMb), Math.max(residentMb, other.residentMb));
        }
    }

    private MemoryWatch(URI metrics, Map<String, Long> process) throws IOException, InterruptedException {
        this.metrics = metrics;
        this.process = process;
        this.before = look();
        this.most = before;
        this.looking = Workers.start(this::run);
    }

    static MemoryWatch of(Target target, Service service) throws IOException, InterruptedException {
        Long pid = target.processes().get(service.partName());
        return new MemoryWatch(target.metrics(service), Map.of(service.partName(), pid == null ? 0L : pid));
    }

    private void run() throws IOException, InterruptedException {
        while (!over.await(BETWEEN_MS, TimeUnit.MILLISECONDS)) {
            most = most.most(look());
        }
    }

    private Held look() throws IOException, InterruptedException {
        String all = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
        double heap = all.lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        long resident = Processes.residentMb(process).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Held((long) heap >> 20, resident);
    }

    long heapMb() {
        return most.heapMb - before.heapMb;
    }

    long residentMb() {
        return most.residentMb - before.residentMb;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
        Workers.check();
    }
}
