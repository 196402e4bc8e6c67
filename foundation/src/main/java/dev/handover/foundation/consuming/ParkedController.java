package dev.handover.foundation.consuming;

import dev.handover.foundation.caller.OperationsOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is parked, for those who run the system: list, retry, discard. */
@RestController
@RequestMapping("/${handover.prefix}/v1/operations/parked")
@OperationsOnly
public class ParkedController {
    private final KeyedConsumers consumers;

    ParkedController(KeyedConsumers consumers) {
        this.consumers = consumers;
    }

    /** The parked keys, oldest first. */
    public record ParkedList(List<ParkedKeys.ParkedKey> items) {}

    /** What became of a parked key. */
    public record ParkedOutcome(long id, boolean released) {}

    @GetMapping
    ParkedList list() {
        return new ParkedList(consumers.parked());
    }

    @PostMapping("/{id}/retry")
    ParkedOutcome retry(@PathVariable long id) {
        return new ParkedOutcome(id, consumers.retry(id).orElseThrow(() -> unknown(id)));
    }

    @DeleteMapping("/{id}")
    ParkedOutcome discard(@PathVariable long id) {
        return new ParkedOutcome(id, consumers.discard(id).orElseThrow(() -> unknown(id)));
    }

    private static ProblemException unknown(long id) {
        return new ProblemException(ProblemType.NOT_FOUND, "No key is parked under " + id + ".");
    }
}
