package dev.handover.ticket.due;

import dev.handover.foundation.consuming.Outage;
import dev.handover.ticket.domain.Due;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.step.Call;
import dev.handover.ticket.step.Conflict;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.StepContext;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.TicketSteps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Does what is due on tickets. An instance claims some, then takes each as a step of its own, which decides on the
 * ticket as it is then: done twice, late, or after somebody was faster, it changes nothing. What an instance that was
 * killed had claimed is claimed again a little later.
 */
public final class DueTickets {
    static final int BATCH = 200;
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(DueTickets.class);

    private static final String CLAIMED = """
            update due_ticket d set claimed_until = ?
            from (select ticket_id, kind from due_ticket
                  where due_at <= ? and (claimed_until is null or claimed_until <= ?)
                  order by due_at limit ? for update skip locked) c
            where d.ticket_id = c.ticket_id and d.kind = c.kind
            returning d.workspace, d.ticket_id, d.kind""";

    private final JdbcClient jdbc;
    private final Steps steps;
    private final TicketSteps tickets;
    private final Clock clock;

    DueTickets(JdbcClient jdbc, Steps steps, TicketSteps tickets, Clock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.tickets = tickets;
        this.clock = clock;
    }

    private record Claimed(WorkspaceKey workspace, TicketId ticket, Due due) {}

    /** Does all that is due now. */
    public void round() {
        List<Claimed> claimed = claim();
        while (!claimed.isEmpty()) {
            claimed.forEach(this::take);
            claimed = claim();
        }
    }

    private List<Claimed> claim() {
        Instant now = clock.instant();
        return jdbc.sql(CLAIMED)
                .params(at(now.plus(CLAIM)), at(now), at(now), BATCH)
                .query((row, n) -> new Claimed(
                        new WorkspaceKey(row.getString("workspace")),
                        new TicketId(row.getString("ticket_id")),
                        Due.valueOf(row.getString("kind"))))
                .list();
    }

    private void take(Claimed claimed) {
        try {
            steps.run(new Call<>(
                    "due_" + claimed.due().name().toLowerCase(Locale.ROOT),
                    claimed.workspace(),
                    StepContext.ofTime(),
                    false,
                    streams -> step(streams, claimed)));
        } catch (RejectedException e) {
            log.atWarn()
                    .addKeyValue("ticketId", claimed.ticket().value())
                    .addKeyValue("due", claimed.due())
                    .addKeyValue("rejection", e.rejection().getClass().getSimpleName())
                    .log("what was due on a ticket is refused, and given up");
            jdbc.sql("delete from due_ticket where ticket_id = ? and kind = ?")
                    .params(claimed.ticket().value(), claimed.due().name())
                    .update();
        } catch (RuntimeException e) {
            if (Outage.is(e)) {
                throw e;
            }
            log.atLevel(Conflict.is(e) ? Level.INFO : Level.ERROR)
                    .addKeyValue("ticketId", claimed.ticket().value())
                    .addKeyValue("due", claimed.due())
                    .setCause(e)
                    .log("what was due on a ticket failed, and is tried again when its claim has ended");
        }
    }

    private Ticket.Opened step(Streams streams, Claimed claimed) {
        Ticket.Opened after = tickets.moved(streams, claimed.due().command(claimed.ticket()));
        streams.lookUps()
                .setDue(
                        claimed.workspace(),
                        claimed.ticket(),
                        claimed.due(),
                        Due.of(after, streams.settings()).get(claimed.due()));
        return after;
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
