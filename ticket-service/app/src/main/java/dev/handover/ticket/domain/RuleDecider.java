package dev.handover.ticket.domain;

import dev.handover.ticket.domain.WorkspaceCommand.ChangeRule;
import dev.handover.ticket.domain.WorkspaceCommand.DefineRule;
import dev.handover.ticket.domain.WorkspaceCommand.RemoveRule;
import dev.handover.ticket.domain.rule.Rule;
import java.time.Instant;
import java.util.Optional;

/** The escalation events of a workspace. */
final class RuleDecider {
    /** Each is looked at with every message. */
    static final int MOST = 100;

    private RuleDecider() {}

    static Decision<WorkspaceEvent> decide(WorkspaceCommand.OfRule command, Workspace.Created workspace, Instant now) {
        return switch (command) {
            case DefineRule c -> define(c, workspace, now);
            case ChangeRule c -> change(c, workspace, now);
            case RemoveRule c -> remove(c, workspace, now);
        };
    }

    private static Decision<WorkspaceEvent> define(DefineRule c, Workspace.Created workspace, Instant now) {
        return workspace.settings().rules().size() >= MOST
                ? Decision.reject(new Rejection.TooManyRules(MOST))
                : Decision.accept(new WorkspaceEvent.EscalationEventDefined(
                        workspace.key(), new Rule(c.ruleId(), 1, c.definition()), c.by(), now));
    }

    private static Decision<WorkspaceEvent> change(ChangeRule c, Workspace.Created workspace, Instant now) {
        Optional<Rule> known = workspace.settings().rule(c.ruleId());
        if (known.isEmpty()) {
            return Decision.reject(new Rejection.NoSuchRule(c.ruleId()));
        }
        Rule rule = known.get();
        if (rule.version() != c.seenVersion()) {
            return Decision.reject(new Rejection.RuleHasChanged(c.ruleId(), rule.version()));
        }
        return rule.definition().equals(c.definition())
                ? Decision.acceptNothing()
                : Decision.accept(new WorkspaceEvent.EscalationEventChanged(
                        workspace.key(), new Rule(c.ruleId(), rule.version() + 1, c.definition()), c.by(), now));
    }

    private static Decision<WorkspaceEvent> remove(RemoveRule c, Workspace.Created workspace, Instant now) {
        Optional<Rule> known = workspace.settings().rule(c.ruleId());
        if (known.isEmpty()) {
            return Decision.reject(new Rejection.NoSuchRule(c.ruleId()));
        }
        return known.get().version() == c.seenVersion()
                ? Decision.accept(new WorkspaceEvent.EscalationEventRemoved(workspace.key(), c.ruleId(), c.by(), now))
                : Decision.reject(
                        new Rejection.RuleHasChanged(c.ruleId(), known.get().version()));
    }
}
