package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.domain.Classification;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.ticket.TicketSteps;
import jakarta.validation.Valid;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands on what a ticket says: its subject line, its description, what it is about, the notes on it. */
@RestController
@RequestMapping("/tickets/v1/tickets/{ticketId}")
@StaffOnly
class DescribingController {
    private final Commands commands;
    private final TicketSteps tickets;
    private final Actors actors;

    DescribingController(Commands commands, TicketSteps tickets, Actors actors) {
        this.commands = commands;
        this.tickets = tickets;
        this.actors = actors;
    }

    /** Changes the subject line. */
    @PutMapping("/subject")
    ResponseEntity<Responses.Changed> subject(
            Caller caller, @PathVariable String ticketId, @Valid @RequestBody WorkRequests.Subject request) {
        return change(
                caller,
                "set_subject",
                new TicketCommand.Describe(
                        PathIds.ticket(ticketId),
                        Optional.of(request.subject()),
                        Optional.empty(),
                        actors.actor(caller)));
    }

    /** Changes the description. */
    @PutMapping("/description")
    ResponseEntity<Responses.Changed> description(
            Caller caller, @PathVariable String ticketId, @Valid @RequestBody WorkRequests.Description request) {
        return change(
                caller,
                "set_description",
                new TicketCommand.Describe(
                        PathIds.ticket(ticketId),
                        Optional.empty(),
                        Optional.of(request.description()),
                        actors.actor(caller)));
    }

    /** Says what the ticket is about; what is left out is taken away. A label must be one of the workspace's, if it has any. */
    @PutMapping("/classification")
    ResponseEntity<Responses.Changed> classification(
            Caller caller, @PathVariable String ticketId, @Valid @RequestBody WorkRequests.Classification request) {
        if (request.subLabel() != null && request.label() == null) {
            throw ProblemException.field("/label", "must be given with a subLabel");
        }
        Classification wanted = new Classification(
                Optional.ofNullable(request.topic()),
                Optional.ofNullable(request.intent()),
                Optional.ofNullable(request.label()),
                Optional.ofNullable(request.subLabel()));
        return change(
                caller, "classify", new TicketCommand.Classify(PathIds.ticket(ticketId), wanted, actors.actor(caller)));
    }

    /** Makes a note say something else; for its author only. Earlier versions are kept. */
    @PutMapping("/notes/{noteId}")
    ResponseEntity<Responses.Changed> note(
            Caller caller,
            @PathVariable String ticketId,
            @PathVariable String noteId,
            @Valid @RequestBody Requests.Note request) {
        return change(
                caller,
                "edit_note",
                new TicketCommand.EditNote(
                        PathIds.ticket(ticketId),
                        PathIds.note(noteId),
                        request.text(),
                        actors.mentioned(caller, request.text(), request.mentions()),
                        actors.actor(caller)));
    }

    private ResponseEntity<Responses.Changed> change(Caller caller, String name, TicketCommand command) {
        return commands.put(
                caller,
                name,
                streams -> new Responses.Changed(tickets.take(streams, command).version()));
    }
}
