package dev.handover.channel.receipt;

import dev.handover.channel.receipt.Ledger.Counts;
import dev.handover.channel.receipt.Ledger.Receipt;
import dev.handover.channel.receipt.Ledger.State;
import dev.handover.channel.receipt.Reparse.Reread;
import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOrService;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What came in, and how far it is. */
@RestController
@RequestMapping("/channels/v1/receipts")
@ManagersOrService
class ReceiptController {

    private final Ledger ledger;
    private final Reparse reparse;

    ReceiptController(Ledger ledger, Reparse reparse) {
        this.ledger = ledger;
        this.reparse = reparse;
    }

    /**
     * The ledger: {@code received} is always {@code seen} and those that are not through.
     *
     * @param received payloads kept
     * @param seen those that ticket-service has: as a message of a conversation, or a colleague's as a note
     * @param parked those of the others that Kafka refused
     * @param notThrough the oldest of those that are not seen
     */
    record Receipts(long received, long seen, long parked, List<NotThrough> notThrough) {}

    /**
     * A payload that is not through.
     *
     * @param key of its record, as parked keys are named
     * @param why what it waits for, and where to look
     */
    record NotThrough(
            UUID messageId,
            String accountId,
            String channel,
            @Nullable String externalId,
            String key,
            State state,
            String why,
            Instant receivedAt) {}

    /**
     * A payload was read again.
     *
     * @param changed whether it says something else than when it was read before
     * @param issues what could not be read in full, as short codes
     */
    record Reparsed(UUID messageId, boolean changed, List<String> issues) {}

    @GetMapping
    @Operation(summary = "How much came in, how much ticket-service has, and what is not through yet and why")
    Receipts receipts(
            Caller caller,
            @RequestParam(required = false) @Nullable String accountId,
            @RequestParam(required = false) @Nullable Instant since,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        Counts counts = ledger.counts(caller.workspace(), accountId, since == null ? Instant.EPOCH : since);
        return new Receipts(
                counts.received(),
                counts.seen(),
                counts.parked(),
                ledger.notThrough(caller.workspace(), accountId, limit).stream()
                        .map(ReceiptController::shown)
                        .toList());
    }

    private static NotThrough shown(Receipt receipt) {
        return new NotThrough(
                receipt.messageId(),
                receipt.accountId(),
                receipt.channel(),
                receipt.externalId(),
                receipt.key(),
                receipt.state(),
                switch (receipt.state()) {
                    case RECEIVED -> "It waits for Kafka to take it.";
                    case PARKED ->
                        "Kafka never takes it: " + receipt.reason()
                                + ". Read it again, or see /channels/v1/operations/outbox/parked.";
                    case PUBLISHED ->
                        "ticket-service has not taken it yet; if that lasts, its key is parked there: see"
                                + " /tickets/v1/operations/parked.";
                },
                receipt.receivedAt());
    }

    @PostMapping("/{messageId}/reparse")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Reads the stored payload of a message again and publishes what it says now")
    Reparsed reparse(Caller caller, @PathVariable UUID messageId) {
        Reread reread = reparse.reparse(messageId, caller.workspace())
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such payload."));
        return new Reparsed(messageId, reread.changed(), reread.issues());
    }
}
