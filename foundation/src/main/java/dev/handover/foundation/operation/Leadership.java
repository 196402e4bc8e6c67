package dev.handover.foundation.operation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Work that one instance of a service does at a time. The leader holds an advisory lock of the database in a session of
 * its own; when the session ends, for whatever reason, another instance takes over.
 */
public final class Leadership implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration CHECK = Duration.ofSeconds(1);
    private final String task;
    private final DataSource database;
    private final Duration idle;
    private final Work work;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private volatile boolean leading;
    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    /** One round of the work. */
    @FunctionalInterface
    public interface Work {
        /** Does what there is to do; true when there may be more at once. */
        boolean round() throws InterruptedException, SQLException;
    }

    /**
     * @param task names the work; one leader a task and database
     * @param idle how long to wait for {@link #wake()} when a round found nothing
     */
    public Leadership(String task, DataSource database, Duration idle, Work work) {
        this.task = task;
        this.database = database;
        this.idle = idle;
        this.work = work;
    }

    /** There is something to do. */
    public void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /** Whether this instance is the leader now. */
    public boolean leading() {
        return leading;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name(task).daemon().start(this::run);
    }

    private void run() {
        while (running) {
            try {
                lead();
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                log.atWarn().addKeyValue("task", task).setCause(e).log("leadership interrupted; trying again");
            }
            leading = false;
            if (!pause()) {
                return;
            }
        }
    }

    private void lead() throws SQLException, InterruptedException {
        try (Connection session = database.getConnection()) {
            session.setAutoCommit(true);
            if (!ask(session, "select pg_try_advisory_lock(hashtextextended(?, 0))")) {
                return;
            }
            leading = true;
            try {
                long checked = System.nanoTime();
                while (running) {
                    if (System.nanoTime() - checked > CHECK.toNanos()) {
                        ask(session, "select length(?) > 0");
                        checked = System.nanoTime();
                    }
                    if (!work.round()) {
                        boolean woken = wake.tryAcquire(idle.toMillis(), TimeUnit.MILLISECONDS);
                        if (woken) {
                            wake.drainPermits();
                        }
                    }
                }
            } finally {
                leading = false;
                ask(session, "select pg_advisory_unlock(hashtextextended(?, 0))");
            }
        }
    }

    private boolean ask(Connection session, String sql) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.setString(1, task);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            if (!thread.join(Duration.ofSeconds(3))) {
                thread.interrupt();
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
