package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOnly;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.domain.Actor;
import dev.handover.ticket.domain.StatusScheme;
import dev.handover.ticket.domain.Workspace;
import dev.handover.ticket.domain.WorkspaceCommand;
import dev.handover.ticket.domain.WorkspaceEvent;
import dev.handover.ticket.step.Steps;
import dev.handover.ticket.step.Streams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The settings of a workspace. A PUT replaces one part in full; {@code If-Match} names the ETag of the settings that it
 * was decided on.
 */
@RestController
@RequestMapping("/tickets/v1/settings")
class SettingsController {
    private final Commands commands;
    private final Actors actors;

    SettingsController(Commands commands, Actors actors) {
        this.commands = commands;
        this.actors = actors;
    }

    /** Everything that is set. */
    @GetMapping
    @StaffOnly
    ResponseEntity<SettingsResponses.All> settings(Caller caller) {
        Workspace.Created workspace = commands.read(caller, "read_settings", Streams::created);
        return ResponseEntity.ok().eTag(Versions.tag(workspace.version())).body(SettingsResponses.All.of(workspace));
    }

    /** Who changed what, the newest first. */
    @GetMapping("/history")
    @StaffOnly
    SettingsResponses.History history(
            Caller caller,
            @RequestParam(required = false)
                    @Pattern(regexp = "[1-9][0-9]{0,17}", message = "is not a nextCursor")
                    @Nullable
                    String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return commands.read(caller, "read_settings_history", streams -> {
            long next = cursor == null ? streams.created().version() + 1 : Long.parseLong(cursor);
            List<WorkspaceEvent> past = streams.workspaceHistory(next, limit);
            List<SettingsResponses.Change> items = new ArrayList<>();
            for (int i = past.size() - 1; i >= 0; i--) {
                items.add(SettingsResponses.Change.of(next - past.size() + i, past.get(i)));
            }
            long oldest = next - past.size();
            return new SettingsResponses.History(items, oldest > 1 ? Long.toString(oldest) : null);
        });
    }

    /** Turns the help desk on or off; without it, messages are kept as conversations, and no ticket opens. */
    @PutMapping("/help-desk")
    @ManagersOnly
    ResponseEntity<Responses.Changed> helpDesk(
            Caller caller,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SettingsBodies.HelpDesk body) {
        return put(caller, ifMatch, (seen, by) -> new WorkspaceCommand.SwitchHelpDesk(body.enabled(), seen, by));
    }

    /** Names statuses anew: by a preset, or by statuses of one's own. Tickets keep their phases. */
    @PutMapping("/status-scheme")
    @ManagersOnly
    ResponseEntity<Responses.Changed> statusScheme(
            Caller caller,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SchemeBodies.Scheme body) {
        StatusScheme scheme = body.domain();
        long seen = Versions.seen(ifMatch);
        Actor by = actors.actor(caller);
        return put(
                caller,
                streams -> streams.take(new WorkspaceCommand.ChangeScheme(
                        scheme, streams.lookUps().ticketsIn(streams.workspace(), scheme.missing()), seen, by)));
    }

    /** Names priorities anew. */
    @PutMapping("/priority-labels")
    @ManagersOnly
    ResponseEntity<Responses.Changed> priorityLabels(
            Caller caller,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SettingsBodies.Priorities body) {
        if (body.domain().byLevel().size() < body.labels().size()) {
            throw ProblemException.field("/labels", "must have each level once");
        }
        return put(caller, ifMatch, (seen, by) -> new WorkspaceCommand.LabelPriorities(body.domain(), seen, by));
    }

    /** Says when tickets open, close and are gone on with. */
    @PutMapping("/ticket-rules")
    @ManagersOnly
    ResponseEntity<Responses.Changed> ticketRules(
            Caller caller,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SettingsBodies.Rules body) {
        return put(caller, ifMatch, (seen, by) -> new WorkspaceCommand.ChangeTicketRules(body.domain(), seen, by));
    }

    /** Says what requesters are told when their ticket is solved. */
    @PutMapping("/closing-message")
    @ManagersOnly
    ResponseEntity<Responses.Changed> closingMessage(
            Caller caller,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SettingsBodies.ClosingMessage body) {
        return put(caller, ifMatch, (seen, by) -> new WorkspaceCommand.ChangeClosingMessage(body.domain(), seen, by));
    }

    /** Says by which labels tickets are sorted; without any, every label is taken. */
    @PutMapping("/labels")
    @ManagersOnly
    ResponseEntity<Responses.Changed> labels(
            Caller caller,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SettingsBodies.AllLabels body) {
        if (body.domain().all().size() < body.labels().size()) {
            throw ProblemException.field("/labels", "must have each label once");
        }
        return put(caller, ifMatch, (seen, by) -> new WorkspaceCommand.ChangeLabels(body.domain(), seen, by));
    }

    /** Says what AI does for the team unasked. */
    @PutMapping("/assistance")
    @ManagersOnly
    ResponseEntity<Responses.Changed> assistance(
            Caller caller,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SettingsBodies.Help body) {
        return put(caller, ifMatch, (seen, by) -> new WorkspaceCommand.ChangeAssistance(body.domain(), seen, by));
    }

    /** Says how an AI agent hands conversations over to people. */
    @PutMapping("/agents/{agentId}/handover")
    @ManagersOnly
    ResponseEntity<Responses.Changed> handover(
            Caller caller,
            @PathVariable @Pattern(regexp = Requests.ID, message = Requests.ID_RULE) String agentId,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SettingsBodies.Handover body) {
        return put(
                caller, ifMatch, (seen, by) -> new WorkspaceCommand.ChangeHandover(agentId, body.domain(), seen, by));
    }

    private ResponseEntity<Responses.Changed> put(
            Caller caller, @Nullable String ifMatch, BiFunction<Long, Actor, WorkspaceCommand> command) {
        WorkspaceCommand wanted = command.apply(Versions.seen(ifMatch), actors.actor(caller));
        return put(caller, streams -> streams.take(wanted));
    }

    private ResponseEntity<Responses.Changed> put(Caller caller, Steps.Step<Workspace.Created> step) {
        ResponseEntity<Responses.Changed> answer = commands.put(
                caller,
                "change_settings",
                streams -> new Responses.Changed(step.take(streams).version()));
        return Versions.tagged(answer, Objects.requireNonNull(answer.getBody()).version());
    }
}
