package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.MessageId;
import dev.handover.ticket.domain.NoteId;
import dev.handover.ticket.domain.OperatorId;
import dev.handover.ticket.domain.RequesterId;
import dev.handover.ticket.domain.TeamId;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketCommand;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.ticket.Ids;
import dev.handover.ticket.ticket.ReplySteps;
import dev.handover.ticket.ticket.TicketSteps;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Commands on tickets. */
@RestController
@RequestMapping("/tickets/v1/tickets")
class TicketController {
    private static final String KEY = "Idempotency-Key";
    private static final int NORMAL = 3;
    private final Commands commands;
    private final TicketSteps tickets;
    private final ReplySteps replies;
    private final Actors actors;
    private final Ids ids;

    TicketController(Commands commands, TicketSteps tickets, ReplySteps replies, Actors actors, Ids ids) {
        this.commands = commands;
        this.tickets = tickets;
        this.replies = replies;
        this.actors = actors;
        this.ids = ids;
    }

    /** Opens a ticket by hand, or for a machine client with the scope {@code tickets:open}. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.TicketOpened> open(
            Caller caller,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody Requests.OpenTicket request) {
        if (!actors.mayOpen(caller)) {
            throw new AccessDeniedException("not staff, and no scope tickets:open");
        }
        Actor by = actors.actor(caller);
        Requests.Requester requester = request.requester();
        TicketSteps.NewTicket wanted = new TicketSteps.NewTicket(
                new TicketId(ids.next()),
                caller.role().staff() ? TicketEvent.Source.MANUAL : TicketEvent.Source.API,
                request.subject(),
                request.description(),
                request.priority() == null ? NORMAL : request.priority(),
                requester == null || (requester.email() == null && requester.name() == null)
                        ? Optional.empty()
                        : Optional.of(new RequesterId(ids.next())),
                requester == null ? null : requester.name(),
                requester == null ? null : requester.email(),
                actors.operator(caller, "/assigneeId", request.assigneeId()),
                actors.team(caller, "/teamId", request.teamId()),
                request.tags() == null ? List.of() : request.tags(),
                by);
        return commands.post(
                caller, "open_ticket", "POST tickets", key, request, Responses.TicketOpened.class, streams -> {
                    Ticket.Opened opened = requester == null || requester.requesterId() == null
                            ? tickets.open(streams, wanted)
                            : tickets.open(
                                    streams,
                                    wanted,
                                    Optional.of(streams.recipient(new RequesterId(requester.requesterId()))));
                    return new Responses.TicketOpened(
                            opened.facts().id().value(), opened.facts().number(), opened.version());
                });
    }

    /** Answers the requester; 409 with what came since when {@code seenVersion} is older than something visible. */
    @PostMapping("/{ticketId}/replies")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOnly
    ResponseEntity<Responses.ReplyAccepted> reply(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody Requests.Reply request) {
        String html = request.html();
        String text = Words.of(request.text(), html);
        ReplySteps.NewReply reply = new ReplySteps.NewReply(
                PathIds.ticket(ticketId),
                new MessageId(ids.next()),
                Optional.ofNullable(request.conversationId()).map(ConversationId::new),
                new ConversationId(ids.next()),
                text,
                html,
                Optional.ofNullable(request.seenVersion()),
                Optional.ofNullable(request.status()),
                Boolean.TRUE.equals(request.force()),
                actors.operator(caller),
                actors.actor(caller),
                Requests.attachments(request.attachments()),
                request.copies());
        return commands.post(
                caller, "reply", "POST replies " + ticketId, key, request, Responses.ReplyAccepted.class, streams -> {
                    ReplySteps.Replied replied = replies.reply(streams, reply);
                    return new Responses.ReplyAccepted(
                            reply.message().value(),
                            replied.ticket().version(),
                            replied.conversation().value(),
                            replied.channel(),
                            replied.reason().name().toLowerCase(Locale.ROOT));
                });
    }

    /** Adds a private note; {@code @handle} in its text and {@code mentions} name colleagues. */
    @PostMapping("/{ticketId}/notes")
    @ResponseStatus(HttpStatus.CREATED)
    @StaffOnly
    ResponseEntity<Responses.NoteAccepted> note(
            Caller caller,
            @PathVariable String ticketId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @Valid @RequestBody Requests.Note request) {
        List<OperatorId> mentions = actors.mentioned(caller, request.text(), request.mentions());
        NoteId note = new NoteId(ids.next());
        TicketId ticket = PathIds.ticket(ticketId);
        Actor by = actors.actor(caller);
        return commands.post(
                caller, "note", "POST notes " + ticketId, key, request, Responses.NoteAccepted.class, streams -> {
                    Ticket.Opened after = tickets.note(streams, ticket, note, request.text(), mentions, by);
                    return new Responses.NoteAccepted(
                            note.value(),
                            after.version(),
                            mentions.stream().map(OperatorId::value).toList());
                });
    }

    /** Gives the ticket to an operator, to a team's queue, or with neither to nobody. */
    @PutMapping("/{ticketId}/assignment")
    @StaffOnly
    ResponseEntity<Responses.Changed> assign(
            Caller caller, @PathVariable String ticketId, @Valid @RequestBody Requests.Assignment request) {
        Optional<OperatorId> operator = actors.operator(caller, "/operatorId", request.operatorId());
        Optional<TeamId> team = actors.team(caller, "/teamId", request.teamId());
        Actor by = actors.actor(caller);
        TicketId ticket = PathIds.ticket(ticketId);
        return change(caller, "assign", streams -> tickets.assign(streams, ticket, operator, team, by));
    }

    /** Sets a status of the workspace's scheme by hand. */
    @PutMapping("/{ticketId}/status")
    @StaffOnly
    ResponseEntity<Responses.Changed> status(
            Caller caller, @PathVariable String ticketId, @Valid @RequestBody Requests.Status request) {
        Actor by = actors.actor(caller);
        TicketId ticket = PathIds.ticket(ticketId);
        return change(caller, "set_status", streams -> tickets.setStatus(streams, ticket, request.status(), by));
    }

    /** Sets the priority, 1 (lowest) to 5 (urgent). */
    @PutMapping("/{ticketId}/priority")
    @StaffOnly
    ResponseEntity<Responses.Changed> priority(
            Caller caller, @PathVariable String ticketId, @Valid @RequestBody Requests.Priority request) {
        Actor by = actors.actor(caller);
        TicketCommand command = new TicketCommand.SetPriority(PathIds.ticket(ticketId), request.priority(), by);
        return change(caller, "set_priority", streams -> tickets.take(streams, command));
    }

    /** Makes the tags these. */
    @PutMapping("/{ticketId}/tags")
    @StaffOnly
    ResponseEntity<Responses.Changed> tags(
            Caller caller, @PathVariable String ticketId, @Valid @RequestBody Requests.Tags request) {
        Actor by = actors.actor(caller);
        TicketCommand command = new TicketCommand.SetTags(PathIds.ticket(ticketId), request.tags(), by);
        return change(caller, "set_tags", streams -> tickets.take(streams, command));
    }

    private ResponseEntity<Responses.Changed> change(Caller caller, String name, Steps.Step<Ticket.Opened> step) {
        return commands.put(
                caller,
                name,
                streams -> new Responses.Changed(step.take(streams).version()));
    }
}
