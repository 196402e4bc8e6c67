package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.ticket.conversation.LinkSteps;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.TicketId;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which conversations a ticket has. */
@RestController
@RequestMapping("/tickets/v1/tickets/{ticketId}/conversations")
@StaffOnly
class LinkController {
    private final Commands commands;
    private final LinkSteps links;
    private final Actors actors;

    LinkController(Commands commands, LinkSteps links, Actors actors) {
        this.commands = commands;
        this.links = links;
        this.actors = actors;
    }

    /** Gives the ticket one more conversation; 409 where that one has another active ticket, naming it. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.Changed> associate(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody ConversationRequests.Associate request) {
        TicketId ticket = PathIds.ticket(ticketId);
        ConversationId conversation = new ConversationId(request.conversationId());
        Actor by = actors.actor(caller);
        return commands.post(
                caller,
                "associate",
                "POST conversations of " + ticketId,
                key,
                request,
                Responses.Changed.class,
                streams -> new Responses.Changed(
                        links.associate(streams, ticket, conversation, by).version()));
    }

    /** Takes a conversation from the ticket; what was said stays where it is. */
    @DeleteMapping("/{conversationId}")
    ResponseEntity<Responses.Changed> unlink(
            Caller caller, @PathVariable String ticketId, @PathVariable String conversationId) {
        TicketId ticket = PathIds.ticket(ticketId);
        ConversationId conversation = ConversationController.conversation(conversationId);
        Actor by = actors.actor(caller);
        return commands.put(
                caller,
                "unlink",
                streams -> new Responses.Changed(
                        links.unlink(streams, ticket, conversation, by).version()));
    }
}
