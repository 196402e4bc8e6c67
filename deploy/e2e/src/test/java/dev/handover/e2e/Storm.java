package dev.handover.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mail that comes, operators who reply and parts that are killed, all at once. Each thread of mails keeps to one way in;
 * a mail counts when it was answered with 202, or delivered to the mailbox.
 */
final class Storm {

    private static final Logger log = LoggerFactory.getLogger(Storm.class);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(3);

    private final Handover handover;
    private final Random random;
    private final String name;
    private final List<Thread> mailThreads;
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final Map<String, Integer> kills = new LinkedHashMap<>();
    private final Ways ways;
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** A thread of mails of one customer; {@code marks} in the order in which they were sent. */
    record Thread(Customer customer, String subject, String firstId, boolean http, List<String> marks) {}

    /** The two ways in. */
    interface Ways {

        /** Hands a mail in over HTTP, and answers the status; 0 where there was none. */
        int post(byte[] raw);

        /** Puts a mail into the mailbox. */
        void put(byte[] raw);
    }

    /** A storm on the support address. */
    Storm(Handover handover, long seed, int threads) {
        this(handover, seed, threads, new Ways() {
            @Override
            public int post(byte[] raw) {
                return handover.as("service").mail(raw).status();
            }

            @Override
            public void put(byte[] raw) {
                handover.deliver(raw, Customer.SUPPORT);
            }
        });
    }

    Storm(Handover handover, long seed, int threads, Ways ways) {
        this.handover = handover;
        this.ways = ways;
        this.random = new Random(seed);
        this.name = "storm" + Long.toString(seed & 0xFFFFFF, 36);
        List<Thread> made = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String id = name + "-" + i;
            made.add(new Thread(
                    new Customer(handover, id + "@customer.test", "Customer " + i),
                    "Question " + id + " of many",
                    "<first." + id + "@customer.test>",
                    i % 2 == 0,
                    Collections.synchronizedList(new ArrayList<>())));
        }
        this.mailThreads = List.copyOf(made);
    }

    List<Thread> threads() {
        return mailThreads;
    }

    /** The marks of replies that were accepted, and the ticket of each. */
    Map<String, String> replies() {
        return replies;
    }

    /** How many mails were taken. */
    int mails() {
        return mailThreads.stream().mapToInt(thread -> thread.marks().size()).sum();
    }

    int killsOf(String part) {
        return kills.getOrDefault(part, 0);
    }

    /** Whether a ticket is one of these. */
    boolean owns(String subject) {
        return subject.contains(name);
    }

    /** The first mail of every thread, in peace; the tickets that they opened, by subject. */
    Map<String, String> begin() {
        mailThreads.forEach(this::sendNext);
        Map<String, String> tickets = new LinkedHashMap<>();
        Api owner = handover.as("owner");
        await("a ticket for every thread").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            Map<String, String> bySubject = new LinkedHashMap<>();
            owner.list("all")
                    .forEach(row -> bySubject.put(
                            row.path("subject").asString(), row.path("ticketId").asString()));
            mailThreads.forEach(
                    thread -> tickets.put(thread.subject(), String.valueOf(bySubject.get(thread.subject()))));
            assertThat(tickets.values()).doesNotContain("null");
        });
        return tickets;
    }

    /** Sends mails and replies, evenly within about this time, while something else happens. */
    void rage(Map<String, String> tickets, int mails, int replyCount, Duration pace, Work meanwhile)
            throws InterruptedException {
        List<java.lang.Thread> workers = new ArrayList<>();
        long mailPause = pace.toMillis() / Math.max(1, mails / 2);
        workers.add(start(() -> mailsOf(true, mails / 2, mailPause)));
        workers.add(start(() -> mailsOf(false, mails - mails / 2, mailPause)));
        workers.add(start(() -> replies(tickets, replyCount, pace.toMillis() / Math.max(1, replyCount))));
        workers.add(start(meanwhile));
        for (java.lang.Thread worker : workers) {
            worker.join();
        }
        assertThat(failures).isEmpty();
    }

    interface Work {
        void run() throws InterruptedException;
    }

    private java.lang.Thread start(Work work) {
        return java.lang.Thread.startVirtualThread(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        });
    }

    private void mailsOf(boolean http, int count, long pauseMs) throws InterruptedException {
        List<Thread> own = mailThreads.stream().filter(t -> t.http() == http).toList();
        for (int i = 0; i < count; i++) {
            sendNext(own.get(i % own.size()));
            TimeUnit.MILLISECONDS.sleep(pauseMs);
        }
    }

    private void sendNext(Thread thread) {
        int number = thread.marks().size();
        String mark = "mark<" + thread.subject() + "|" + number + ">";
        String id = number == 0
                ? thread.firstId()
                : "<m" + number + "." + thread.firstId().substring(1);
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Message-ID", id));
        if (number > 0) {
            headers.put("In-Reply-To", thread.firstId());
            headers.put("References", thread.firstId());
        }
        byte[] raw = thread.customer().mail(thread.subject(), mark, headers).raw();
        if (thread.http()) {
            again("a mail", () -> ways.post(raw), 202);
        } else {
            ways.put(raw);
        }
        thread.marks().add(mark);
    }

    private void replies(Map<String, String> tickets, int count, long pauseMs) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            Thread thread = mailThreads.get(i % mailThreads.size());
            String ticket = Objects.requireNonNull(tickets.get(thread.subject()));
            String mark = "reply<" + name + "|" + i + ">";
            Api operator = handover.as(random.nextBoolean() ? "amelie" : "ben");
            String path = "/tickets/v1/tickets/" + ticket + "/replies";
            again(
                    mark,
                    () -> operator.post(path, mark, Map.of("text", mark, "force", true))
                            .status(),
                    201);
            replies.put(mark, ticket);
            TimeUnit.MILLISECONDS.sleep(pauseMs);
        }
    }

    private interface Call {
        int status();
    }

    /** Calls again while the system is not reachable; a refusal is none of the answers that an outage may have. */
    private static void again(String what, Call call, int wanted) {
        Instant end = Instant.now().plus(LONGEST_OUTAGE);
        while (true) {
            int status = call.status();
            if (status == wanted) {
                return;
            }
            if (status != 0 && status / 100 != 5 || Instant.now().isAfter(end)) {
                throw new AssertionError(what + " was answered with " + status);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(AGAIN.toNanos());
        }
    }

    /** What can be killed, once it is up. */
    record Victim(String name, BooleanSupplier up, Runnable kill) {}

    /** Kills each so many times, in an order and with pauses by chance. */
    void killAll(List<Victim> victims, int rounds, Duration pace) throws InterruptedException {
        long pauseMs = pace.toMillis() / Math.max(1, (long) rounds * victims.size());
        for (int round = 0; round < rounds; round++) {
            List<Victim> shuffled = new ArrayList<>(victims);
            Collections.shuffle(shuffled, random);
            for (Victim victim : shuffled) {
                TimeUnit.MILLISECONDS.sleep(random.nextLong(pauseMs / 2, pauseMs + 1));
                await(victim.name() + " running").atMost(Duration.ofMinutes(2)).until(victim.up()::getAsBoolean);
                victim.kill().run();
                kills.merge(victim.name(), 1, Integer::sum);
                log.info("killed {}", victim.name());
            }
        }
    }
}
