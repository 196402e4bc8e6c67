package dev.handover.query.settings;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.query.reading.Reads.Reading;
import dev.handover.ticket.contract.PriorityLabel;
import dev.handover.ticket.contract.SchemeStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * A workspace's names for statuses and priorities.
 *
 * @param statuses in order; the first that has a phase is that phase's default
 * @param autoCloseTo key of the status for tickets that close by themselves; null where they stay solved
 */
record WorkspaceNames(List<SchemeStatus> statuses, @Nullable String autoCloseTo, List<PriorityLabel> priorities) {
    private static final TypeReference<List<SchemeStatus>> STATUSES = new TypeReference<>() {};
    private static final TypeReference<List<PriorityLabel>> PRIORITIES = new TypeReference<>() {};

    /** Of a workspace that has published none, and of one that is not known yet. */
    private static final WorkspaceNames DEFAULT = new WorkspaceNames(
            SchemeStatus.CLASSIC, SchemeStatus.CLASSIC.getLast().key(), PriorityLabel.DEFAULT);

    static WorkspaceNames of(Reading reading) {
        return reading.sql("""
                        select t.statuses, t.auto_close_to, t.priority_labels from live.workspace t
                        where t.workspace = :workspace
                        """).query((row, n) -> of(row)).optional().orElse(DEFAULT);
    }

    private static WorkspaceNames of(ResultSet row) throws SQLException {
        Optional<String> statuses = Optional.ofNullable(row.getString("statuses"));
        return new WorkspaceNames(
                statuses.map(json -> EventJson.MAPPER.readValue(json, STATUSES)).orElse(DEFAULT.statuses),
                statuses.isPresent() ? row.getString("auto_close_to") : DEFAULT.autoCloseTo,
                Optional.ofNullable(row.getString("priority_labels"))
                        .map(json -> EventJson.MAPPER.readValue(json, PRIORITIES))
                        .orElse(DEFAULT.priorities));
    }
}
