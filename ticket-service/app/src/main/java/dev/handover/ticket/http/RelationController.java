package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.ticket.Ids;
import dev.handover.ticket.ticket.RelationSteps;
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

/** Commands on two tickets: merge, unmerge, split, follow-up. */
@RestController
@RequestMapping("/tickets/v1/tickets/{ticketId}")
@StaffOnly
class RelationController {
    private static final String KEY = "Idempotency-Key";
    private static final int NORMAL = 3;
    private final Commands commands;
    private final RelationSteps relations;
    private final Actors actors;
    private final Ids ids;

    RelationController(Commands commands, RelationSteps relations, Actors actors, Ids ids) {
        this.commands = commands;
        this.relations = relations;
        this.actors = actors;
        this.ids = ids;
    }

    /** Lets the ticket go on in another one: it closes, and its conversations go over. */
    @PostMapping("/merge")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.Changed> merge(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody RelationRequests.Merge request) {
        TicketId ticket = PathIds.ticket(ticketId);
        TicketId into = new TicketId(request.into());
        Actor by = actors.actor(caller);
        return commands.post(
                caller,
                "merge",
                "POST merge " + ticketId,
                key,
                request,
                Responses.Changed.class,
                streams -> new Responses.Changed(
                        relations.merge(streams, ticket, into, by).version()));
    }

    /** Undoes a merge exactly; messages that came since stay with the other ticket. */
    @PostMapping("/unmerge")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.Changed> unmerge(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        TicketId ticket = PathIds.ticket(ticketId);
        Actor by = actors.actor(caller);
        return commands.post(
                caller,
                "unmerge",
                "POST unmerge " + ticketId,
                key,
                "",
                Responses.Changed.class,
                streams -> new Responses.Changed(
                        relations.unmerge(streams, ticket, by).version()));
    }

    /** Opens a ticket with some of this one's messages. */
    @PostMapping("/split")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.TicketOpened> split(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody RelationRequests.Split request) {
        RelationSteps.Split split = new RelationSteps.Split(
                PathIds.ticket(ticketId),
                new TicketId(ids.next()),
                request.messageIds().stream().map(MessageId::new).toList(),
                Optional.ofNullable(request.subject()),
                Optional.ofNullable(request.description()),
                actors.actor(caller));
        return opening(
                caller, "split", "POST split " + ticketId, key, request, streams -> relations.split(streams, split));
    }

    /** Opens a ticket that goes on from this one, which must be solved or closed. */
    @PostMapping("/follow-up")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.TicketOpened> followUp(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody RelationRequests.FollowUp request) {
        RelationSteps.FollowUp wanted = new RelationSteps.FollowUp(
                PathIds.ticket(ticketId),
                new TicketId(ids.next()),
                Optional.ofNullable(request.subject()),
                request.description(),
                request.priority() == null ? NORMAL : request.priority(),
                actors.actor(caller));
        return opening(
                caller,
                "follow_up",
                "POST follow-up " + ticketId,
                key,
                request,
                streams -> relations.followUp(streams, wanted));
    }

    private ResponseEntity<Responses.TicketOpened> opening(
            Caller caller,
            String name,
            String call,
            @Nullable String key,
            Object request,
            Steps.Step<Ticket.Opened> step) {
        return commands.post(caller, name, call, key, request, Responses.TicketOpened.class, streams -> {
            Ticket.Opened opened = step.take(streams);
            return new Responses.TicketOpened(
                    opened.facts().id().value(), opened.facts().number(), opened.version());
        });
    }
}
