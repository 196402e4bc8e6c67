package dev.handover.routing.assignment;

import dev.handover.foundation.operation.After;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.routing.RoutingSettings;
import dev.handover.routing.assignment.storage.TicketRows;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets a query wait until this service has applied what {@code ?after=} names. */
@Component
public final class ReadWait {
    private static final long POLL_MILLIS = 10;
    private final TicketRows tickets;
    private final Duration longest;

    ReadWait(TicketRows tickets, RoutingSettings settings) {
        this.tickets = tickets;
        this.longest = settings.readWait();
    }

    /** Waits for this ticket's events. */
    public void forTicket(String workspace, String ticketId, @Nullable String after) {
        Long wanted = after == null ? null : After.parse(after).versions().get(ticketId);
        if (wanted != null) {
            await(() -> tickets.version(workspace, ticketId).orElse(0L) >= wanted);
        }
    }

    /**
     * Waits for the events of the tickets named. A command's token also names conversations and requesters, which routing
     * does not follow; it names a ticket whenever loads may change. The directory itself is always up to date.
     */
    public void forTickets(String workspace, @Nullable String after) {
        if (after == null) {
            return;
        }
        Map<String, Long> wanted = After.parse(after).versions().entrySet().stream()
                .filter(entry -> !entry.getKey().contains(":"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (!wanted.isEmpty()) {
            String[] ids = wanted.keySet().toArray(String[]::new);
            Long[] versions = wanted.values().toArray(Long[]::new);
            await(() -> tickets.reached(workspace, ids, versions));
        }
    }

    private void await(BooleanSupplier reached) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new ProblemException(
                        ProblemType.UNAVAILABLE, "This service has not come as far as ?after= asks; try again.");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProblemException(ProblemType.UNAVAILABLE, "The service is stopping; try again.");
            }
        }
    }
}
