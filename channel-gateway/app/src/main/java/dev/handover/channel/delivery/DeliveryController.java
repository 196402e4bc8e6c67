package dev.handover.channel.delivery;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Single messages on their way out, for the staff of their workspace. */
@RestController
@RequestMapping("/channels/v1/deliveries")
class DeliveryController {

    private static final ProblemType NOT_IN_THAT_STATE =
            new ProblemType("delivery-state", "The message's delivery is not in a state that allows it", 409);

    private final DeliveryDesk desk;

    DeliveryController(DeliveryDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/{messageId}")
    @StaffOnly
    @Operation(summary = "How far a message to a customer has come")
    Delivery delivery(@PathVariable UUID messageId, Caller caller) {
        return desk.find(messageId, caller.workspace()).orElseThrow(DeliveryController::unknown);
    }

    @PostMapping("/{messageId}/retry")
    @StaffOnly
    @Operation(summary = "Sends a failed message again under the same id, and tries one that waits at once")
    Delivery retry(@PathVariable UUID messageId, Caller caller) {
        return answer(desk.retry(messageId, caller.workspace()), "A message that is %s is not sent again.");
    }

    @PostMapping("/{messageId}/cancel")
    @StaffOnly
    @Operation(summary = "Keeps a queued message from being sent")
    Delivery cancel(@PathVariable UUID messageId, Caller caller) {
        return answer(desk.cancel(messageId, caller.workspace()), "A message that is %s can't be cancelled.");
    }

    private static Delivery answer(DeliveryDesk.Answer answer, String refusal) {
        return switch (answer) {
            case DeliveryDesk.Answer.Done done -> done.delivery();
            case DeliveryDesk.Answer.NotNow now ->
                throw new ProblemException(
                                NOT_IN_THAT_STATE,
                                refusal.formatted(now.delivery().state()))
                        .with("state", now.delivery().state());
            case DeliveryDesk.Answer.Unknown _ -> throw unknown();
        };
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "The workspace has no such message that goes out here.");
    }
}
