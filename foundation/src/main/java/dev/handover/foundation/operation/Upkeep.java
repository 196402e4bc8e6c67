package dev.handover.foundation.operation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Something small that every instance does now and then while it runs; what fails is tried again. */
public final class Upkeep implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private final String name;
    private final Duration afterFailure;
    private final Task task;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    /** What is done; says how long it is until the next time, empty for never again. */
    @FunctionalInterface
    public interface Task {
        Optional<Duration> run();
    }

    /** @param afterFailure how long to wait when the task throws */
    public Upkeep(String name, Duration afterFailure, Task task) {
        this.name = name;
        this.afterFailure = afterFailure;
        this.task = task;
    }

    @Override
    public void start() {
        CountDownLatch until = new CountDownLatch(1);
        stopped = until;
        Thread.ofVirtual().name(name).start(() -> run(until));
    }

    private void run(CountDownLatch until) {
        try {
            Optional<Duration> next = once();
            while (next.isPresent() && !until.await(next.get().toMillis(), TimeUnit.MILLISECONDS)) {
                next = once();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Duration> once() {
        try {
            return task.run();
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("task", name).setCause(e).log("upkeep failed; trying again");
            return Optional.of(afterFailure);
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
