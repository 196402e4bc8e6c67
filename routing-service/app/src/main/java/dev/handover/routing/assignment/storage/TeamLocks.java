package dev.handover.routing.assignment.storage;

import dev.handover.routing.assignment.domain.Method;
import dev.handover.routing.assignment.storage.Keys.OperatorKey;
import dev.handover.routing.assignment.storage.Keys.TeamKey;
import dev.handover.routing.contract.DirectoryRecord.Availability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The lock of a team: who holds its row decides for its queue, alone, and sees members and availability that can't change
 * meanwhile. Order of locks everywhere: tickets of the own batch, directory, teams, workloads; rows of a queue are never
 * waited for.
 */
public final class TeamLocks {
    private final JdbcClient jdbc;

    public TeamLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The queue that a ticket waits in. */
    public record Queue(String workspace, @Nullable String teamId) {}

    /** A team whose lock is held. */
    public record Locked(TeamKey key, Method method, boolean isDefault, List<Listed> members) {}

    /** A member as the directory has it. */
    public record Listed(OperatorKey key, Availability availability) {}

    /** The team of each queue: the one named, else the workspace's default team; those without any are missing. */
    public Map<Queue, TeamKey> resolve(Collection<Queue> queues) {
        Map<Queue, TeamKey> resolved = new HashMap<>();
        jdbc.sql("""
                        select asked.workspace, asked.team_id as named, found.team_id
                        from unnest(?::text[], ?::text[]) as asked(workspace, team_id)
                        join lateral (
                          select team_id from team where team.workspace = asked.workspace
                          order by (team.team_id = asked.team_id) desc nulls last, place limit 1) found on true
                        """)
                .params(Keys.column(queues, Queue::workspace), teamIds(queues))
                .query(row -> {
                    String workspace = row.getString("workspace");
                    resolved.put(
                            new Queue(workspace, row.getString("named")),
                            new TeamKey(workspace, row.getString("team_id")));
                });
        return resolved;
    }

    private static @Nullable String[] teamIds(Collection<Queue> queues) {
        @Nullable String[] ids = new @Nullable String[queues.size()];
        int i = 0;
        for (Queue queue : queues) {
            ids[i++] = queue.teamId();
        }
        return ids;
    }

    /** Keeps the first team of these workspaces from being made until this transaction ends. */
    public void holdDirectory(Collection<String> workspaces) {
        jdbc.sql("""
                        select pg_advisory_xact_lock_shared(hashtextextended('directory ' || workspace, 0))::text
                        from (select unnest(?::text[]) as workspace order by 1) asked
                        """)
                .param(workspaces.stream().distinct().toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Makes this transaction the only one that changes the directory of the workspace. */
    public void takeDirectory(String workspace) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('directory ' || ?, 0))::text")
                .param(workspace)
                .query(String.class)
                .single();
    }

    /** Locks teams, in one order for everyone. */
    public Map<TeamKey, Locked> lock(Collection<TeamKey> teams) {
        Map<TeamKey, Locked> locked = new LinkedHashMap<>();
        if (teams.isEmpty()) {
            return locked;
        }
        String[] workspaces = Keys.column(teams, TeamKey::workspace);
        String[] ids = Keys.column(teams, TeamKey::teamId);
        jdbc.sql("""
                        select workspace, team_id, method, place = (
                          select min(place) from team first where first.workspace = team.workspace) as is_default
                        from team where (workspace, team_id) in (select * from unnest(?::text[], ?::text[]))
                        order by workspace, team_id for update
                        """).params(workspaces, ids).query(row -> {
            TeamKey key = new TeamKey(row.getString("workspace"), row.getString("team_id"));
            locked.put(
                    key,
                    new Locked(
                            key, Method.of(row.getString("method")), row.getBoolean("is_default"), new ArrayList<>()));
        });
        jdbc.sql("""
                        select m.workspace, m.team_id, m.operator_id, o.availability
                        from team_member m join operator o using (workspace, operator_id)
                        where (m.workspace, m.team_id) in (select * from unnest(?::text[], ?::text[]))
                        order by m.workspace, m.team_id, m.operator_id
                        """).params(workspaces, ids).query(row -> {
            String workspace = row.getString("workspace");
            Locked team = locked.get(new TeamKey(workspace, row.getString("team_id")));
            if (team != null) {
                team.members()
                        .add(new Listed(
                                new OperatorKey(workspace, row.getString("operator_id")),
                                Availability.valueOf(row.getString("availability"))));
            }
        });
        return locked;
    }

    /** Whether an operator is known and not offline. */
    public boolean reachable(OperatorKey operator) {
        return jdbc.sql("select count(*) from operator where workspace = ? and operator_id = ? and availability <> ?")
                        .params(operator.workspace(), operator.operatorId(), Availability.OFFLINE.name())
                        .query(Long.class)
                        .single()
                > 0;
    }
}
