package dev.handover.query.projection;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What a projecting transaction does with the database; every call is made inside one. */
@Component
public class Projecting {
    private static final Pattern COLUMN = Pattern.compile("\\?::(\\w+)\\[]");
    private final JdbcTemplate jdbc;
    private final Progress progress;

    Projecting(JdbcTemplate jdbc, Progress progress) {
        this.jdbc = jdbc;
        this.progress = progress;
    }

    /**
     * Lets this transaction, and no later one, write rows of every workspace; and holds, shared, the lock of a
     * generation, so that nobody retires it under way.
     */
    void begin(int generation) {
        jdbc.query(
                "select set_config('handover.projector', 'on', true), pg_advisory_xact_lock_shared(" + LOCK + ", ?)",
                row -> {},
                generation);
    }

    /** Lets this transaction, and no later one, write rows of every workspace. */
    public void begin() {
        jdbc.query("select set_config('handover.projector', 'on', true)", row -> {});
    }

    /** The class of the advisory locks of generations; the generation's number is the other half. */
    public static final int LOCK = 470_001;

    /** How far streams are projected, and whether the generation is the live one. */
    record Versions(boolean live, Map<StreamKey, Long> versions) {}

    /** Reads how far streams are projected; fails as an outage does where the generation is retired. */
    Versions versions(String sql, int generation, Collection<StreamKey> streams) {
        Map<StreamKey, Long> versions = new LinkedHashMap<>();
        String[] ids = streams.stream().map(StreamKey::streamId).toArray(String[]::new);
        List<Boolean> live = jdbc.query(
                sql,
                (row, n) -> {
                    if (row.getString("stream_id") != null) {
                        versions.put(
                                new StreamKey(row.getString("workspace"), row.getString("stream_id")),
                                row.getLong("version"));
                    }
                    return row.getBoolean("is_live");
                },
                ids,
                generation);
        if (live.isEmpty()) {
            throw new TransientDataAccessResourceException("generation " + generation + " is retired");
        }
        return new Versions(live.getFirst(), versions);
    }

    /** The current rows of tickets. */
    Map<StreamKey, TicketRow> rows(String sql, Collection<StreamKey> tickets) {
        return tickets.isEmpty() ? Map.of() : TicketTable.read(jdbc, sql, tickets);
    }

    /** Runs writes: all inserts of one text as one statement, then updates, then removals. */
    public void run(Collection<Sql> writes, UnaryOperator<String> place) {
        Map<String, List<Sql>> inserts = new LinkedHashMap<>();
        Map<String, List<Sql>> updates = new LinkedHashMap<>();
        Map<String, List<Sql>> removals = new LinkedHashMap<>();
        for (Sql write : writes) {
            (write.inserts() ? inserts : write.removes() ? removals : updates)
                    .computeIfAbsent(write.text(), text -> new ArrayList<>())
                    .add(write);
        }
        inserts.forEach((text, rows) -> insert(place.apply(text), rows));
        updates.forEach((text, batch) -> batch(place.apply(text), batch));
        removals.forEach((text, batch) -> batch(place.apply(text), batch));
    }

    private void insert(String text, List<Sql> rows) {
        Object[] columns = new Object[rows.getFirst().binds().size()];
        Matcher types = COLUMN.matcher(text);
        for (int c = 0; c < columns.length; c++) {
            columns[c] = column(rows, c, types.find() ? types.group(1) : "text");
        }
        jdbc.update(text, columns);
    }

    /** A column is always of the type that its statement names: another one would have the database plan it anew. */
    private static @Nullable Object[] column(List<Sql> rows, int column, String type) {
        @Nullable
        Object[] values = rows.stream().map(row -> row.binds().get(column)).toArray();
        return switch (type) {
            case "bigint" -> Arrays.copyOf(values, values.length, Long[].class);
            case "int" -> Arrays.copyOf(values, values.length, Integer[].class);
            case "boolean" -> Arrays.copyOf(values, values.length, Boolean[].class);
            default -> Arrays.copyOf(values, values.length, String[].class);
        };
    }

    private void batch(String text, List<Sql> batch) {
        jdbc.batchUpdate(text, new BatchPreparedStatementSetter() {
            @Override
            public void setValues(PreparedStatement statement, int i) throws SQLException {
                List<@Nullable Object> binds = batch.get(i).binds();
                for (int b = 0; b < binds.size(); b++) {
                    statement.setObject(b + 1, binds.get(b));
                }
            }

            @Override
            public int getBatchSize() {
                return batch.size();
            }
        });
    }

    /** After the commit, wakes those who wait for these streams. */
    public void announce(Collection<StreamKey> streams) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                progress.moved(streams);
            }
        });
    }
}
