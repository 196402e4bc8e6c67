package dev.handover.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** From an accepted command to its effect in the query API, with one client that takes its time. */
final class Visibility {

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Visibility() {}

    static Samples.Summary measure(Target target, Desk desk, int samples) throws IOException, InterruptedException {
        Samples visible = new Samples();
        Random random = new Random(7);
        try (HttpConnection commands = target.connect();
                HttpConnection queries = target.connect()) {
            for (int i = 0; i < samples; i++) {
                HttpConnection.Answer answer = desk.command(commands, random);
                if (answer.status() / 100 == 2) {
                    long accepted = System.nanoTime();
                    await(queries, desk.ownerToken(), answer.after());
                    visible.add(System.nanoTime() - accepted);
                }
                TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
            }
        }
        return visible.summary();
    }

    /** Asks for what a command did until it is there: the API itself waits two seconds. */
    static void await(HttpConnection http, String token, String after) throws IOException {
        long begin = System.nanoTime();
        while (http.get("/query/v1/tickets?view=all&limit=1&after=" + after, token)
                        .status()
                != 200) {
            if (System.nanoTime() - begin > LONGEST.toNanos()) {
                throw new IllegalStateException("a command was not visible after " + LONGEST);
            }
        }
    }
}
