package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.ticket.Ids;
import dev.handover.ticket.ticket.MoveSteps;
import jakarta.validation.Valid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Corrects where a customer's mail was threaded. */
@RestController
@RequestMapping("/tickets/v1/conversations/{conversationId}/messages/{messageId}")
@StaffOnly
class MoveController {
    private static final String KEY = "Idempotency-Key";
    private final Commands commands;
    private final MoveSteps moves;
    private final Actors actors;
    private final Ids ids;

    MoveController(Commands commands, MoveSteps moves, Actors actors, Ids ids) {
        this.commands = commands;
        this.moves = moves;
        this.actors = actors;
        this.ids = ids;
    }

    /**
     * Moves a customer's mail that was threaded wrongly to the ticket that is named, else to a new one of its sender. What
     * answers the mail follows it; what answers the conversation stays.
     */
    @PostMapping("/move")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ConversationResponses.MessageMoved> move(
            Caller caller,
            @PathVariable String conversationId,
            @PathVariable String messageId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody RelationRequests.Move request) {
        MoveSteps.Move move = new MoveSteps.Move(
                ConversationController.conversation(conversationId),
                PathIds.message(messageId),
                Optional.ofNullable(request.ticketId()).map(TicketId::new),
                new MoveSteps.Made(
                        new TicketId(ids.next()), new ConversationId(ids.next()), new RequesterId(ids.next())),
                actors.actor(caller));
        Steps.Step<ConversationResponses.MessageMoved> step =
                streams -> ConversationResponses.MessageMoved.of(moves.move(streams, move));
        return commands.post(
                caller,
                "move",
                "POST move " + conversationId + " " + messageId,
                key,
                request,
                ConversationResponses.MessageMoved.class,
                step);
    }
}
