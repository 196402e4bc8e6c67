package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOrService;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ChannelIdentity;
import dev.handover.ticket.domain.Requester;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.ticket.Ids;
import dev.handover.ticket.ticket.RequesterSteps;
import jakarta.validation.Valid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Commands on requesters; every version that they answer is the requester's. */
@RestController
@RequestMapping("/tickets/v1/requesters")
@StaffOrService
class RequesterController {
    private static final String KEY = "Idempotency-Key";
    private final Commands commands;
    private final RequesterSteps requesters;
    private final Actors actors;
    private final Ids ids;

    RequesterController(Commands commands, RequesterSteps requesters, Actors actors, Ids ids) {
        this.commands = commands;
        this.requesters = requesters;
        this.actors = actors;
        this.ids = ids;
    }

    /** Registers a customer; 409 with the other one where somebody is known by one of the identities. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.RequesterRegistered> register(
            Caller caller,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody RequesterRequests.Register request) {
        RequesterSteps.NewRequester wanted = new RequesterSteps.NewRequester(
                new RequesterId(ids.next()),
                Optional.ofNullable(request.name()),
                request.attributes(),
                request.known(),
                actors.actor(caller));
        return commands.post(
                caller,
                "register_requester",
                "POST requesters",
                key,
                request,
                Responses.RequesterRegistered.class,
                streams -> new Responses.RequesterRegistered(
                        wanted.id().value(), requesters.create(streams, wanted).version()));
    }

    /** Makes name and attributes these. */
    @PutMapping("/{requesterId}")
    ResponseEntity<Responses.Changed> details(
            Caller caller, @PathVariable String requesterId, @Valid @RequestBody RequesterRequests.Details request) {
        RequesterId id = requester(requesterId);
        Actor by = actors.actor(caller);
        return commands.put(
                caller,
                "change_requester",
                streams -> new Responses.Changed(requesters
                        .change(streams, id, Optional.ofNullable(request.name()), request.attributes(), by)
                        .version()));
    }

    /** Makes the customer known by something more; given again with {@code verified}, it is proven. */
    @PostMapping("/{requesterId}/identities")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.Changed> identify(
            Caller caller,
            @PathVariable String requesterId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody RequesterRequests.Identity request) {
        RequesterId id = requester(requesterId);
        ChannelIdentity identity = request.identity("");
        Actor by = actors.actor(caller);
        return post(
                caller,
                "add_identity",
                "POST identities " + requesterId,
                key,
                request,
                streams -> requesters.identify(streams, id, identity, by));
    }

    /** Lets the requester go on as another one: whoever asks for it gets that one. */
    @PostMapping("/{requesterId}/merge")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.Changed> merge(
            Caller caller,
            @PathVariable String requesterId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody RequesterRequests.Merge request) {
        RequesterId id = requester(requesterId);
        RequesterId into = new RequesterId(request.into());
        Actor by = actors.actor(caller);
        return post(
                caller,
                "merge_requester",
                "POST merge requester " + requesterId,
                key,
                request,
                streams -> requesters.merge(streams, id, into, by));
    }

    /** Undoes a merge exactly; what was written since stays with the other one. */
    @PostMapping("/{requesterId}/unmerge")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.Changed> unmerge(
            Caller caller,
            @PathVariable String requesterId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        RequesterId id = requester(requesterId);
        Actor by = actors.actor(caller);
        return post(
                caller,
                "unmerge_requester",
                "POST unmerge requester " + requesterId,
                key,
                "",
                streams -> requesters.unmerge(streams, id, by));
    }

    private ResponseEntity<Responses.Changed> post(
            Caller caller,
            String name,
            String call,
            @Nullable String key,
            Object request,
            Steps.Step<Requester.Registered> step) {
        return commands.post(
                caller,
                name,
                call,
                key,
                request,
                Responses.Changed.class,
                streams -> new Responses.Changed(step.take(streams).version()));
    }

    private static RequesterId requester(String id) {
        try {
            return new RequesterId(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(TicketProblems.NO_SUCH_REQUESTER, "That is no requester's id.");
        }
    }
}
