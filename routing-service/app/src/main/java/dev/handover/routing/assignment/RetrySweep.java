package dev.handover.routing.assignment;

import dev.handover.routing.assignment.domain.Ticket;
import dev.handover.routing.assignment.storage.TicketRows;
import java.time.Clock;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes up waiting tickets whose time to be decided again has come: after repeated declines, and the rest of a long
 * queue. Runs on every instance; locks keep them apart.
 */
final class RetrySweep {
    private final TicketRows tickets;
    private final Router router;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final int limit;

    RetrySweep(TicketRows tickets, Router router, Clock clock, TransactionTemplate transactions, int limit) {
        this.tickets = tickets;
        this.router = router;
        this.clock = clock;
        this.transactions = transactions;
        this.limit = limit;
    }

    @Scheduled(fixedDelay = 300)
    void sweep() {
        while (Boolean.TRUE.equals(transactions.execute(status -> some()))) {
            // the next ones
        }
    }

    private boolean some() {
        List<Ticket> due = tickets.lockRetries(clock.instant(), limit);
        if (due.isEmpty()) {
            return false;
        }
        Round round = new Round(due);
        due.forEach(ticket -> round.put(ticket.retried()));
        router.complete(round);
        return true;
    }
}
