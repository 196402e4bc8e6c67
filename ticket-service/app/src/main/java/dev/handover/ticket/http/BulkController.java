package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.operation.Leadership;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.ticket.bulk.Bulk;
import dev.handover.ticket.bulk.Bulks;
import dev.handover.ticket.bulk.Change;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.ticket.Ids;
import jakarta.validation.Valid;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Changes of up to 500 tickets at once, each with a result of its own; undone as one. */
@RestController
@RequestMapping("/tickets/v1/bulk")
@StaffOnly
class BulkController {
    private static final String KEY = "Idempotency-Key";
    private final Commands commands;
    private final Bulks bulks;
    private final Leadership work;
    private final Actors actors;
    private final Ids ids;

    BulkController(Commands commands, Bulks bulks, Leadership bulkLeadership, Actors actors, Ids ids) {
        this.commands = commands;
        this.bulks = bulks;
        this.work = bulkLeadership;
        this.actors = actors;
        this.ids = ids;
    }

    /** Begins a bulk change: it is durable, and goes on also after a crash; its results are asked for by its id. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.BulkBegun> begin(
            Caller caller,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody BulkRequests.Begin request) {
        Change change = change(caller, request.change());
        Actor by = actors.actor(caller);
        String id = ids.next();
        ResponseEntity<Responses.BulkBegun> answer =
                commands.post(caller, "bulk", "POST bulk", key, request, Responses.BulkBegun.class, streams -> {
                    bulks.add(streams, id, request.ticketIds(), change, by);
                    return new Responses.BulkBegun(id);
                });
        work.wake();
        return answer;
    }

    /** How far a bulk change has come, ticket by ticket. */
    @GetMapping("/{bulkId}")
    Bulk find(Caller caller, @PathVariable String bulkId) {
        return bulks.find(new WorkspaceKey(caller.workspace()), bulkId)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such bulk change."));
    }

    /** Undoes a bulk change, once it has ended: each ticket is brought back that has not changed since. */
    @PostMapping("/{bulkId}/undo")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.BulkBegun> undo(
            Caller caller,
            @PathVariable String bulkId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        Bulk done = find(caller, bulkId);
        if (done.items().stream().anyMatch(item -> item.change() instanceof Change.Erasing)) {
            throw new ProblemException(TicketProblems.ERASURE_IS_FINAL, "What was erased is gone.");
        }
        if (done.finishedAt() == null) {
            throw new ProblemException(TicketProblems.BULK_IS_RUNNING, "The bulk change has not ended yet.");
        }
        Actor by = actors.actor(caller);
        String id = ids.next();
        ResponseEntity<Responses.BulkBegun> answer = commands.post(
                caller, "undo_bulk", "POST undo " + bulkId, key, "", Responses.BulkBegun.class, streams -> {
                    bulks.undoOf(bulkId).ifPresent(undo -> {
                        throw undone(undo);
                    });
                    bulks.addUndo(streams, id, bulkId, by);
                    return new Responses.BulkBegun(id);
                });
        work.wake();
        return answer;
    }

    private static ProblemException undone(String undo) {
        return new ProblemException(TicketProblems.BULK_IS_UNDONE, "The bulk change was undone by " + undo + ".")
                .with("bulkId", undo);
    }

    private Change change(Caller caller, BulkRequests.Wanted wanted) {
        return switch (wanted) {
            case BulkRequests.Complete _ -> new Change.Complete();
            case BulkRequests.Reopen _ -> new Change.Reopen();
            case BulkRequests.Status c -> new Change.SetStatus(c.status());
            case BulkRequests.Assign c ->
                new Change.Assign(
                        actors.operator(caller, "/change/operatorId", c.operatorId())
                                .map(OperatorId::value)
                                .orElse(null),
                        actors.team(caller, "/change/teamId", c.teamId())
                                .map(TeamId::value)
                                .orElse(null));
            case BulkRequests.Tag c -> {
                List<String> add = c.add() == null ? List.of() : c.add();
                List<String> remove = c.remove() == null ? List.of() : c.remove();
                if (add.isEmpty() && remove.isEmpty()) {
                    throw ProblemException.field("/change", "must add or remove at least one tag");
                }
                yield new Change.Tag(add, remove);
            }
            case BulkRequests.Snooze c ->
                new Change.Snooze(
                        c.until().truncatedTo(ChronoUnit.MICROS), !Boolean.FALSE.equals(c.wakeOnCustomerMessage()));
            case BulkRequests.Archive _ -> new Change.Archive();
            case BulkRequests.Erase _ -> {
                if (!caller.role().manages()) {
                    throw new AccessDeniedException("only owners and managers erase");
                }
                yield new Change.EraseTicket();
            }
            case BulkRequests.Priority c -> new Change.SetPriority(c.priority());
        };
    }
}
