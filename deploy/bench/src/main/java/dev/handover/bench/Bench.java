package dev.handover.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The benchmark: starts an installation of its own, measures it, prints the figures of this one run and takes it down.
 * Arguments: {@code [--json] [--quick] REPOSITORY}. With {@code --json}, JSON is alone on standard output.
 */
public final class Bench {

    /** The keys of the ten workspaces. */
    static final List<String> TEN =
            IntStream.range(0, 10).mapToObj(i -> "bench" + i).toList();

    private final Path root;
    private final Target target;
    private final Sizes sizes;

    private Bench(Path root, Target target, Sizes sizes) {
        this.root = root;
        this.target = target;
        this.sizes = sizes;
    }

    /**
     * How much is measured.
     *
     * @param tickets opened before anything is measured, in one workspace and again in ten
     * @param warmUp how long the same commands are sent before anything is measured: what counts is a service that runs
     *     for long, not one whose code is still being compiled
     * @param clients of each load on one workspace; on ten, the middle one alone in a quick run
     */
    private record Sizes(
            boolean quick,
            int tickets,
            List<Integer> clients,
            Duration warmUp,
            Duration load,
            Duration commits,
            int samples,
            int mails,
            int pages) {

        static Sizes of(boolean quick) {
            return quick
                    ? new Sizes(
                            true,
                            500,
                            List.of(1, 16),
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(4),
                            Duration.ofSeconds(1),
                            40,
                            100,
                            40)
                    : new Sizes(
                            false,
                            10_000,
                            List.of(1, 16, 64),
                            Duration.ofSeconds(150),
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(3),
                            200,
                            1_000,
                            200);
        }
    }

    /** Everything that one run found out. */
    record Report(
            boolean quick,
            int cores,
            int tickets,
            Map<String, Double> startSeconds,
            Map<String, Long> memoryMb,
            Map<Integer, Double> commitsPerSecond,
            Samples.Summary commandToVisible,
            Samples.Summary inboxPage,
            List<Load.Result> loads,
            List<Mails.Result> mails,
            List<LargeFile.Result> largeFile,
            double parsedPerSecond) {}

    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        boolean json = List.of(arguments).contains("--json");
        boolean quick = List.of(arguments).contains("--quick");
        Path root = Path.of(List.of(arguments).stream()
                .filter(argument -> !argument.startsWith("--"))
                .findFirst()
                .orElse("."));
        String data = System.getProperty("handover.bench.data");
        try (Target target = data == null
                ? Target.start(root.toAbsolutePath().normalize())
                : Target.running(root.toAbsolutePath().normalize(), Path.of(data))) {
            Report report = new Bench(root, target, Sizes.of(quick)).run();
            System.out.print(json ? Desk.JSON.writeValueAsString(report) + "\n" : Table.of(report));
        }
    }

    private Report run() throws IOException, InterruptedException, SQLException {
        say("opening " + sizes.tickets() + " tickets in one workspace, and again in ten");
        Desk one = Desk.open(target, "acme");
        List<Desk> ten = new ArrayList<>();
        for (String workspace : TEN) {
            ten.add(Desk.open(target, workspace));
        }
        say("a file of 50 MB");
        List<LargeFile.Result> largeFile = LargeFile.measure(target);
        say("  " + largeFile);
        fill(List.of(one), sizes.tickets());
        fill(ten, sizes.tickets());
        say("warming up with the same commands for " + sizes.warmUp().toSeconds() + " s");
        new Load(target, Stream.concat(Stream.of(one), ten.stream()).toList()).run(16, sizes.warmUp());
        settle();

        say("command to visible, at light load");
        Samples.Summary visible = Visibility.measure(target, one, sizes.samples());
        say("  " + visible);
        say("inbox pages");
        Samples.Summary inbox = inbox(one);
        say("  " + inbox);
        Map<Integer, Double> commits = new TreeMap<>();
        for (int clients : sizes.clients()) {
            say("single-row commits with " + clients + " clients");
            commits.put(clients, Commits.perSecond(target, clients, sizes.commits()));
            say("  " + commits.get(clients));
        }
        List<Load.Result> loads = new ArrayList<>();
        for (int clients : sizes.clients()) {
            loads.add(load(List.of(one), clients));
        }
        for (int clients : sizes.quick() ? List.of(16) : sizes.clients()) {
            loads.add(load(ten, clients));
        }
        say("mails");
        List<Mails.Result> mails =
                List.of(Mails.overHttp(target, sizes.mails(), 16), Mails.overImap(target, sizes.mails(), 4));
        say("mails parsed on one core");
        double parsed = Parsing.perSecond(root, sizes.commits());
        say("  " + parsed);
        return new Report(
                sizes.quick(),
                Runtime.getRuntime().availableProcessors(),
                sizes.tickets(),
                target.startSeconds(),
                Processes.residentMb(target.processes()),
                commits,
                visible,
                inbox,
                loads,
                mails,
                largeFile,
                parsed);
    }

    private Load.Result load(List<Desk> desks, int clients) throws IOException, InterruptedException {
        say(clients + " clients on " + desks.size() + " workspaces");
        Load.Result result = new Load(target, desks).run(clients, sizes.load());
        say("  " + result);
        settle();
        return result;
    }

    private void fill(List<Desk> desks, int tickets) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Random random = new Random(i);
            workers.add(Workers.start(() -> {
                try (HttpConnection http = target.connect()) {
                    for (int n = next.getAndIncrement(); n < tickets; n = next.getAndIncrement()) {
                        HttpConnection.Answer answer =
                                desks.get(n % desks.size()).openTicket(http, random);
                        if (answer.status() != 201) {
                            throw new IllegalStateException(answer.status() + " " + answer.text());
                        }
                    }
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        Workers.check();
    }

    /** Waits until every service has read everything. */
    private void settle() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        int quiet = 0;
        while (quiet < 3) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the services do not catch up: " + target.lag());
            }
            Map<String, Long> lag = target.lag();
            quiet = !lag.isEmpty() && lag.values().stream().allMatch(left -> left == 0) ? quiet + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    private Samples.Summary inbox(Desk desk) throws IOException {
        Samples pages = new Samples();
        try (HttpConnection http = target.connect()) {
            for (int i = 0; i < sizes.pages(); i++) {
                long begin = System.nanoTime();
                HttpConnection.Answer answer = http.get("/query/v1/tickets?view=inbox&limit=50", desk.operatorToken());
                if (answer.status() != 200) {
                    throw new IllegalStateException("the inbox answered " + answer.status());
                }
                pages.add(System.nanoTime() - begin);
            }
        }
        return pages.summary();
    }

    private static void say(String what) {
        System.err.println("bench: " + what);
    }
}
