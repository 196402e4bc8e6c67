package dev.handover.ticket.bulk;

import dev.handover.foundation.consuming.Outage;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.erasure.ErasureSteps;
import dev.handover.ticket.step.Call;
import dev.handover.ticket.step.Conflict;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.StepContext;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.step.Streams;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bulk changes: written down whole, then done ticket by ticket, each in a step that also tells that it is done. Whoever
 * goes on after a crash finds exactly what is left.
 */
public final class Bulks {
    /** The most tickets of one bulk change. */
    public static final int LIMIT = 500;

    /** What an undo says of a ticket that it leaves alone. */
    static final String CHANGED_SINCE = "changed-since";

    private static final Logger log = LoggerFactory.getLogger(Bulks.class);
    private static final int AT_ONCE = 32;
    private final BulkRows rows;
    private final ChangeSteps changes;
    private final Steps steps;
    private final Function<Rejection, ProblemException> problems;

    Bulks(BulkRows rows, ChangeSteps changes, Steps steps, Function<Rejection, ProblemException> problems) {
        this.rows = rows;
        this.changes = changes;
        this.steps = steps;
        this.problems = problems;
    }

    /** Writes a bulk change down, in the step under way. */
    public void add(Streams streams, String bulkId, List<String> tickets, Change change, Actor by) {
        streams.settings(); // refused where there is no such workspace
        rows.add(streams, bulkId, change, null, by);
        for (int i = 0; i < tickets.size(); i++) {
            rows.addItem(streams, bulkId, i, tickets.get(i), change, null);
        }
    }

    /** Writes down the undoing of a bulk change, which must have ended; the database refuses a second one. */
    public void addUndo(Streams streams, String bulkId, String undoOf, Actor by) {
        rows.add(streams, bulkId, null, undoOf, by);
        List<BulkRows.Undoable> undoable = rows.undoable(undoOf);
        for (int i = 0; i < undoable.size(); i++) {
            BulkRows.Undoable one = undoable.get(i);
            rows.addItem(streams, bulkId, i, one.ticketId(), one.inverse(), one.version());
        }
    }

    /** The bulk change, if the workspace has it. */
    public Optional<Bulk> find(WorkspaceKey workspace, String bulkId) {
        return rows.find(workspace, bulkId);
    }

    /** The bulk change that undoes this one, if there is one. */
    public Optional<String> undoOf(String bulkId) {
        return rows.undoOf(bulkId);
    }

    /** Does what is pending, a part of it; true when there may be more. An outage ends it: the rest is done later. */
    boolean round() throws InterruptedException {
        List<BulkRows.Item> pending = rows.pending(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> items = pending.stream()
                    .<Future<?>>map(item -> threads.submit(() -> take(item)))
                    .toList();
            for (Future<?> item : items) {
                item.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bulk change is interrupted, and goes on later", e.getCause());
        } finally {
            rows.finish();
        }
        return pending.size() == AT_ONCE;
    }

    private void take(BulkRows.Item item) {
        try {
            Boolean unchanged = steps.run(new Call<>(
                    "bulk_item",
                    item.workspace(),
                    new StepContext(item.bulkId(), null, TraceParent.begin()),
                    false,
                    streams -> take(streams, item)));
            if (!unchanged) {
                rows.ended(item, "skipped", CHANGED_SINCE, "It changed since, and was left as it is.");
            }
        } catch (RejectedException e) {
            ProblemException problem = problems.apply(e.rejection());
            refused(item, problem.type(), String.valueOf(problem.getMessage()));
        } catch (RuntimeException e) {
            if (Outage.is(e) || Conflict.is(e)) {
                throw e;
            }
            log.atError().addKeyValue("bulkId", item.bulkId()).setCause(e).log("an item of a bulk change failed");
            refused(item, ProblemType.INTERNAL, "Something went wrong here.");
        }
    }

    private void refused(BulkRows.Item item, ProblemType type, String detail) {
        rows.ended(item, "refused", type.uri().toString(), detail);
    }

    /** False where the ticket is no longer at the version that is to be undone. */
    private boolean take(Streams streams, BulkRows.Item item) {
        if (!rows.isPending(item)) {
            return true;
        }
        if (item.change() instanceof Change.Erasing erasing) {
            erase(streams, item, erasing);
            return true;
        }
        TicketId ticket = new TicketId(item.subject());
        changes.prepare(streams, ticket, item.change());
        Ticket.Opened before = streams.opened(ticket);
        @Nullable Long onlyAt = item.onlyAt();
        if (onlyAt != null && before.version() != onlyAt) {
            return false;
        }
        Ticket.Opened after = changes.make(streams, ticket, item.change(), item.by());
        rows.done(streams, item, after.version(), ChangeSteps.inverse(item.change(), before, after));
        return true;
    }

    /**
     * A requester goes first, so that nothing new becomes theirs; what they have follows as items of its own, and then a
     * look for what has come meanwhile.
     */
    private void erase(Streams streams, BulkRows.Item item, Change.Erasing change) {
        if (change instanceof Change.EraseRequester) {
            rows.addMore(streams, item, changes.everythingOf(streams, item.subject()));
        }
        ErasureSteps.Removed removed = changes.erase(streams, item.subject(), change, item.by());
        rows.erased(streams, item, removed);
    }
}
