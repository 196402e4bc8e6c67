package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ServiceOnly;
import dev.handover.ticket.domain.WorkspaceKey;
import dev.handover.ticket.ticket.TicketSteps;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Workspaces are made by the platform, not by those who work in them. */
@RestController
@RequestMapping("/tickets/v1/workspaces")
@ServiceOnly
class WorkspaceController {
    private final Commands commands;
    private final TicketSteps tickets;

    WorkspaceController(Commands commands, TicketSteps tickets) {
        this.commands = commands;
        this.tickets = tickets;
    }

    /** Creates a workspace with default settings. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Responses.WorkspaceCreated> create(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody Requests.CreateWorkspace request) {
        return commands.post(
                caller,
                new WorkspaceKey(request.key()),
                "create_workspace",
                "POST workspaces",
                key,
                request,
                Responses.WorkspaceCreated.class,
                streams -> {
                    tickets.createWorkspace(streams, request.name());
                    return new Responses.WorkspaceCreated(request.key(), request.name());
                });
    }
}
