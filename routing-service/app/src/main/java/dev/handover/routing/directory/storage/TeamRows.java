package dev.handover.routing.directory.storage;

import dev.handover.routing.assignment.domain.Method;
import dev.handover.routing.directory.domain.Team;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The teams' rows. */
public final class TeamRows {
    private final JdbcClient jdbc;

    public TeamRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of a workspace. */
    public Optional<Team> find(String workspace, String teamId) {
        return jdbc.sql("select * from team where workspace = ? and team_id = ?")
                .params(workspace, teamId)
                .query(TeamRows::team)
                .optional();
    }

    /** All of a workspace, the default team first. */
    public List<Team> all(String workspace) {
        return jdbc.sql("select * from team where workspace = ? order by place")
                .param(workspace)
                .query(TeamRows::team)
                .list();
    }

    /** The ids of a workspace's teams. */
    public Set<String> ids(String workspace) {
        return all(workspace).stream().map(Team::teamId).collect(Collectors.toSet());
    }

    /** Writes one as it is now. */
    public void write(Team team) {
        jdbc.sql("""
                        insert into team (workspace, team_id, name, method, version) values (?, ?, ?, ?, ?)
                        on conflict (workspace, team_id) do update set name = excluded.name,
                          method = excluded.method, version = excluded.version
                        """)
                .params(
                        team.workspace(),
                        team.teamId(),
                        team.name(),
                        team.method().key(),
                        team.version())
                .update();
    }

    private static Team team(ResultSet row, int n) throws SQLException {
        return new Team(
                row.getString("workspace"),
                row.getString("team_id"),
                row.getString("name"),
                Method.of(row.getString("method")),
                row.getLong("version"));
    }
}
