package dev.handover.channel.content;

import dev.handover.channel.content.PendingRows.Pending;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/** Fetches and looks through attachments that are pending, one after the other; several instances share them. */
public final class PendingContents implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PendingContents.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** Longer than a scan may take; that of an instance that died is taken over after it. */
    private static final Duration CLAIM = Duration.ofMinutes(10);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private static final String CLEAN = "clean";
    private static final String REJECTED = "rejected";

    private final PendingRows rows;
    private final ContentStores stores;
    private final Scanner scanner;
    private final Map<String, ContentSource> sources;
    private final ChannelLimits limits;
    private final TransactionTemplate transactions;
    private final ContentMeters meters;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    PendingContents(
            PendingRows rows,
            ContentStores stores,
            Scanner scanner,
            List<ContentSource> sources,
            ChannelLimits limits,
            TransactionTemplate transactions,
            ContentMeters meters) {
        this.rows = rows;
        this.stores = stores;
        this.scanner = scanner;
        this.sources = sources.stream().collect(Collectors.toMap(ContentSource::name, source -> source));
        this.limits = limits;
        this.transactions = transactions;
        this.meters = meters;
    }

    /** There may be something to do. */
    void wake() {
        wake.release();
    }

    private void run() {
        while (running) {
            try {
                Optional<Pending> next = rows.claim(CLAIM, sources.keySet(), scanner.settles());
                if (next.isPresent()) {
                    look(next.get());
                } else if (wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("pending contents can't be looked through now; trying again");
                if (stopsWithin(IDLE)) {
                    return;
                }
            }
        }
    }

    private void look(Pending pending) {
        try {
            meters.scanned(pending.source().isPresent() ? fetch(pending) : scan(pending));
        } catch (IOException | TransientDataAccessException e) {
            meters.scanned("put_off");
            log.atWarn()
                    .addKeyValue("attachment", pending.attachmentId())
                    .setCause(e)
                    .log("an attachment can't be had or scanned now; trying again");
            rows.putOff(pending, delay(pending.attempts()));
        }
    }

    private String scan(Pending pending) throws IOException {
        try (InputStream content = stores.of(pending.store()).open(pending.key(), pending.sizeBytes())) {
            Optional<String> objection = scanner.objection(content);
            transactions.executeWithoutResult(
                    _ -> objection.ifPresentOrElse(reason -> rows.reject(pending, reason), () -> rows.accept(pending)));
            return objection.isPresent() ? REJECTED : CLEAN;
        }
    }

    /** Through a file without a name, so that it is neither stored before it is looked through nor held as a whole. */
    private String fetch(Pending pending) throws IOException {
        String channel = pending.source().orElseThrow();
        ContentLimits own = limits.of(channel);
        Optional<InputStream> found =
                Objects.requireNonNull(sources.get(channel)).open(pending.reference());
        if (found.isEmpty()) {
            return refuse(pending, "the channel does not have it any more");
        }
        try (InputStream stream = found.get();
                SpooledContent file = SpooledContent.read(stream, own.maxSize().toBytes())) {
            if (file.truncated()) {
                return refuse(pending, own.tooLarge());
            }
            Optional<String> objection = objection(file);
            return objection.isPresent() ? refuse(pending, objection.get()) : keep(pending, file);
        }
    }

    private Optional<String> objection(SpooledContent file) throws IOException {
        try (InputStream content = file.bytes().stream()) {
            return scanner.objection(content);
        }
    }

    private String refuse(Pending pending, String reason) {
        transactions.executeWithoutResult(_ -> rows.refuse(pending, reason));
        return REJECTED;
    }

    private String keep(Pending pending, SpooledContent file) {
        Contents contents = stores.current();
        ContentKey key = pending.key();
        List<Content> one = List.of(new Content(key.part(), () -> file.bytes().stream()));
        Map<Integer, String> ahead = contents.transactional() ? Map.of() : contents.put(key.owner(), one);
        transactions.executeWithoutResult(status -> {
            Map<Integer, String> hashes = contents.transactional() ? contents.put(key.owner(), one) : ahead;
            String sha256 = Objects.requireNonNull(hashes.get(key.part()));
            if (rows.accept(pending, contents, file.bytes().length(), sha256)) {
                contents.keep(List.of(key));
            } else {
                status.setRollbackOnly();
            }
        });
        return CLEAN;
    }

    private static Duration delay(int attempts) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempts - 1, 20));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private boolean stopsWithin(Duration time) {
        try {
            return wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS) && !running;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Taking a scanner away must not give out what waited for it: somebody decides that. */
    private void tellWhatWaitsForNoScanner() {
        long waiting = scanner.settles() ? 0 : rows.unscanned();
        if (waiting > 0) {
            log.atWarn()
                    .addKeyValue("attachments", waiting)
                    .log("attachments wait to be scanned and no scanner is set: set one, or release-unscanned");
        }
    }

    @Override
    public void start() {
        running = true;
        tellWhatWaitsForNoScanner();
        thread = Thread.ofVirtual().name("pending-contents").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
