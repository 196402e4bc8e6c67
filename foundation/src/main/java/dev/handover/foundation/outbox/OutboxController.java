package dev.handover.foundation.outbox;

import dev.handover.foundation.caller.OperationsOnly;
import dev.handover.foundation.operation.Leadership;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What of the outbox is parked, for those who run the system: list, retry, discard. */
@RestController
@RequestMapping("/${handover.prefix}/v1/operations/outbox/parked")
@OperationsOnly
class OutboxController {
    private final ParkedRows rows;
    private final Leadership relay;

    OutboxController(ParkedRows parkedRows, Leadership outboxRelay) {
        this.rows = parkedRows;
        this.relay = outboxRelay;
    }

    /** The parked rows, oldest first. */
    record ParkedRowList(List<ParkedRows.ParkedRow> items) {}

    @GetMapping
    ParkedRowList parked() {
        return new ParkedRowList(rows.list());
    }

    /** The relay tries it again, and goes on with those behind it; one that fails again is in the list again. */
    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void retry(@PathVariable long id) {
        if (!rows.retry(id)) {
            throw unknown(id);
        }
        relay.wake();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable long id) {
        if (!rows.discard(id)) {
            throw unknown(id);
        }
        relay.wake();
    }

    private static ProblemException unknown(long id) {
        return new ProblemException(ProblemType.NOT_FOUND, "No row of the outbox is parked under " + id + ".");
    }
}
