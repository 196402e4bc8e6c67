package dev.handover.routing.assignment.storage;

import dev.handover.foundation.kafka.EventJson;
import dev.handover.routing.assignment.domain.Method;
import dev.handover.routing.assignment.domain.Situation;
import dev.handover.routing.assignment.storage.Keys.OperatorKey;
import dev.handover.routing.contract.RoutingEvent.Candidate;
import dev.handover.routing.contract.RoutingEvent.LeftOut;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** The decisions, each with what it was made from. */
public final class DecisionRows {
    private static final TypeReference<List<LeftOut>> LEFT_OUT = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    public DecisionRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * A decision as it is kept.
     *
     * @param sequence its place among the decisions of the ticket
     * @param situation its inputs: fed back they give the same winner
     * @param winner who is to get the ticket; null when it waits
     * @param replaces who had the ticket when it was decided; null for nobody, and when it waits
     * @param reason why it waits; null when somebody is to get it
     * @param outcome pending, assigned or declined; null when it waits
     */
    public record Kept(
            String decisionId,
            String workspace,
            String ticketId,
            long sequence,
            Instant at,
            @Nullable String teamId,
            Situation situation,
            List<LeftOut> leftOut,
            @Nullable String winner,
            @Nullable String replaces,
            @Nullable String reason,
            @Nullable String outcome,
            @Nullable String outcomeReason) {
        /** Who could have got the ticket. */
        public List<Candidate> candidates() {
            Set<String> out = leftOut.stream().map(LeftOut::operatorId).collect(Collectors.toSet());
            return situation.method() == Method.MANUAL
                    ? List.of()
                    : situation.members().stream()
                            .filter(member -> !out.contains(member.operatorId()))
                            .map(member -> new Candidate(member.operatorId(), member.load(), member.lastAssignedAt()))
                            .toList();
        }
    }

    /** What ticket-service made of a decision. */
    public record Outcome(
            String decisionId, String outcome, @Nullable String reason) {}

    /** Keeps new ones. */
    public void add(List<Kept> decisions) {
        batches.batchUpdate(
                """
                insert into decision (decision_id, workspace, ticket_id, sequence, decided_at, team_id, situation,
                  left_out, winner, replaces, reason, outcome)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?)
                """,
                decisions.stream()
                        .map(kept -> new Object[] {
                            kept.decisionId(),
                            kept.workspace(),
                            kept.ticketId(),
                            kept.sequence(),
                            Times.of(kept.at()),
                            kept.teamId(),
                            EventJson.MAPPER.writeValueAsString(kept.situation()),
                            EventJson.MAPPER.writeValueAsString(kept.leftOut()),
                            kept.winner(),
                            kept.replaces(),
                            kept.reason(),
                            kept.outcome()
                        })
                        .toList());
    }

    /** Notes what became of decisions. */
    public void outcomes(List<Outcome> outcomes) {
        batches.batchUpdate(
                "update decision set outcome = ?, outcome_reason = ? where decision_id = ?",
                outcomes.stream()
                        .map(outcome -> new Object[] {outcome.outcome(), outcome.reason(), outcome.decisionId()})
                        .toList());
    }

    /** When the operator last won a ticket that was not declined. */
    public Optional<Instant> lastWon(OperatorKey operator) {
        return jdbc.sql("""
                        select decided_at from decision where workspace = ? and winner = ? and outcome <> 'declined'
                        order by decided_at desc limit 1
                        """)
                .params(operator.workspace(), operator.operatorId())
                .query((row, n) -> Times.read(row, "decided_at").orElseThrow())
                .optional();
    }

    /** The decisions of a ticket, in order. */
    public List<Kept> of(String workspace, String ticketId) {
        return jdbc.sql("select * from decision where ticket_id = ? and workspace = ? order by sequence limit 1000")
                .params(ticketId, workspace)
                .query(DecisionRows::kept)
                .list();
    }

    private static Kept kept(ResultSet row, int n) throws SQLException {
        return new Kept(
                row.getString("decision_id"),
                row.getString("workspace"),
                row.getString("ticket_id"),
                row.getLong("sequence"),
                Times.read(row, "decided_at").orElseThrow(),
                row.getString("team_id"),
                EventJson.MAPPER.readValue(row.getString("situation"), Situation.class),
                EventJson.MAPPER.readValue(row.getString("left_out"), LEFT_OUT),
                row.getString("winner"),
                row.getString("replaces"),
                row.getString("reason"),
                row.getString("outcome"),
                row.getString("outcome_reason"));
    }
}
