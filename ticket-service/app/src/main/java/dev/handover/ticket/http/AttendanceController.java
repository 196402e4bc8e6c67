package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.ticket.conversation.ConversationSteps;
import dev.handover.ticket.conversation.HandoverSteps;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ConversationCommand;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.ticket.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who answers in a conversation, as people decide it. */
@RestController
@RequestMapping("/tickets/v1/conversations/{conversationId}")
class AttendanceController {
    private static final String KEY = "Idempotency-Key";
    private final Commands commands;
    private final ConversationSteps conversations;
    private final HandoverSteps handovers;
    private final Actors actors;
    private final Ids ids;

    AttendanceController(
            Commands commands, ConversationSteps conversations, HandoverSteps handovers, Actors actors, Ids ids) {
        this.commands = commands;
        this.conversations = conversations;
        this.handovers = handovers;
        this.actors = actors;
        this.ids = ids;
    }

    /** The caller answers from now on, and the AI is paused; the ticket is theirs. */
    @PostMapping("/takeover")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOnly
    ResponseEntity<ConversationResponses.Handed> takeOver(
            Caller caller,
            @PathVariable String conversationId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        ConversationId conversation = ConversationController.conversation(conversationId);
        OperatorId operator = actors.operatorIn(caller);
        Actor by = actors.actor(caller);
        TicketId newTicket = new TicketId(ids.next());
        return commands.post(
                caller,
                "take_over",
                "POST takeover " + conversationId,
                key,
                "",
                ConversationResponses.Handed.class,
                streams -> ConversationController.handed(
                        handovers.takeOver(streams, conversation, newTicket, operator, by)));
    }

    /** Silences the AI. */
    @PostMapping("/pause")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOnly
    ResponseEntity<ConversationResponses.Changed> pause(
            Caller caller,
            @PathVariable String conversationId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return change(
                caller,
                "pause",
                key,
                new ConversationCommand.PauseAi(
                        ConversationController.conversation(conversationId), actors.actor(caller)));
    }

    /** Has the AI answer again. */
    @PostMapping("/resume")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOnly
    ResponseEntity<ConversationResponses.Changed> resume(
            Caller caller,
            @PathVariable String conversationId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return change(
                caller,
                "resume",
                key,
                new ConversationCommand.ResumeAi(
                        ConversationController.conversation(conversationId),
                        ConversationEvent.ResumeReason.BY_HAND,
                        actors.actor(caller)));
    }

    /** Gives a conversation that was taken over back to the AI. */
    @PostMapping("/release")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOnly
    ResponseEntity<ConversationResponses.Changed> release(
            Caller caller,
            @PathVariable String conversationId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return change(
                caller,
                "release",
                key,
                new ConversationCommand.Release(
                        ConversationController.conversation(conversationId), actors.actor(caller)));
    }

    /** Ends the conversation; a later message of the customer's goes on with it. */
    @PostMapping("/close")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOrTalkingAgent
    ResponseEntity<ConversationResponses.Changed> close(
            Caller caller,
            @PathVariable String conversationId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return change(
                caller,
                "close",
                key,
                new ConversationCommand.Close(
                        ConversationController.conversation(conversationId), actors.actor(caller)));
    }

    private ResponseEntity<ConversationResponses.Changed> change(
            Caller caller, String name, @Nullable String key, ConversationCommand command) {
        return commands.post(
                caller,
                name + "_conversation",
                "POST " + name + " " + command.conversationId().value(),
                key,
                "",
                ConversationResponses.Changed.class,
                streams -> new ConversationResponses.Changed(conversations.take(streams, command)));
    }
}
