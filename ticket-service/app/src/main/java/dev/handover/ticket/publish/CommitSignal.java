package dev.handover.ticket.publish;

import dev.handover.foundation.operation.Leadership;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Wakes the relay after a commit, also when another instance leads: through NOTIFY, sent after the commit and at most
 * one at a time, since a NOTIFY inside each transaction would make all commits queue for one lock. A signal that is lost
 * costs no more than the relay's idle time.
 */
final class CommitSignal implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CommitSignal.class);
    private static final String CHANNEL = "stored_event";
    private final DataSource database;
    private final Leadership relay;
    private final Semaphore pending = new Semaphore(0);
    private volatile boolean running;

    CommitSignal(DataSource database, Leadership relay) {
        this.database = database;
        this.relay = relay;
    }

    void committed() {
        if (relay.leading()) {
            relay.wake();
        } else if (pending.availablePermits() == 0) {
            pending.release();
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("commit-signal-out").daemon().start(() -> repeat(this::send));
        Thread.ofPlatform().name("commit-signal-in").daemon().start(() -> repeat(this::listen));
    }

    private interface Round {
        void run() throws SQLException, InterruptedException;
    }

    private void repeat(Round round) {
        while (running) {
            try {
                round.run();
            } catch (SQLException e) {
                log.atDebug().setCause(e).log("the commit signal is interrupted");
                if (!pause()) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void send() throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            while (running) {
                if (pending.tryAcquire(1, TimeUnit.SECONDS)) {
                    pending.drainPermits();
                    statement.execute("notify " + CHANNEL);
                }
            }
        }
    }

    private void listen() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("listen " + CHANNEL);
            try {
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (running) {
                    if (postgres.getNotifications(1000).length > 0) {
                        relay.wake();
                    }
                }
            } finally {
                statement.execute("unlisten *");
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(Duration.ofMillis(500).toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
