package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.WorkspaceJournalEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The settings of a workspace, as those who set them see them. */
class SettingsApiTest {
    private Workspace acme;
    private String owner;

    @BeforeEach
    void start() {
        acme = Workspace.in(RunningTickets.shared());
        owner = acme.token("sub-amelie", "owner");
    }

    private Answer settings() {
        Answer answer = get("/settings");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    private Answer get(String path) {
        return acme.service().call(acme.token("someone", "operator"), "GET", "/v1" + path, null);
    }

    private Answer put(String part, String body, String etag) {
        return acme.service().call(owner, "PUT", "/v1/settings/" + part, body, "If-Match", etag);
    }

    /** On the settings as they are. */
    private Answer put(String part, String body) {
        return put(part, body, settings().header("ETag"));
    }

    private void changed(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"" + answer.number("version") + "\"");
        assertThat(answer.header("ETag")).isEqualTo(settings().header("ETag"));
    }

    private JournalEvent published() {
        String stream = "workspace:" + acme.key();
        return acme.journal(stream, (int) acme.version(stream)).getLast();
    }

    private String inPhase(String status) {
        String ticket = acme.open();
        assertThat(acme.put("/tickets/" + ticket + "/status", "{'status': '" + status + "'}")
                        .status())
                .isEqualTo(200);
        return ticket;
    }

    @Test
    void ofANewWorkspaceWork() {
        JsonNode all = settings().json();
        assertThat(all.at("/helpDesk/enabled").asBoolean()).isTrue();
        assertThat(all.at("/statusScheme/preset").asString()).isEqualTo("classic");
        assertThat(all.at("/statusScheme/autoCloseTo").asString()).isEqualTo("closed");
        assertThat(all.at("/priorityLabels/labels/3/label").asString()).isEqualTo("Urgent");
        assertThat(all.at("/ticketRules/solvedTicketsCloseAfter").asString()).isEqualTo("PT168H");
        assertThat(all.at("/closingMessage/text").isNull()).isTrue();
        assertThat(all.at("/labels/labels")).isEmpty();
        assertThat(all.at("/agents")).isEmpty();
        assertThat(settings().header("ETag")).isEqualTo("\"1\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "help-desk | helpDesk | {'enabled': false}",
                "status-scheme | statusScheme | {'preset': 'turns'}",
                "priority-labels | priorityLabels | {'labels': [{'level': 1, 'label': 'Some day'}, {'level': 3, 'label': 'Soon'}]}",
                "ticket-rules | ticketRules | {'emailToTicket': 'WHEN_A_RULE_MATCHES', 'everyEscalationOpensATicket': false, 'solvedTicketsCloseAfter': 'PT1H', 'reopenWithin': 'PT2H', 'resumeAiOnSolve': true, 'rule': 'It is about money'}",
                "closing-message | closingMessage | {'text': 'Thank you.'}",
                "labels | labels | {'labels': [{'name': 'Billing', 'sublabels': ['Refunds', 'Invoices']}]}",
                "assistance | assistance | {'emailDrafts': true, 'translation': true}"
            })
    void areShownAsTheyWereSetAndKnownWhoSetThem(String part, String member, String body) {
        changed(put(part, body));
        JsonNode shown = settings().json().get(member);
        JsonNode wanted = tools.jackson.databind.json.JsonMapper.shared().readTree(body.replace('\'', '"'));
        wanted.properties()
                .forEach(each ->
                        assertThat(shown.get(each.getKey())).as(each.getKey()).isEqualTo(each.getValue()));
        assertThat(published())
                .isInstanceOf(WorkspaceJournalEvent.class)
                .isNotInstanceOf(WorkspaceJournalEvent.WorkspaceCreated.class);
        JsonNode newest = get("/settings/history").json().at("/items/0");
        assertThat(newest.get("what").asString()).isEqualTo(member);
        assertThat(newest.at("/by/id").asString()).isEqualTo("amelie");
        assertThat(newest.get("to")).isEqualTo(shown);
        Answer again = put(part, body, "\"1\"");
        assertThat(again.number("version")).isEqualTo(2);
    }

    @Test
    void historyGoesBackPageByPage() {
        for (String text : List.of("One.", "Two.", "Three.")) {
            changed(put("closing-message", "{'text': '" + text + "'}"));
        }
        List<String> texts = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = get("/settings/history?limit=2" + cursor);
            page.json()
                    .get("items")
                    .forEach(item -> texts.add(item.at("/to/text").asString("created")));
            cursor = page.json().get("nextCursor").isNull() ? "" : "&cursor=" + page.text("nextCursor");
        } while (!cursor.isEmpty());
        assertThat(texts).containsExactly("Three.", "Two.", "One.", "created");
        assertThat(get("/settings/history?cursor=x").pointers()).containsExactly("?cursor");
    }

    @Nested
    class AChange {
        @Test
        void mustSayOnWhatItWasDecided() {
            Answer answer = acme.service()
                    .call(owner, "PUT", "/v1/settings/assistance", "{'emailDrafts': true, 'translation': true}");
            assertThat(answer.status()).isEqualTo(428);
            assertThat(answer.problem()).isEqualTo("if-match-required");
        }

        @Test
        void isRefusedWhenSomebodyElseWasFaster() {
            changed(put("help-desk", "{'enabled': false}"));
            Answer late = put("closing-message", "{'text': 'x'}", "\"1\"");
            assertThat(late.status()).isEqualTo(412);
            assertThat(late.problem()).isEqualTo("precondition-failed");
            assertThat(late.number("version")).isEqualTo(2);
            assertThat(put("closing-message", "{'text': 'x'}", "W/1").pointers())
                    .containsExactly("?If-Match");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "help-desk | {} | /enabled",
                    "status-scheme | {} | /statuses",
                    "status-scheme | {'preset': 'mine'} | /preset",
                    "status-scheme | {'preset': 'inbox', 'statuses': [{'key': 'a', 'label': 'A', 'phases': ['NEW']}]} | /preset",
                    "status-scheme | {'statuses': [{'key': 'A', 'label': '', 'phases': []}]} | /statuses/0/key /statuses/0/label /statuses/0/phases",
                    "status-scheme | {'statuses': [{'key': 'a', 'label': 'A', 'phases': ['NEW', 'WAITING_ON_TEAM', 'WAITING_ON_CUSTOMER']}]} | /statuses",
                    "priority-labels | {'labels': [{'level': 6, 'label': 'x'}]} | /labels/0/level",
                    "priority-labels | {'labels': [{'level': 1, 'label': 'x'}, {'level': 1, 'label': 'y'}]} | /labels",
                    "labels | {'labels': [{'name': 'x', 'sublabels': []}, {'name': 'x', 'sublabels': []}]} | /labels",
                    "agents/bot/handover | {'defaultPriority': 9, 'humanButton': true, 'buttonAfterMessages': 0, 'onlyDuringWorkingHours': false, 'autoPause': false} | /defaultPriority",
                    "assistance | {'emailDrafts': true} | /translation"
                })
        void isRefusedWhereItIsNotValid(String part, String body, String pointers) {
            Answer answer = put(part, body);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.pointers()).containsExactly(pointers.split(" "));
            assertThat(settings().header("ETag")).isEqualTo("\"1\"");
        }
    }

    @Nested
    class AStatusScheme {
        @Test
        void namesThePhasesOfTicketsAnew() {
            String ticket = inPhase("waiting_on_customer");
            changed(put("status-scheme", "{'preset': 'inbox'}"));
            assertThat(acme.put("/tickets/" + ticket + "/status", "{'status': 'waiting_on_customer'}")
                            .pointers())
                    .containsExactly("/status");
            assertThat(acme.put("/tickets/" + ticket + "/status", "{'status': 'open'}")
                            .status())
                    .isEqualTo(200);
            assertThat(acme.journal(ticket, (int) acme.version(ticket)).getLast())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketStatusChanged.class, e -> {
                        assertThat(e.fromStatus()).isEqualTo("pending");
                        assertThat(e.fromPhase()).isEqualTo(Phase.WAITING_ON_CUSTOMER);
                        assertThat(e.status()).isEqualTo("open");
                        assertThat(e.phase()).isEqualTo(Phase.WAITING_ON_TEAM);
                    });
        }

        @Test
        void isPublished() {
            changed(put("status-scheme", """
                    {'statuses': [
                      {'key': 'todo', 'label': 'To do', 'phases': ['WAITING_ON_TEAM', 'NEW']},
                      {'key': 'theirs', 'label': 'Theirs', 'phases': ['WAITING_ON_CUSTOMER']},
                      {'key': 'done', 'label': 'Done', 'phases': ['SOLVED']},
                      {'key': 'gone', 'label': 'Gone', 'phases': ['CLOSED'], 'archives': true}],
                     'autoCloseTo': 'gone'}
                    """));
            assertThat(published())
                    .isInstanceOfSatisfying(WorkspaceJournalEvent.WorkspaceStatusSchemeChanged.class, e -> {
                        assertThat(e.statuses().getFirst().phases()).containsExactly(Phase.NEW, Phase.WAITING_ON_TEAM);
                        assertThat(e.statuses().getLast().archives()).isTrue();
                        assertThat(e.autoCloseTo()).isEqualTo("gone");
                    });
            assertThat(settings().json().at("/statusScheme/preset").isNull()).isTrue();
            changed(put("status-scheme", settings().json().get("statusScheme").toString()));
            assertThat(settings().header("ETag")).isEqualTo("\"2\"");
        }

        @Test
        void isRefusedWhereTicketsWouldHaveNoStatus() {
            String held = inPhase("pending");
            inPhase("closed");
            inPhase("closed");
            Answer refused = put("status-scheme", "{'preset': 'inbox'}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("status-scheme-strands-tickets");
            assertThat(refused.json().at("/tickets/ON_HOLD").asLong()).isEqualTo(1);
            assertThat(refused.json().at("/tickets/CLOSED").asLong()).isEqualTo(2);
            assertThat(acme.put("/tickets/" + held + "/status", "{'status': 'open'}")
                            .status())
                    .isEqualTo(200);
            changed(put("status-scheme", "{'preset': 'lifecycle'}"));
        }

        @Test
        void leavesMergedTicketsAlone() {
            String into = acme.open();
            String source = acme.open();
            assertThat(acme.post("/tickets/" + source + "/merge", "{'into': '" + into + "'}")
                            .status())
                    .isEqualTo(201);
            changed(put("status-scheme", "{'preset': 'inbox'}"));
            assertThat(acme.post("/tickets/" + source + "/unmerge", "").status())
                    .isEqualTo(201);
            assertThat(acme.statusOf(source)).isEqualTo("open");
        }
    }

    @Nested
    class AHandover {
        private static final String BODY = """
                {'guidance': 'When it is about money', 'defaultPriority': 4, 'humanButton': true, 'buttonAfterMessages': 2,
                 'onlyDuringWorkingHours': false, 'waitingLabel': 'Wait', 'connectedLabel': null, 'autoReply': null,
                 'autoPause': true}""";

        private Answer read(String subject, String role) {
            return acme.service().call(acme.token(subject, role), "GET", "/v1/agents/bot/handover", null);
        }

        @Test
        void isReadByItsAgentAndTheTeam() {
            assertThat(read("bot", "agent").number("defaultPriority")).isEqualTo(3);
            changed(put("agents/bot/handover", BODY));
            for (Answer answer : List.of(read("bot", "agent"), read("someone", "operator"))) {
                assertThat(answer.text("guidance")).isEqualTo("When it is about money");
                assertThat(answer.number("defaultPriority")).isEqualTo(4);
                assertThat(answer.json().get("autoPause").asBoolean()).isTrue();
            }
            assertThat(read("other-bot", "agent").status()).isEqualTo(403);
            assertThat(settings().json().at("/agents/0/agentId").asString()).isEqualTo("bot");
            assertThat(get("/settings/history").json().at("/items/0/agentId").asString())
                    .isEqualTo("bot");
            assertThat(published())
                    .isInstanceOfSatisfying(
                            WorkspaceJournalEvent.WorkspaceAgentHandoverChanged.class,
                            e -> assertThat(e.waitingLabel()).isEqualTo("Wait"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"operator", "agent", "service"})
        void isChangedByOwnersAndManagersOnly(String role) {
            assertThat(acme.service()
                            .call(
                                    acme.token("bot", role),
                                    "PUT",
                                    "/v1/settings/agents/bot/handover",
                                    BODY,
                                    "If-Match",
                                    "\"1\"")
                            .status())
                    .isEqualTo(403);
        }
    }
}
