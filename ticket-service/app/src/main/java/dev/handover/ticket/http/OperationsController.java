package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.OperationsOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.ticket.publish.RelayParked;
import dev.handover.ticket.publish.Replays;
import dev.handover.ticket.ticket.Ids;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Replays and parked streams, for those who run the system. */
@RestController
@RequestMapping("/tickets/v1")
@OperationsOnly
class OperationsController {
    private final Replays replays;
    private final RelayParked parked;
    private final Ids ids;

    OperationsController(Replays replays, RelayParked parked, Ids ids) {
        this.ids = ids;
        this.replays = replays;
        this.parked = parked;
    }

    /** Publishes the whole history again, in order, to a topic of its own. */
    @PostMapping("/replays")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Replays.Replay beginReplay(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody Requests.BeginReplay request) {
        String id = key == null
                ? ids.next()
                : Ids.derived("replay", caller.workspace() + "/" + caller.subject() + "/" + key);
        return replays.begin(id);
    }

    /** How far a replay has come. */
    @GetMapping("/replays/{replayId}")
    Replays.Replay findReplay(@PathVariable String replayId) {
        return replays.find(replayId)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such replay."));
    }

    /** The streams that the relay can't publish. */
    record ParkedStreams(List<RelayParked.ParkedStream> items) {}

    @GetMapping("/operations/relay/parked")
    ParkedStreams parked() {
        return new ParkedStreams(parked.list());
    }

    /** Publishes a parked stream again, from the event that failed. */
    @PostMapping("/operations/relay/parked/{streamId}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void retry(@PathVariable String streamId) {
        if (!parked.retry(streamId)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "That stream is not parked.");
        }
    }
}
