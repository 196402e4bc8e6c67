package dev.handover.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What the same PostgreSQL can do at most: transactions of a single row, durable, with as many clients. */
final class Commits {

    private static final String DATABASE = "ticket_service";

    private Commits() {}

    static double perSecond(Target target, int clients, Duration length) throws SQLException, InterruptedException {
        run(target, "create table if not exists bench_commit (id bigint generated always as identity, body text)");
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong committed = new AtomicLong();
        List<Thread> workers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            workers.add(Workers.start(() -> insert(target, over, committed)));
        }
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        over.set(true);
        for (Thread worker : workers) {
            worker.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Workers.check();
        run(target, "drop table bench_commit");
        return Math.round(committed.get() / seconds);
    }

    private static void insert(Target target, AtomicBoolean over, AtomicLong committed) throws SQLException {
        try (Connection connection = target.database(DATABASE);
                PreparedStatement insert = connection.prepareStatement("insert into bench_commit (body) values (?)")) {
            while (!over.get()) {
                insert.setString(1, "a row of about the size of a small event, written and committed alone");
                insert.executeUpdate();
                committed.incrementAndGet();
            }
        }
    }

    private static void run(Target target, String sql) throws SQLException {
        try (Connection connection = target.database(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
