package dev.handover.routing.assignment.storage;

import dev.handover.routing.assignment.storage.Keys.OperatorKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators have in hand; changed under the lock of the operator's row. */
public final class Workloads {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    public Workloads(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * One operator's.
     *
     * @param lastGivenAt the turn: when a ticket was last given to the operator, decisions under way included
     * @param byHandAt when a person last gave one
     */
    public record Workload(OperatorKey key, int active, Optional<Instant> lastGivenAt, Optional<Instant> byHandAt) {}

    /** Locks the rows, in one order for everyone; rows that are missing are made. */
    public Map<OperatorKey, Workload> lock(Set<OperatorKey> operators) {
        Map<OperatorKey, Workload> found = select(operators);
        Set<OperatorKey> missing =
                operators.stream().filter(key -> !found.containsKey(key)).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            jdbc.sql("""
                            insert into workload (workspace, operator_id, active)
                            select *, 0 from unnest(?::text[], ?::text[]) order by 1, 2 on conflict do nothing
                            """)
                    .params(Keys.column(missing, OperatorKey::workspace), Keys.column(missing, OperatorKey::operatorId))
                    .update();
            found.putAll(select(missing));
        }
        return found;
    }

    private Map<OperatorKey, Workload> select(Set<OperatorKey> operators) {
        Map<OperatorKey, Workload> found = new HashMap<>();
        if (operators.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                        select * from workload where (workspace, operator_id) in (select * from unnest(?::text[], ?::text[]))
                        order by workspace, operator_id for update
                        """)
                .params(Keys.column(operators, OperatorKey::workspace), Keys.column(operators, OperatorKey::operatorId))
                .query(Workloads::workload)
                .list()
                .forEach(workload -> found.put(workload.key(), workload));
        return found;
    }

    /** Writes them as they are now. */
    public void write(List<Workload> workloads) {
        batches.batchUpdate(
                """
                update workload set active = ?, last_given_at = ?, by_hand_at = ?
                where workspace = ? and operator_id = ?
                """,
                workloads.stream()
                        .map(workload -> new Object[] {
                            workload.active(),
                            Times.of(workload.lastGivenAt()),
                            Times.of(workload.byHandAt()),
                            workload.key().workspace(),
                            workload.key().operatorId()
                        })
                        .toList());
    }

    /** The load of each operator of a workspace. */
    public Map<String, Integer> active(String workspace) {
        Map<String, Integer> loads = new HashMap<>();
        jdbc.sql("select operator_id, active from workload where workspace = ?")
                .param(workspace)
                .query(row -> {
                    loads.put(row.getString("operator_id"), row.getInt("active"));
                });
        return loads;
    }

    private static Workload workload(ResultSet row, int n) throws SQLException {
        return new Workload(
                new OperatorKey(row.getString("workspace"), row.getString("operator_id")),
                row.getInt("active"),
                Times.read(row, "last_given_at"),
                Times.read(row, "by_hand_at"));
    }
}
