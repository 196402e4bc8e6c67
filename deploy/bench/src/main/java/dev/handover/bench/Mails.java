package dev.handover.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Mails taken in: over HTTP, and from the mailbox by IMAP; until each is a ticket that readers see. */
final class Mails {

    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(3);

    private Mails() {}

    /**
     * What became of the mails.
     *
     * @param acceptedPerSecond answered with 202, or delivered to the mailbox
     * @param ticketsPerSecond from the first mail to the last ticket in the query API
     */
    record Result(String way, int mails, double acceptedPerSecond, double ticketsPerSecond) {}

    static Result overHttp(Target target, int mails, int clients) throws IOException, InterruptedException {
        String service = target.token("service", "acme", "service");
        return run(target, "HTTP", mails, clients, () -> {
            HttpConnection http = target.connect();
            return raw -> {
                HttpConnection.Answer answer =
                        http.call("POST", "/channels/v1/email/acme-support/messages", service, "message/rfc822", raw);
                if (answer.status() != 202) {
                    throw new IllegalStateException("a mail was answered with " + answer.status());
                }
            };
        });
    }

    static Result overImap(Target target, int mails, int clients) throws IOException, InterruptedException {
        return run(target, "IMAP", mails, clients, () -> raw -> target.deliver(raw, "support@acme.test"));
    }

    private interface Way {
        void hand(byte[] raw) throws IOException;
    }

    private interface Ways {
        Way open() throws IOException;
    }

    private static Result run(Target target, String name, int mails, int clients, Ways ways)
            throws IOException, InterruptedException {
        long before = tickets(target);
        AtomicInteger next = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            workers.add(Workers.start(() -> {
                Way way = ways.open();
                while (next.getAndIncrement() < mails) {
                    way.hand(mail());
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        double accepted = (System.nanoTime() - begin) / 1e9;
        Workers.check();
        while (tickets(target) < before + mails) {
            if (System.nanoTime() - begin > LONGEST_NS) {
                throw new IllegalStateException("not every mail became a ticket");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        double seen = (System.nanoTime() - begin) / 1e9;
        return new Result(name, mails, Math.round(10 * mails / accepted) / 10.0, Math.round(10 * mails / seen) / 10.0);
    }

    /** On a connection of its own: between two counts the front door may close one. */
    private static long tickets(Target target) throws IOException {
        try (HttpConnection http = target.connect()) {
            HttpConnection.Answer answer = http.get("/query/v1/views", target.token("owner", "acme", "owner"));
            for (JsonNode view : Desk.JSON.readTree(answer.body()).path("views")) {
                if (view.path("key").asString().equals("all")) {
                    return view.path("count").asLong();
                }
            }
            throw new IllegalStateException("no count: " + answer.status() + " " + answer.text());
        }
    }

    private static byte[] mail() {
        String id = UUID.randomUUID().toString();
        return ("From: A Customer <" + id + "@customer.test>\r\nTo: support@acme.test\r\nSubject: Mail " + id
                        + "\r\nMessage-ID: <" + id + "@customer.test>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                        + "Hello,\r\n\r\nwhere is my order? It was to come last week.\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
