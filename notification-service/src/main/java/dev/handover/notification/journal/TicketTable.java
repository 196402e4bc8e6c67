package dev.handover.notification.journal;

import dev.handover.notification.alert.Ticket;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tickets as deciding needs them; one row is written from one stream. */
@Component
class TicketTable {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    TicketTable(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    Map<String, Ticket> of(String... ids) {
        Map<String, Ticket> tickets = new HashMap<>();
        jdbc.sql("select * from ticket where ticket_id = any(?)").param(ids).query(row -> {
            Ticket ticket = new Ticket(
                    row.getString("ticket_id"),
                    row.getString("workspace"),
                    row.getLong("number"),
                    row.getString("subject"),
                    Optional.ofNullable(row.getString("assignee")),
                    Optional.ofNullable(row.getString("team")),
                    row.getBoolean("opening_message_due"));
            tickets.put(ticket.ticketId(), ticket);
        });
        return tickets;
    }

    void delete(Collection<String> ids) {
        jdbc.sql("delete from ticket where ticket_id = any(?)")
                .param(ids.toArray(String[]::new))
                .update();
    }

    void save(Collection<Ticket> tickets) {
        List<Object[]> rows = tickets.stream()
                .sorted(Comparator.comparing(Ticket::ticketId))
                .map(ticket -> new Object[] {
                    ticket.ticketId(),
                    ticket.workspace(),
                    ticket.number(),
                    ticket.subject(),
                    ticket.assignee().orElse(null),
                    ticket.team().orElse(null),
                    ticket.openingMessageDue()
                })
                .toList();
        template.batchUpdate("""
                insert into ticket (ticket_id, workspace, number, subject, assignee, team, opening_message_due)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (ticket_id) do update set subject = excluded.subject, assignee = excluded.assignee,
                  team = excluded.team, opening_message_due = excluded.opening_message_due
                """, rows);
    }
}
