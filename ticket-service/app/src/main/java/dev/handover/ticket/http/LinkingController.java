package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOrService;
import dev.handover.foundation.caller.StaffOrService;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ExternalReference;
import dev.handover.ticket.domain.LinkedRecord;
import dev.handover.ticket.domain.RecordId;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.ticket.Ids;
import dev.handover.ticket.ticket.LinkingSteps;
import dev.handover.ticket.ticket.TicketSteps;
import jakarta.validation.Valid;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Commands on what a ticket has elsewhere: records that belong to it, counterparts on other platforms. */
@RestController
@RequestMapping("/tickets/v1/tickets/{ticketId}")
class LinkingController {
    private final Commands commands;
    private final LinkingSteps linking;
    private final TicketSteps tickets;
    private final Actors actors;
    private final Ids ids;

    LinkingController(Commands commands, LinkingSteps linking, TicketSteps tickets, Actors actors, Ids ids) {
        this.commands = commands;
        this.linking = linking;
        this.tickets = tickets;
        this.actors = actors;
        this.ids = ids;
    }

    /** Links an activity case, an alert or any address; the same one again answers the id that it has. */
    @PostMapping("/records")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOrService
    ResponseEntity<Responses.RecordLinked> link(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody WorkRequests.Record request) {
        if (request.url() == null && request.reference() == null) {
            throw ProblemException.field("/url", "must be given where there is no reference");
        }
        LinkedRecord record = new LinkedRecord(
                new RecordId(ids.next()),
                LinkedRecord.Type.valueOf(request.type().toUpperCase(Locale.ROOT)),
                request.reference(),
                request.title(),
                request.url());
        TicketId ticket = PathIds.ticket(ticketId);
        Actor by = actors.actor(caller);
        return commands.post(
                caller,
                "link_record",
                "POST records " + ticketId,
                key,
                request,
                Responses.RecordLinked.class,
                streams -> {
                    LinkingSteps.Linked linked = linking.link(streams, ticket, record, by);
                    return new Responses.RecordLinked(linked.record().value(), linked.version());
                });
    }

    /** Takes a linked record away. */
    @DeleteMapping("/records/{recordId}")
    @StaffOrService
    ResponseEntity<Responses.Changed> unlink(
            Caller caller, @PathVariable String ticketId, @PathVariable String recordId) {
        return change(
                caller,
                "unlink_record",
                new TicketCommand.UnlinkRecord(
                        PathIds.ticket(ticketId), PathIds.record(recordId), actors.actor(caller)));
    }

    /** Tells that the ticket's counterpart on another platform was brought in step; one for each platform and remote id. */
    @PutMapping("/external-references")
    @ManagersOrService
    ResponseEntity<Responses.Changed> sync(
            Caller caller, @PathVariable String ticketId, @Valid @RequestBody WorkRequests.ExternalReference request) {
        ExternalReference told = new ExternalReference(
                request.platform(),
                request.remoteId(),
                request.url(),
                ExternalReference.Direction.valueOf(request.direction().toUpperCase(Locale.ROOT)),
                request.lastSyncAt().truncatedTo(ChronoUnit.MICROS));
        return change(
                caller,
                "sync_external",
                new TicketCommand.SyncExternal(PathIds.ticket(ticketId), told, actors.actor(caller)));
    }

    private ResponseEntity<Responses.Changed> change(Caller caller, String name, TicketCommand command) {
        return commands.put(
                caller,
                name,
                streams -> new Responses.Changed(tickets.take(streams, command).version()));
    }
}
