package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.Role;
import dev.handover.ticket.domain.Workspace;
import dev.handover.ticket.step.Streams;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an AI agent is to know of handing over: when to, and how. */
@RestController
class AgentHandoverController {
    private final Commands commands;

    AgentHandoverController(Commands commands) {
        this.commands = commands;
    }

    /** How that agent hands over, its guidance with it; an agent reads its own. */
    @GetMapping("/tickets/v1/agents/{agentId}/handover")
    @PreAuthorize("hasAnyRole('OWNER', 'MANAGER', 'OPERATOR', 'AGENT')")
    ResponseEntity<SettingsBodies.Handover> handover(
            Caller caller, @PathVariable @Pattern(regexp = Requests.ID, message = Requests.ID_RULE) String agentId) {
        if (caller.role() == Role.AGENT && !caller.subject().equals(agentId)) {
            throw new AccessDeniedException("another agent's");
        }
        Workspace.Created workspace = commands.read(caller, "read_settings", Streams::created);
        return ResponseEntity.ok()
                .eTag(Versions.tag(workspace.version()))
                .body(SettingsBodies.Handover.of(workspace.settings().handover(agentId)));
    }
}
