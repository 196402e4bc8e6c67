package dev.handover.ticket.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOnly;
import dev.handover.foundation.operation.Leadership;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.foundation.problem.ProblemType;
import dev.handover.ticket.bulk.Bulk;
import dev.handover.ticket.bulk.Bulks;
import dev.handover.ticket.bulk.Change;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.Requester;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.erasure.ErasureSteps;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.Ids;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Erasing for good, with a receipt; for owners and managers. */
@RestController
@RequestMapping("/tickets/v1")
@ManagersOnly
class ErasureController {
    private static final String KEY = "Idempotency-Key";
    private final Commands commands;
    private final Bulks bulks;
    private final Leadership work;
    private final Actors actors;
    private final Ids ids;

    ErasureController(Commands commands, Bulks bulks, Leadership bulkLeadership, Actors actors, Ids ids) {
        this.commands = commands;
        this.bulks = bulks;
        this.work = bulkLeadership;
        this.actors = actors;
        this.ids = ids;
    }

    record ErasureBegun(String erasureId) {}

    /**
     * What was removed, and when.
     *
     * @param erasedAt null while something is still to be erased
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Receipt(
            String erasureId, Instant requestedAt, @Nullable Instant erasedAt, List<Erased> erased) {}

    /**
     * One thing that is erased.
     *
     * @param kind ticket, conversation or requester
     * @param state pending, done or refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Erased(
            String kind,
            String id,
            String state,
            ErasureSteps.@Nullable Removed removed,
            @Nullable String problem) {}

    /** Removes what people wrote on the ticket and who they are: from every service, as its events reach them. */
    @PostMapping("/tickets/{ticketId}/erasure")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ErasureBegun> eraseTicket(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        TicketId ticket = PathIds.ticket(ticketId);
        return begin(
                caller,
                "POST erasure of ticket " + ticketId,
                key,
                ticketId,
                new Change.EraseTicket(),
                streams -> streams.opened(ticket));
    }

    /** Removes who the requester is, and everything of theirs. */
    @PostMapping("/requesters/{requesterId}/erasure")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ErasureBegun> eraseRequester(
            Caller caller,
            @PathVariable String requesterId,
            @RequestHeader(name = KEY, required = false) @Nullable String key) {
        return begin(
                caller,
                "POST erasure of requester " + requesterId,
                key,
                requesterId,
                new Change.EraseRequester(),
                streams -> {
                    RequesterId requester = requester(requesterId);
                    if (streams.requester(requester) instanceof Requester.Unknown) {
                        throw new RejectedException(new Rejection.NoSuchRequester(requester));
                    }
                });
    }

    /** The receipt. */
    @GetMapping("/erasures/{erasureId}")
    Receipt find(Caller caller, @PathVariable String erasureId) {
        Bulk bulk = bulks.find(new WorkspaceKey(caller.workspace()), erasureId)
                .filter(found -> found.change() instanceof Change.Erasing)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such erasure."));
        return new Receipt(
                erasureId,
                bulk.createdAt(),
                bulk.finishedAt(),
                bulk.items().stream()
                        .map(item -> new Erased(
                                kind(item.change()), item.ticketId(), item.state(), item.removed(), item.problem()))
                        .toList());
    }

    /** @param exists refuses what is not there to be erased */
    private ResponseEntity<ErasureBegun> begin(
            Caller caller, String call, @Nullable String key, String subject, Change change, Consumer<Streams> exists) {
        Actor by = actors.actor(caller);
        String id = ids.next();
        ResponseEntity<ErasureBegun> answer =
                commands.post(caller, "erase", call, key, "", ErasureBegun.class, streams -> {
                    exists.accept(streams);
                    bulks.add(streams, id, List.of(subject), change, by);
                    return new ErasureBegun(id);
                });
        work.wake();
        return answer;
    }

    private static String kind(Change change) {
        return switch (change) {
            case Change.EraseRequester _ -> "requester";
            case Change.EraseConversation _, Change.EraseMessages _ -> "conversation";
            case Change _ -> "ticket";
        };
    }

    private static RequesterId requester(String id) {
        try {
            return new RequesterId(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(TicketProblems.NO_SUCH_REQUESTER, "That is no requester id.");
        }
    }
}
