package dev.handover.ticket.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.WorkspaceKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people and teams of the workspaces, as routing-service published them last. */
public final class Directory {
    private static final String PERSON =
            "select operator_id, display_name from directory_operator where workspace = ? ";
    /** So old may be what is known here of who a token belongs to, on an instance that does not read that entry. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Cache<Subject, Person> bySubject = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    private record Subject(WorkspaceKey workspace, String subject) {}

    Directory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An operator, as far as ticket-service needs one. */
    public record Person(OperatorId id, String displayName) {}

    /** The operator whose tokens have that subject. */
    public Optional<Person> bySubject(WorkspaceKey workspace, String subject) {
        return Optional.ofNullable(bySubject.get(new Subject(workspace, subject), this::find));
    }

    private @Nullable Person find(Subject wanted) {
        return jdbc.sql(PERSON + "and subject = ? order by operator_id limit 1")
                .params(wanted.workspace().value(), wanted.subject())
                .query(Directory::person)
                .optional()
                .orElse(null);
    }

    /** Entries have changed. */
    void changed() {
        bySubject.invalidateAll();
    }

    /** The operator with that address of their own. */
    public Optional<Person> byEmail(WorkspaceKey workspace, String address) {
        return jdbc.sql(PERSON + "and lower(email) = ? order by operator_id limit 1")
                .params(workspace.value(), address.toLowerCase(Locale.ROOT))
                .query(Directory::person)
                .optional();
    }

    /** The operators that these handles name; handles that name nobody are left out. */
    public List<OperatorId> byHandles(WorkspaceKey workspace, Collection<String> handles) {
        if (handles.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        "select operator_id from directory_operator where workspace = ? and handle = any(?) order by handle")
                .params(workspace.value(), handles.toArray(String[]::new))
                .query((row, n) -> new OperatorId(row.getString(1)))
                .list();
    }

    /** Those of the operators that exist. */
    public Set<OperatorId> known(WorkspaceKey workspace, Collection<OperatorId> operators) {
        if (operators.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(
                jdbc.sql("select operator_id from directory_operator where workspace = ? and operator_id = any(?)")
                        .params(
                                workspace.value(),
                                operators.stream().map(OperatorId::value).toArray(String[]::new))
                        .query((row, n) -> new OperatorId(row.getString(1)))
                        .list());
    }

    /** Whether there is that team. */
    public boolean hasTeam(WorkspaceKey workspace, TeamId team) {
        return jdbc.sql("select count(*) from directory_team where workspace = ? and team_id = ?")
                        .params(workspace.value(), team.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static Person person(ResultSet row, int n) throws SQLException {
        return new Person(new OperatorId(row.getString(1)), row.getString(2));
    }
}
