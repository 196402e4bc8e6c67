package dev.handover.routing.directory.storage;

import dev.handover.routing.contract.DirectoryRecord.Availability;
import dev.handover.routing.directory.domain.Operator;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operators' rows and their memberships. */
public final class OperatorRows {
    private static final String SELECT = """
            select o.*, array(
              select team_id from team_member m where m.workspace = o.workspace and m.operator_id = o.operator_id
              order by team_id collate "C") as teams
            from operator o
            """;
    private final JdbcClient jdbc;

    public OperatorRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of a workspace. */
    public Optional<Operator> find(String workspace, String operatorId) {
        return jdbc.sql(SELECT + " where o.workspace = ? and o.operator_id = ?")
                .params(workspace, operatorId)
                .query(OperatorRows::operator)
                .optional();
    }

    /** All of a workspace, by handle. */
    public List<Operator> all(String workspace) {
        return jdbc.sql(SELECT + " where o.workspace = ? order by o.handle")
                .param(workspace)
                .query(OperatorRows::operator)
                .list();
    }

    /** Whether another operator of the workspace has the handle. */
    public boolean handleTaken(Operator operator) {
        return jdbc.sql("select count(*) from operator where workspace = ? and handle = ? and operator_id <> ?")
                        .params(operator.workspace(), operator.profile().handle(), operator.operatorId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Whether another operator of the workspace has the sign-in subject. */
    public boolean subjectTaken(Operator operator) {
        return jdbc.sql("select count(*) from operator where workspace = ? and subject = ? and operator_id <> ?")
                        .param(1, operator.workspace())
                        .param(2, operator.profile().subject())
                        .param(3, operator.operatorId())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Writes one as it is now. */
    public void write(Operator operator) {
        Operator.Profile profile = operator.profile();
        jdbc.sql("""
                        insert into operator (workspace, operator_id, subject, handle, display_name, email, role,
                          sending_address, signature, availability, version, availability_count)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (workspace, operator_id) do update set subject = excluded.subject,
                          handle = excluded.handle, display_name = excluded.display_name, email = excluded.email,
                          role = excluded.role, sending_address = excluded.sending_address,
                          signature = excluded.signature, availability = excluded.availability,
                          version = excluded.version, availability_count = excluded.availability_count
                        """)
                .param(1, operator.workspace())
                .param(2, operator.operatorId())
                .param(3, profile.subject())
                .param(4, profile.handle())
                .param(5, profile.displayName())
                .param(6, profile.email())
                .param(7, profile.role())
                .param(8, profile.sendingAddress())
                .param(9, profile.signature())
                .param(10, operator.availability().name())
                .param(11, operator.version())
                .param(12, operator.availabilityCount())
                .update();
    }

    /** Makes the operator a member of these teams and of no other. */
    public void memberships(Operator operator) {
        String[] teams = operator.profile().teams().toArray(String[]::new);
        jdbc.sql("delete from team_member where workspace = ? and operator_id = ? and not team_id = any(?)")
                .params(operator.workspace(), operator.operatorId(), teams)
                .update();
        jdbc.sql("""
                        insert into team_member (workspace, team_id, operator_id)
                        select ?, team_id, ? from unnest(?::text[]) as wanted(team_id) on conflict do nothing
                        """).params(operator.workspace(), operator.operatorId(), teams).update();
    }

    private static Operator operator(ResultSet row, int n) throws SQLException {
        Array teams = row.getArray("teams");
        return new Operator(
                row.getString("workspace"),
                row.getString("operator_id"),
                new Operator.Profile(
                        row.getString("handle"),
                        row.getString("display_name"),
                        row.getString("email"),
                        row.getString("subject"),
                        row.getString("role"),
                        row.getString("sending_address"),
                        row.getString("signature"),
                        List.of((String[]) teams.getArray())),
                Availability.valueOf(row.getString("availability")),
                row.getLong("version"),
                row.getLong("availability_count"));
    }
}
