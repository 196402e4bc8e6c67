package dev.handover.ticket.http;

import dev.handover.foundation.caller.Caller;
import dev.handover.foundation.caller.ManagersOnly;
import dev.handover.foundation.caller.StaffOnly;
import dev.handover.foundation.problem.ProblemException;
import dev.handover.ticket.conversation.DryRun;
import dev.handover.ticket.domain.Rejection;
import dev.handover.ticket.domain.Workspace;
import dev.handover.ticket.domain.WorkspaceCommand;
import dev.handover.ticket.domain.rule.Actions;
import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.RuleId;
import dev.handover.ticket.step.RejectedException;
import dev.handover.ticket.step.Streams;
import dev.handover.ticket.ticket.Ids;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The escalation events of a workspace: what messages and alerts lead to a ticket, and what else follows. */
@RestController
@RequestMapping("/tickets/v1/settings/escalation-events")
@ManagersOnly
class EscalationEventController {
    private static final String ONE = "/{escalationEventId}";
    private final Commands commands;
    private final Actors actors;
    private final DryRun dryRun;
    private final Ids ids;

    EscalationEventController(Commands commands, Actors actors, DryRun dryRun, Ids ids) {
        this.commands = commands;
        this.actors = actors;
        this.dryRun = dryRun;
        this.ids = ids;
    }

    /** All of them, in the order in which they were defined: where two set the same, the earlier one does. */
    @GetMapping
    @StaffOnly
    RuleResponses.EscalationEvents all(Caller caller) {
        return new RuleResponses.EscalationEvents(commands.read(
                caller,
                "read_settings",
                streams -> streams.settings().rules().stream()
                        .map(RuleResponses.EscalationEvent::of)
                        .toList()));
    }

    /** One, with its version as ETag. */
    @GetMapping(ONE)
    @StaffOnly
    ResponseEntity<RuleResponses.EscalationEvent> one(Caller caller, @PathVariable String escalationEventId) {
        RuleId id = rule(escalationEventId);
        return shown(commands.read(
                caller,
                "read_settings",
                streams -> streams.settings()
                        .rule(id)
                        .orElseThrow(() -> new RejectedException(new Rejection.NoSuchRule(id)))));
    }

    /** Defines one. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RuleResponses.EscalationEvent> define(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody RuleRequests.Definition request) {
        RuleId id = new RuleId(ids.next());
        WorkspaceCommand command =
                new WorkspaceCommand.DefineRule(id, definition(caller, request), actors.actor(caller));
        return tagged(commands.post(
                caller,
                "define_escalation_event",
                "POST escalation-events",
                key,
                request,
                RuleResponses.EscalationEvent.class,
                streams -> RuleResponses.EscalationEvent.of(taken(streams, command, id))));
    }

    /** Changes one; {@code If-Match} names the version that the change was made on. */
    @PutMapping(ONE)
    ResponseEntity<RuleResponses.EscalationEvent> change(
            Caller caller,
            @PathVariable String escalationEventId,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody RuleRequests.Definition request) {
        RuleId id = rule(escalationEventId);
        WorkspaceCommand command = new WorkspaceCommand.ChangeRule(
                id, definition(caller, request), Versions.seen(ifMatch), actors.actor(caller));
        return tagged(commands.put(
                caller,
                "change_escalation_event",
                streams -> RuleResponses.EscalationEvent.of(taken(streams, command, id))));
    }

    /** Removes one; {@code If-Match} names its version. */
    @DeleteMapping(ONE)
    ResponseEntity<RuleResponses.EventRemoved> remove(
            Caller caller,
            @PathVariable String escalationEventId,
            @RequestHeader(name = Versions.IF_MATCH, required = false) @Nullable String ifMatch) {
        RuleId id = rule(escalationEventId);
        WorkspaceCommand command = new WorkspaceCommand.RemoveRule(id, Versions.seen(ifMatch), actors.actor(caller));
        return commands.put(caller, "remove_escalation_event", streams -> {
            streams.take(command);
            return new RuleResponses.EventRemoved(id.value());
        });
    }

    /** Tries a condition on the messages of the newest conversations: which it holds for, and why. Changes nothing. */
    @PostMapping("/dry-run")
    RuleResponses.Tried dryRun(Caller caller, @Valid @RequestBody RuleRequests.DryRun request) {
        Condition condition = Conditions.of(request.condition());
        if (condition instanceof Condition.Plain) {
            throw ProblemException.field("/condition/kind", "can't be tried: it is judged message by message");
        }
        int conversations = request.conversations() == null ? 50 : request.conversations();
        return RuleResponses.Tried.of(
                commands.read(caller, "dry_run", streams -> dryRun.run(streams, condition, conversations)));
    }

    private static Rule taken(Streams streams, WorkspaceCommand command, RuleId id) {
        Workspace.Created after = streams.take(command);
        return after.settings().rule(id).orElseThrow();
    }

    private Rule.Definition definition(Caller caller, RuleRequests.Definition request) {
        RuleRequests.Actions wanted = request.actions();
        List<String> tags = wanted.tags();
        Actions actions = new Actions(
                Boolean.TRUE.equals(wanted.openTicket()),
                actors.team(caller, "/actions/notifyTeam", wanted.notifyTeam()).orElse(null),
                wanted.priority(),
                actors.operator(caller, "/actions/assignOperator", wanted.assignOperator())
                        .orElse(null),
                actors.team(caller, "/actions/assignTeam", wanted.assignTeam()).orElse(null),
                tags == null ? List.of() : tags);
        if (actions.none()) {
            throw ProblemException.field("/actions", "must name at least one action");
        }
        Condition condition = Conditions.of(request.condition());
        if (condition instanceof Condition.Plain && request.ruleKind() == Rule.Kind.ALERT) {
            throw ProblemException.field("/condition/kind", "must be of messages");
        }
        if (actions.notifyTeam() != null && request.ruleKind() == Rule.Kind.ALERT) {
            throw ProblemException.field("/actions/notifyTeam", "must be of messages; assign the ticket to the team");
        }
        return new Rule.Definition(request.name(), request.ruleKind(), condition, actions);
    }

    private static ResponseEntity<RuleResponses.EscalationEvent> tagged(
            ResponseEntity<RuleResponses.EscalationEvent> answer) {
        RuleResponses.EscalationEvent event = answer.getBody();
        return event == null ? answer : Versions.tagged(answer, event.version());
    }

    private static ResponseEntity<RuleResponses.EscalationEvent> shown(Rule rule) {
        return ResponseEntity.ok().eTag(Versions.tag(rule.version())).body(RuleResponses.EscalationEvent.of(rule));
    }

    private static RuleId rule(String id) {
        try {
            return new RuleId(id);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    TicketProblems.NO_SUCH_ESCALATION_EVENT, "That is no id of an escalation event.");
        }
    }
}
