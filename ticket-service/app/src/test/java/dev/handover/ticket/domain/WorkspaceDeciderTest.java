package dev.handover.ticket.domain;

import static dev.handover.ticket.domain.StatusSchemeTest.INBOX;
import static dev.handover.ticket.domain.StatusSchemeTest.inboxAnd;
import static dev.handover.ticket.domain.StatusSchemeTest.status;
import static dev.handover.ticket.domain.Tickets.BY_AMELIE;
import static dev.handover.ticket.domain.Tickets.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of settings. */
class WorkspaceDeciderTest {
    private static final WorkspaceKey KEY = new WorkspaceKey("acme");
    private static final Workspace.Created FRESH = (Workspace.Created)
            Workspace.evolve(new Workspace.Uncreated(), new WorkspaceEvent.WorkspaceCreated(KEY, "Acme", NOW));

    private static Workspace.Created after(WorkspaceCommand command, Workspace.Created before) {
        Decision<WorkspaceEvent> decision = WorkspaceDecider.decide(command, before, NOW);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        Workspace workspace = before;
        for (WorkspaceEvent event : ((Decision.Accepted<WorkspaceEvent>) decision).events()) {
            workspace = Workspace.evolve(workspace, event);
        }
        return (Workspace.Created) workspace;
    }

    private static Rejection rejected(WorkspaceCommand command, Workspace.Created before) {
        Decision<WorkspaceEvent> decision = WorkspaceDecider.decide(command, before, NOW);
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        return ((Decision.Rejected<WorkspaceEvent>) decision).rejection();
    }

    private static WorkspaceCommand scheme(StatusScheme scheme, Map<Phase, Long> tickets, long seen) {
        return new WorkspaceCommand.ChangeScheme(scheme, tickets, seen, BY_AMELIE);
    }

    static Stream<WorkspaceCommand> changes() {
        return Stream.of(
                new WorkspaceCommand.SwitchHelpDesk(false, 1, BY_AMELIE),
                scheme(INBOX, Map.of(), 1),
                new WorkspaceCommand.LabelPriorities(new PriorityLabels(Map.of(3, "Plain")), 1, BY_AMELIE),
                new WorkspaceCommand.ChangeTicketRules(
                        new TicketRules(
                                TicketRules.EmailToTicket.WHEN_A_RULE_MATCHES,
                                false,
                                Duration.ofHours(1),
                                Duration.ofHours(2),
                                true,
                                Optional.of("rule"),
                                Duration.ofMinutes(5)),
                        1,
                        BY_AMELIE),
                new WorkspaceCommand.ChangeClosingMessage(Optional.of("Thanks"), 1, BY_AMELIE),
                new WorkspaceCommand.ChangeLabels(new Labels(Map.of("Billing", List.of("Refunds"))), 1, BY_AMELIE),
                new WorkspaceCommand.ChangeHandover(
                        "bot",
                        new AgentHandover(
                                Optional.of("when"),
                                5,
                                false,
                                2,
                                true,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                true),
                        1,
                        BY_AMELIE),
                new WorkspaceCommand.ChangeAssistance(new Assistance(true, true), 1, BY_AMELIE));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void happenOnceAndARetryIsNoError(WorkspaceCommand change) {
        Workspace.Created changed = after(change, FRESH);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.settings()).isNotEqualTo(Settings.DEFAULT);
        assertThat(after(change, changed)).isEqualTo(changed);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void areRefusedOnAnotherVersionThanTheOneThatWasSeen(WorkspaceCommand change) {
        Workspace.Created elsewhere = new Workspace.Created(KEY, "Acme", Settings.DEFAULT, 7);
        assertThat(rejected(change, elsewhere)).isEqualTo(new Rejection.SettingsHaveChanged(1, 7));
    }

    @Test
    void helpDeskGoesOnAgainWithAFirstRule() {
        Workspace.Created off = after(new WorkspaceCommand.SwitchHelpDesk(false, 1, BY_AMELIE), FRESH);
        assertThat(off.settings().helpDesk()).isFalse();
        Workspace.Created on = after(new WorkspaceCommand.SwitchHelpDesk(true, 2, BY_AMELIE), off);
        assertThat(on.settings()).isEqualTo(Settings.DEFAULT.with(DefaultRule.ASKS_FOR_A_PERSON));
        Workspace.Created without =
                after(new WorkspaceCommand.RemoveRule(DefaultRule.ASKS_FOR_A_PERSON.id(), 1, BY_AMELIE), on);
        assertThat(without.settings()).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void oneAgentsHandoverIsNotAnothers() {
        AgentHandover keen = new AgentHandover(
                Optional.empty(), 1, true, 0, false, Optional.empty(), Optional.empty(), Optional.empty(), true);
        Settings settings = after(new WorkspaceCommand.ChangeHandover("bot", keen, 1, BY_AMELIE), FRESH)
                .settings();
        assertThat(settings.handover("bot")).isEqualTo(keen);
        assertThat(settings.handover("other")).isEqualTo(AgentHandover.DEFAULT);
    }

    @Test
    void aFaultySchemeIsRefusedWhateverTheVersion() {
        assertThat(rejected(scheme(inboxAnd(status("open", Phase.NEW)), Map.of(), 99), FRESH))
                .isInstanceOf(Rejection.SchemeIsFaulty.class);
    }

    @Test
    void aSchemeDoesNotTakeTheStatusOfTicketsFromThem() {
        Map<Phase, Long> tickets = Map.of(Phase.ON_HOLD, 2L, Phase.CLOSED, 0L);
        assertThat(rejected(scheme(INBOX, tickets, 1), FRESH))
                .isEqualTo(new Rejection.SchemeStrandsTickets(Map.of(Phase.ON_HOLD, 2L)));
    }

    @Test
    void aSchemeNeedNotNameWhatTheOneBeforeDidNotNameEither() {
        Workspace.Created inbox = after(scheme(INBOX, Map.of(), 1), FRESH);
        StatusScheme renamed = inboxAnd(status("really_done", Phase.SOLVED));
        assertThat(after(scheme(renamed, Map.of(Phase.CLOSED, 3L), 2), inbox)
                        .settings()
                        .scheme())
                .isEqualTo(renamed);
    }
}
