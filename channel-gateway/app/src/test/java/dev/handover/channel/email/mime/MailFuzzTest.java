package dev.handover.channel.email.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.handover.channel.content.ByteRange;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Reads damaged mails for some seconds, for ten minutes in a small heap with the Maven profile {@code fuzz}, or as long as
 * {@code -Dhandover.fuzz=PT1H} says: none may crash the parser, take long or take much memory. A failure names the seed;
 * {@code -Dhandover.fuzz.seed=…} begins with it again.
 */
class MailFuzzTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long MOST_ALLOCATED_BYTES = 600L * 1024 * 1024;
    private static final int LARGEST_MAIL = 1024 * 1024;

    private final Duration duration = Duration.parse(System.getProperty("handover.fuzz", "PT3S"));
    private final MailParser parser = new MailParser(MailLimits.DEFAULT, List.of("mx"));
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The samples, and mails around binary forms, to be damaged inside too. */
    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        Samples.names().forEach(name -> seeds.add(Samples.bytes(name)));
        seeds.add(new TnefSample()
                .rtf("{\\rtf1\\ansi\\ansicpg1252 words\\par \\u8364?}")
                .file("a.txt", new byte[50])
                .mail());
        seeds.add(wrapped(
                "application/ms-tnef",
                new TnefSample().html("<p>words").file("b", new byte[9]).bytes()));
        byte[] content = "Content-Type: text/plain\r\n\r\nsigned words".getBytes(StandardCharsets.US_ASCII);
        seeds.add(wrapped("application/pkcs7-mime", Cms.signed(content, true)));
        seeds.add(wrapped("application/pkcs7-mime; smime-type=signed-data", Cms.signed(content, false)));
        return seeds;
    }

    private static byte[] wrapped(String type, byte[] body) {
        byte[] head = ("From: a@b.test\r\nMessage-ID: <w@x>\r\nContent-Type: " + type
                        + "\r\nContent-Transfer-Encoding: binary\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] mail = new byte[head.length + body.length];
        System.arraycopy(head, 0, mail, 0, head.length);
        System.arraycopy(body, 0, mail, head.length, body.length);
        return mail;
    }

    @Test
    void noDamageStopsTheParser() throws Exception {
        List<byte[]> seeds = seeds();
        long first = Long.getLong("handover.fuzz.seed", System.nanoTime());
        long end = System.nanoTime() + duration.toNanos();
        long slowest = 0;
        long seed = first;
        ExecutorService worker =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
        try {
            for (; System.nanoTime() < end; seed++) {
                Random random = new Random(seed);
                byte[] sample = seeds.get(random.nextInt(seeds.size()));
                byte[] mail = Damage.of(sample, seeds, random);
                if (mail.length <= LARGEST_MAIL) {
                    long begin = System.nanoTime();
                    read(worker, seed, mail);
                    slowest = Math.max(slowest, System.nanoTime() - begin);
                }
            }
        } finally {
            worker.shutdownNow(); // closing it would wait for a mail that never ends
        }
        System.out.printf(
                "fuzzing: %d mails from seed %d on, the slowest took %d ms%n",
                seed - first, first, TimeUnit.NANOSECONDS.toMillis(slowest));
        assertThat(seed).isGreaterThan(first);
    }

    private void read(ExecutorService worker, long seed, byte[] mail) throws Exception {
        Future<?> reading = worker.submit(() -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            ParsedMail parsed = parser.parse(ByteRange.of(mail));
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED_BYTES);
            MailRules.check("seed " + seed, parsed);
        });
        try {
            reading.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Path kept = Files.write(Path.of("target", "fuzz-" + seed + ".eml"), mail);
            fail("a mail of seed " + seed + ", kept in " + kept, e);
        }
    }
}
