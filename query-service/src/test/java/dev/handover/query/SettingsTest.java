package dev.handover.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.foundation.operation.After;
import dev.handover.foundation.test.TestIssuer;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.PriorityLabel;
import dev.handover.ticket.contract.SchemeStatus;
import dev.handover.ticket.contract.TicketJournalEvent.TicketStatusChanged;
import dev.handover.ticket.contract.WorkspaceJournalEvent.WorkspaceCreated;
import dev.handover.ticket.contract.WorkspaceJournalEvent.WorkspacePriorityLabelsChanged;
import dev.handover.ticket.contract.WorkspaceJournalEvent.WorkspaceStatusSchemeChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A workspace's names for statuses and priorities, in everything that is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsTest {
    private static final List<SchemeStatus> TWO_FOR_A_PHASE = List.of(
            new SchemeStatus("todo", "To do", List.of(Phase.NEW, Phase.WAITING_ON_TEAM), false),
            new SchemeStatus("theirs", "Theirs", List.of(Phase.WAITING_ON_CUSTOMER), false),
            new SchemeStatus("chasing", "Chasing", List.of(Phase.WAITING_ON_CUSTOMER), false),
            new SchemeStatus("done", "Done", List.of(Phase.SOLVED), false));

    private Running running;
    private String workspace = "";
    private String token = "";
    private String after = "";

    @BeforeAll
    void start() {
        running = new Running();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @BeforeEach
    void makeAWorkspace() {
        workspace = "w" + UUID.randomUUID().toString().substring(0, 8);
        token = Running.token(workspace, "amelie");
        happens("workspace:" + workspace, new WorkspaceCreated(workspace, "A workspace"));
    }

    private void happens(String stream, JournalEvent event) {
        after = new After(Map.of(stream, running.publish(workspace, stream, event))).token();
    }

    private void names(List<SchemeStatus> statuses) {
        happens(
                "workspace:" + workspace,
                new WorkspaceStatusSchemeChanged(statuses, null, Story.operator("olga"), Story.now()));
    }

    private String ticket(Phase phase, String status) {
        String id = UUID.randomUUID().toString();
        happens(id, Story.opened(id, 1, null, Story.now()));
        happens(
                id,
                new TicketStatusChanged(
                        id, "open", Phase.NEW, status, phase, "by_hand", Story.operator("amelie"), Story.now()));
        return id;
    }

    private JsonNode get(String path) {
        Running.Answer answer = running.get(token, path + (path.contains("?") ? "&" : "?") + "after=" + after);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.body();
    }

    private List<String> withStatus(String status) {
        JsonNode page = get("/query/v1/tickets?status=" + status);
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(row -> {
            assertThat(row.path("status").asString()).isEqualTo(status);
            ids.add(row.path("ticketId").asString());
        });
        assertThat(page.path("count").asInt()).isEqualTo(ids.size());
        return ids;
    }

    @Test
    void areTheClassicOnesUntilOthersArePublished() {
        JsonNode names = get("/query/v1/settings/names");
        assertThat(names.at("/statuses/3/key").asString()).isEqualTo("pending");
        assertThat(names.at("/statuses/3/phases/0").asString()).isEqualTo("ON_HOLD");
        assertThat(names.path("autoCloseTo").asString()).isEqualTo("closed");
        assertThat(names.at("/priorities/3/label").asString()).isEqualTo("Urgent");
    }

    @Test
    void areTheOnesThatWerePublishedLast() {
        names(SchemeStatus.CLASSIC);
        names(TWO_FOR_A_PHASE);
        happens(
                "workspace:" + workspace,
                new WorkspacePriorityLabelsChanged(
                        List.of(new PriorityLabel(1, "Some day")), Story.operator("olga"), Story.now()));
        JsonNode names = get("/query/v1/settings/names");
        assertThat(names.at("/statuses/2/label").asString()).isEqualTo("Chasing");
        assertThat(names.path("autoCloseTo").isNull()).isTrue();
        assertThat(names.at("/priorities/0/label").asString()).isEqualTo("Some day");
    }

    @Test
    void showOnRowsInFiltersAndInCountsAtOnce() {
        String chased = ticket(Phase.WAITING_ON_CUSTOMER, "chasing");
        String waiting = ticket(Phase.WAITING_ON_CUSTOMER, "waiting_on_customer");
        String held = ticket(Phase.ON_HOLD, "pending");
        String closed = ticket(Phase.CLOSED, "closed");
        assertThat(withStatus("waiting_on_customer")).containsExactlyInAnyOrder(chased, waiting);
        assertThat(withStatus("chasing")).isEmpty();
        assertThat(withStatus("pending")).containsExactly(held);
        names(TWO_FOR_A_PHASE);
        assertThat(withStatus("chasing")).containsExactly(chased);
        assertThat(withStatus("theirs")).containsExactly(waiting);
        assertThat(withStatus("todo")).containsExactly(held);
        assertThat(withStatus("done")).containsExactly(closed);
        assertThat(withStatus("waiting_on_customer")).isEmpty();
        JsonNode one = get("/query/v1/tickets/" + closed);
        assertThat(one.path("status").asString()).isEqualTo("done");
        assertThat(one.path("phase").asString()).isEqualTo("CLOSED");
    }

    @Test
    void areForTheTeam() {
        for (String role : List.of("agent", "requester", "service", "nobody")) {
            assertThat(running.get(TestIssuer.shared().token(workspace, "x", role), "/query/v1/settings/names")
                            .status())
                    .as(role)
                    .isEqualTo(403);
        }
    }
}
