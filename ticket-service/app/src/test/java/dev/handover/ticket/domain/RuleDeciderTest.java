package dev.handover.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.domain.WorkspaceCommand.ChangeRule;
import dev.handover.ticket.domain.WorkspaceCommand.DefineRule;
import dev.handover.ticket.domain.WorkspaceCommand.RemoveRule;
import dev.handover.ticket.domain.rule.Actions;
import dev.handover.ticket.domain.rule.Condition;
import dev.handover.ticket.domain.rule.Rule;
import dev.handover.ticket.domain.rule.RuleId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Escalation events of a workspace. */
class RuleDeciderTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
    private static final WorkspaceKey ACME = new WorkspaceKey("acme");
    private static final Actor BY = Actor.operator(new OperatorId("amelie"), "Amelie");
    private static final RuleId ID = new RuleId("r");

    private Workspace.Created workspace = new Workspace.Created(ACME, "Acme", Settings.DEFAULT, 1);

    private static Rule.Definition named(String name) {
        return new Rule.Definition(
                name,
                Rule.Kind.MESSAGE,
                new Condition.Keyword(List.of("refund")),
                new Actions(true, null, null, null, null, List.of()));
    }

    private List<WorkspaceEvent> accept(WorkspaceCommand command) {
        Decision<WorkspaceEvent> decision = WorkspaceDecider.decide(command, workspace, NOW);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        List<WorkspaceEvent> events = ((Decision.Accepted<WorkspaceEvent>) decision).events();
        events.forEach(event -> workspace = (Workspace.Created) Workspace.evolve(workspace, event));
        return events;
    }

    private Rejection reject(WorkspaceCommand command) {
        Decision<WorkspaceEvent> decision = WorkspaceDecider.decide(command, workspace, NOW);
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        return ((Decision.Rejected<WorkspaceEvent>) decision).rejection();
    }

    private List<Rule> rules() {
        return workspace.settings().rules();
    }

    @Test
    void isDefinedInItsFirstVersion() {
        accept(new DefineRule(ID, named("a"), BY));
        assertThat(rules()).containsExactly(new Rule(ID, 1, named("a")));
    }

    @Test
    void isChangedToItsNextVersionInItsPlace() {
        accept(new DefineRule(ID, named("a"), BY));
        accept(new DefineRule(new RuleId("other"), named("o"), BY));
        accept(new ChangeRule(ID, named("b"), 1, BY));
        assertThat(rules()).containsExactly(new Rule(ID, 2, named("b")), new Rule(new RuleId("other"), 1, named("o")));
    }

    @Test
    void theSameAgainChangesNothing() {
        accept(new DefineRule(ID, named("a"), BY));
        assertThat(accept(new ChangeRule(ID, named("a"), 1, BY))).isEmpty();
    }

    @Test
    void isRemoved() {
        accept(new DefineRule(ID, named("a"), BY));
        accept(new RemoveRule(ID, 1, BY));
        assertThat(rules()).isEmpty();
        assertThat(reject(new RemoveRule(ID, 1, BY))).isEqualTo(new Rejection.NoSuchRule(ID));
    }

    @Test
    void refusesAChangeOfAnotherVersion() {
        accept(new DefineRule(ID, named("a"), BY));
        accept(new ChangeRule(ID, named("b"), 1, BY));
        assertThat(reject(new ChangeRule(ID, named("c"), 1, BY))).isEqualTo(new Rejection.RuleHasChanged(ID, 2));
        assertThat(reject(new RemoveRule(ID, 1, BY))).isEqualTo(new Rejection.RuleHasChanged(ID, 2));
    }

    @Test
    void refusesAChangeOfOneThatIsNotThere() {
        assertThat(reject(new ChangeRule(ID, named("a"), 1, BY))).isEqualTo(new Rejection.NoSuchRule(ID));
    }

    @Test
    void refusesMoreThanAHundred() {
        for (int i = 0; i < RuleDecider.MOST; i++) {
            accept(new DefineRule(new RuleId("r" + i), named("a"), BY));
        }
        assertThat(reject(new DefineRule(ID, named("a"), BY))).isEqualTo(new Rejection.TooManyRules(RuleDecider.MOST));
    }
}
