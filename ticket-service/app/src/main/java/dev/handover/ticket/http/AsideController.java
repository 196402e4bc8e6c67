package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent.WakeCause;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.ticket.TicketSteps;
import jakarta.validation.Valid;
import java.time.temporal.ChronoUnit;
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

/** Commands that put a ticket aside, and bring it back. */
@RestController
@RequestMapping("/tickets/v1/tickets/{ticketId}")
@StaffOnly
class AsideController {
    private final Commands commands;
    private final TicketSteps tickets;
    private final Actors actors;

    AsideController(Commands commands, TicketSteps tickets, Actors actors) {
        this.commands = commands;
        this.tickets = tickets;
        this.actors = actors;
    }

    /** Puts an active ticket aside until a time; a customer's message wakes it earlier, unless told otherwise. */
    @PutMapping("/snooze")
    ResponseEntity<Responses.Changed> snooze(
            Caller caller, @PathVariable String ticketId, @Valid @RequestBody WorkRequests.Snooze request) {
        return change(
                caller,
                "snooze",
                new TicketCommand.Snooze(
                        PathIds.ticket(ticketId),
                        request.until().truncatedTo(ChronoUnit.MICROS),
                        !Boolean.FALSE.equals(request.wakeOnCustomerMessage()),
                        actors.actor(caller)));
    }

    /** Wakes a snoozed ticket. */
    @DeleteMapping("/snooze")
    ResponseEntity<Responses.Changed> wake(Caller caller, @PathVariable String ticketId) {
        return change(
                caller,
                "wake",
                new TicketCommand.Wake(PathIds.ticket(ticketId), WakeCause.BY_HAND, actors.actor(caller)));
    }

    /** Takes a ticket out of the active views; a customer's message or reopening brings it back. */
    @PutMapping("/archive")
    ResponseEntity<Responses.Changed> archive(Caller caller, @PathVariable String ticketId) {
        return change(caller, "archive", new TicketCommand.Archive(PathIds.ticket(ticketId), actors.actor(caller)));
    }

    /** Brings an archived ticket back. */
    @DeleteMapping("/archive")
    ResponseEntity<Responses.Changed> restore(Caller caller, @PathVariable String ticketId) {
        return change(caller, "restore", new TicketCommand.Restore(PathIds.ticket(ticketId), actors.actor(caller)));
    }

    /** Gives a solved or closed ticket back to the team; 409 where its conversation has another active ticket. */
    @PostMapping("/reopen")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.Changed> reopen(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        TicketId ticket = PathIds.ticket(ticketId);
        Actor by = actors.actor(caller);
        return commands.post(
                caller,
                "reopen",
                "POST reopen " + ticketId,
                key,
                ticketId,
                Responses.Changed.class,
                streams -> new Responses.Changed(tickets.moved(streams, new TicketCommand.Reopen(ticket, by))
                        .version()));
    }

    private ResponseEntity<Responses.Changed> change(Caller caller, String name, TicketCommand command) {
        return commands.put(
                caller,
                name,
                streams -> new Responses.Changed(tickets.take(streams, command).version()));
    }
}
