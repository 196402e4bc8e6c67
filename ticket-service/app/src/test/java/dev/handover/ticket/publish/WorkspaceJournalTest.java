package dev.handover.ticket.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.contract.PriorityLabel;
import dev.handover.ticket.contract.SchemeStatus;
import dev.handover.ticket.domain.PriorityLabels;
import dev.handover.ticket.domain.StatusScheme;
import org.junit.jupiter.api.Test;

/** What readers know of a workspace that has published no settings. */
class WorkspaceJournalTest {
    @Test
    void isWhatAWorkspaceBeginsWith() {
        assertThat(SchemeStatus.CLASSIC).isEqualTo(WorkspaceJournal.statuses(StatusScheme.CLASSIC));
        assertThat(PriorityLabel.DEFAULT).isEqualTo(WorkspaceJournal.priorities(PriorityLabels.DEFAULT));
    }
}
