package dev.handover.routing.assignment.storage;

import dev.handover.routing.assignment.domain.Ticket;
import dev.handover.routing.assignment.storage.Keys.TeamKey;
import dev.handover.ticket.contract.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tickets' rows. A row is changed under its lock; those who search queues pass over locked rows. */
public final class TicketRows {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    public TicketRows(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Locks and reads those that are known. */
    public List<Ticket> lock(Collection<String> ids) {
        return jdbc.sql("select * from ticket where ticket_id = any(?) order by ticket_id for update")
                .param(ids.toArray(String[]::new))
                .query(TicketRows::ticket)
                .list();
    }

    /** Locks and reads waiting tickets of a queue, most urgent first, but for those that somebody is changing. */
    public List<Ticket> lockQueue(
            TeamKey team, boolean defaultTeam, Collection<String> except, Instant now, int limit) {
        return jdbc.sql("""
                        select * from ticket
                        where workspace = ? and waiting and (retry_at is null or retry_at <= ?)
                          and not ticket_id = any(?)
                        """ + (defaultTeam ? " and (team_id = ? or team_id is null)" : " and team_id = ?") + """
                         order by priority desc, opened_at, ticket_id limit ? for update skip locked
                        """)
                .params(team.workspace(), Times.of(now), except.toArray(String[]::new), team.teamId(), limit)
                .query(TicketRows::ticket)
                .list();
    }

    /** Locks and reads tickets whose time to be decided again has come. */
    public List<Ticket> lockRetries(Instant now, int limit) {
        return jdbc.sql("""
                        select * from ticket where waiting and retry_at <= ?
                        order by retry_at limit ? for update skip locked
                        """)
                .params(Times.of(now), limit)
                .query(TicketRows::ticket)
                .list();
    }

    /** Writes them as they are now. */
    public void write(Collection<Ticket> tickets) {
        batches.batchUpdate("""
                insert into ticket (ticket_id, workspace, number, opened_at, priority, phase, team_id, operator_id,
                  pending_decision, pending_operator, queued, waiting, deferred, declines, retry_at, version, published, snoozed)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (ticket_id) do update set number = excluded.number, opened_at = excluded.opened_at,
                  priority = excluded.priority, phase = excluded.phase, team_id = excluded.team_id,
                  operator_id = excluded.operator_id, pending_decision = excluded.pending_decision,
                  pending_operator = excluded.pending_operator, queued = excluded.queued, waiting = excluded.waiting,
                  deferred = excluded.deferred, declines = excluded.declines, retry_at = excluded.retry_at,
                  version = excluded.version, published = excluded.published, snoozed = excluded.snoozed
                """, tickets.stream().map(TicketRows::columns).toList());
    }

    private static Object[] columns(Ticket ticket) {
        Ticket.Holder holder = ticket.holder();
        Ticket.Queue queue = ticket.queue();
        return new Object[] {
            ticket.id(),
            ticket.workspace(),
            ticket.number(),
            Times.of(ticket.openedAt()),
            ticket.priority(),
            ticket.phase().name(),
            holder.team().orElse(null),
            holder.operator().orElse(null),
            holder.pending().map(Ticket.Pending::decisionId).orElse(null),
            holder.pending().map(Ticket.Pending::operatorId).orElse(null),
            queue.joined(),
            ticket.waiting(),
            queue.deferred().orElse(null),
            queue.declines(),
            Times.of(queue.retryAt()),
            ticket.version(),
            ticket.published(),
            ticket.snoozed()
        };
    }

    /** The version up to which a ticket of the workspace is applied; empty where there is none. */
    public Optional<Long> version(String workspace, String ticketId) {
        return jdbc.sql("select version from ticket where ticket_id = ? and workspace = ?")
                .params(ticketId, workspace)
                .query(Long.class)
                .optional();
    }

    /**
     * Whether the tickets among these streams are applied up to the versions named. Other streams are not known here: one
     * ticket at least must be.
     */
    public boolean reached(String workspace, String[] ids, Long[] versions) {
        return jdbc.sql("""
                        select coalesce(bool_and(ticket.version >= asked.version), false)
                        from unnest(?::text[], ?::bigint[]) as asked(id, version)
                        join ticket on ticket_id = asked.id and workspace = ?
                        """)
                .params(ids, versions, workspace)
                .query(Boolean.class)
                .single();
    }

    /** How many tickets wait. */
    public long waiting() {
        return jdbc.sql("select count(*) from ticket where waiting")
                .query(Long.class)
                .single();
    }

    private static Ticket ticket(ResultSet row, int n) throws SQLException {
        Optional<String> pending = text(row, "pending_decision");
        String operator = row.getString("pending_operator");
        return new Ticket(
                row.getString("ticket_id"),
                row.getString("workspace"),
                row.getLong("number"),
                Times.read(row, "opened_at").orElseThrow(),
                row.getInt("priority"),
                Phase.valueOf(row.getString("phase")),
                row.getBoolean("snoozed"),
                new Ticket.Holder(
                        text(row, "team_id"),
                        text(row, "operator_id"),
                        pending.map(decision -> new Ticket.Pending(decision, operator))),
                new Ticket.Queue(
                        row.getBoolean("queued"),
                        text(row, "deferred"),
                        row.getInt("declines"),
                        Times.read(row, "retry_at")),
                row.getLong("version"),
                row.getLong("published"));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
