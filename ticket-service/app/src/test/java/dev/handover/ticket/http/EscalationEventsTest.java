package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.WorkspaceJournalEvent;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Escalation events: as settings, and what they do with what customers write. */
class EscalationEventsTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final String REFUND = "{'kind': 'keyword', 'values': ['refund', 'Rückerstattung']}";
    private final Workspace acme = Workspace.in(SERVICE);
    private final String owner = acme.token("sub-amelie", "owner");

    private Answer call(String method, String path, @Nullable String body, String... headers) {
        return SERVICE.call(owner, method, "/v1/settings/escalation-events" + path, body, headers);
    }

    private static String definition(String condition, String actions) {
        return "{'name': 'Money', 'condition': " + condition + ", 'actions': " + actions + "}";
    }

    private String defined(String condition, String actions) {
        Answer defined = call("POST", "", definition(condition, actions));
        assertThat(defined.status()).as(defined.toString()).isEqualTo(201);
        return defined.text("escalationEventId");
    }

    private Answer hear(String conversation, String text) {
        Answer heard = acme.agent("/" + conversation + "/messages", "{'from': 'customer', 'text': '" + text + "'}");
        assertThat(heard.status()).as(heard.toString()).isEqualTo(201);
        return heard;
    }

    private <T extends JournalEvent> List<T> of(String stream, Class<T> type) {
        return acme.journal(stream).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Nested
    class AsSettings {
        @Test
        void areDefinedShownChangedAndRemoved() {
            String id = defined(REFUND, "{'openTicket': true}");
            Answer shown = call("GET", "/" + id, null);
            assertThat(shown.header("ETag")).isEqualTo("\"1\"");
            assertThat(shown.json().get("condition").get("values").get(1).asString())
                    .isEqualTo("Rückerstattung");
            assertThat(shown.json().get("kind").asString()).isEqualTo("message");

            Answer changed = call(
                    "PUT",
                    "/" + id,
                    definition("{'kind': 'not', 'conditions': [" + REFUND + "]}", "{'tags': ['a']}"),
                    "If-Match",
                    "\"1\"");
            assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
            assertThat(changed.number("version")).isEqualTo(2);
            assertThat(changed.header("ETag")).isEqualTo("\"2\"");
            assertThat(call("GET", "", null).json().get("items").size()).isEqualTo(1);

            assertThat(call("DELETE", "/" + id, null, "If-Match", "\"2\"").status())
                    .isEqualTo(200);
            assertThat(call("GET", "", null).json().get("items").size()).isZero();
            assertThat(call("GET", "/" + id, null).problem()).isEqualTo("no-such-escalation-event");

            List<JournalEvent> journal = acme.journal("workspace:" + acme.key(), 4);
            var second = (WorkspaceJournalEvent.WorkspaceEscalationEventChanged) journal.get(2);
            assertThat(second.escalationEvent().condition()).isEqualTo("not keyword (refund, Rückerstattung)");
            assertThat(second.escalationEvent().version()).isEqualTo(2);
            assertThat(second.by().id()).isEqualTo("amelie");
            assertThat(journal.get(3)).isInstanceOf(WorkspaceJournalEvent.WorkspaceEscalationEventRemoved.class);
        }

        @Test
        void everyKindOfConditionComesBackAsItWasSent() {
            String all = """
                    {'kind':'all','conditions':[{'kind':'keyword','values':['a']},{'kind':'phrase','values':['a b']},
                    {'kind':'sentiment','values':['negative']},{'kind':'channel','values':['email']},
                    {'kind':'language','values':['de']},{'kind':'message_count','count':3},
                    {'kind':'attribute','values':['x.test'],'name':'emailDomain'},{'kind':'agent','values':['bot']},
                    {'kind':'any','conditions':[{'kind':'not','conditions':[{'kind':'hours','hours':
                    {'inside':false,'zone':'Europe/Berlin','days':['monday'],'from':'09:00','to':'17:00'}}]}]}]}""";
            String id = defined(all, "{'priority': 5}");
            JsonNode condition = call("GET", "/" + id, null).json().get("condition");
            assertThat(condition.toString()).isEqualTo(all.replace('\'', '"').replaceAll("\\s*\n\\s*", ""));
        }

        @Test
        void aChangeMustNameTheVersionThatItWasMadeOn() {
            String id = defined(REFUND, "{'openTicket': true}");
            String body = definition(REFUND, "{'priority': 5}");
            assertThat(call("PUT", "/" + id, body).problem()).isEqualTo("if-match-required");
            assertThat(call("DELETE", "/" + id, null).status()).isEqualTo(428);
            assertThat(call("PUT", "/" + id, body, "If-Match", "\"7\"").problem())
                    .isEqualTo("precondition-failed");
            assertThat(call("PUT", "/" + id, body, "If-Match", "7").pointers()).containsExactly("?If-Match");
            assertThat(call("GET", "/" + id, null).number("version")).isEqualTo(1);
        }

        @Test
        void whatDoesNotFitIsRefusedWithAPointer() {
            assertThat(pointers("{'kind': 'keyword'}", "{'openTicket': true}")).containsExactly("/condition/values");
            assertThat(pointers("{'kind': 'keyword', 'values': ['!']}", "{'openTicket': true}"))
                    .containsExactly("/condition/values/0");
            assertThat(pointers("{'kind': 'mood', 'values': ['x']}", "{'openTicket': true}"))
                    .containsExactly("/condition/kind");
            assertThat(pointers("{'kind': 'any', 'conditions': [{'kind': 'sentiment', 'values': ['x']}]}", "{}"))
                    .containsExactly("/actions");
            assertThat(pointers(
                            "{'kind': 'any', 'conditions': [{'kind': 'sentiment', 'values': ['x']}]}",
                            "{'openTicket': true}"))
                    .containsExactly("/condition/conditions/0/values/0");
            assertThat(pointers("{'kind': 'not', 'conditions': [" + REFUND + "," + REFUND + "]}", "{'priority': 1}"))
                    .containsExactly("/condition/conditions");
            assertThat(pointers(REFUND, "{'notifyTeam': 'nobody'}")).containsExactly("/actions/notifyTeam");
            assertThat(pointers(REFUND, "{'assignOperator': 'nobody'}")).containsExactly("/actions/assignOperator");
            assertThat(call("GET", "", null).json().get("items").size()).isZero();
        }

        private List<String> pointers(String condition, String actions) {
            return call("POST", "", definition(condition, actions)).pointers();
        }
    }

    @Nested
    class WhileAnAgentAnswers {
        @Test
        void aMatchHandsTheConversationToPeopleAndSortsTheTicket() {
            String id = defined(
                    "{'kind': 'all', 'conditions': [" + REFUND + ", {'kind': 'sentiment', 'values': ['negative']}]}",
                    "{'openTicket': true, 'priority': 5, 'assignTeam': 'support', 'tags': ['money']}");
            String conversation = acme.conversation();
            assertThat(hear(conversation, "Do you give a refund?")
                            .json()
                            .get("ticketId")
                            .isNull())
                    .isTrue();
            String ticket =
                    hear(conversation, "This is terrible, I want a REFUND").text("ticketId");

            var opened = of(ticket, TicketJournalEvent.TicketOpened.class).getFirst();
            assertThat(opened.source()).isEqualTo("escalation");
            assertThat(opened.priority()).isEqualTo(5);
            assertThat(opened.by().id()).isEqualTo("rule:" + id);
            var escalated = of(ticket, TicketJournalEvent.TicketEscalated.class).getFirst();
            assertThat(escalated.trigger()).isEqualTo("rule:" + id);
            assertThat(escalated.reason()).isEqualTo("Money: keyword \"refund\", sentiment negative");
            assertThat(of(ticket, TicketJournalEvent.TicketTagged.class)
                            .getFirst()
                            .tags())
                    .containsExactly("money");
            assertThat(of(ticket, TicketJournalEvent.TicketAssigned.class)
                            .getFirst()
                            .teamId())
                    .isEqualTo("support");
            assertThat(of(ticket, TicketJournalEvent.TicketMessageAdded.class)).hasSize(1);

            hear(conversation, "It is terrible, and I still want my refund");
            assertThat(of(ticket, TicketJournalEvent.TicketEscalated.class)).hasSize(1);
            assertThat(of(ticket, TicketJournalEvent.TicketTagged.class)).hasSize(1);
        }

        @Test
        void aTeamIsToldOfAConversationThatHasNoTicket() {
            String id = defined("{'kind': 'message_count', 'count': 2}", "{'notifyTeam': 'support'}");
            String conversation = acme.conversation();
            hear(conversation, "one");
            assertThat(of(conversation, ConversationJournalEvent.ConversationTeamNotified.class))
                    .isEmpty();
            String message = hear(conversation, "two").text("messageId");
            var told = of(conversation, ConversationJournalEvent.ConversationTeamNotified.class)
                    .getFirst();
            assertThat(told.teamId()).isEqualTo("support");
            assertThat(told.messageId()).isEqualTo(message);
            assertThat(told.trigger()).isEqualTo("rule:" + id);
            assertThat(told.ticketId()).isNull();
            assertThat(told.by().kind()).isEqualTo(Actor.Kind.SYSTEM);
        }

        @Test
        void aRuleThatWasRemovedMatchesNothing() {
            String id = defined(REFUND, "{'openTicket': true}");
            assertThat(call("DELETE", "/" + id, null, "If-Match", "\"1\"").status())
                    .isEqualTo(200);
            assertThat(hear(acme.conversation(), "refund")
                            .json()
                            .get("ticketId")
                            .isNull())
                    .isTrue();
        }
    }

    @Nested
    class OnMail {
        @Test
        void aMatchSaysHowTheTicketOpensAndWhoeverHasItKeepsIt() {
            defined(REFUND, "{'openTicket': true, 'assignOperator': 'ben', 'priority': 4}");
            Mail mail = Mail.first().saying("I want a refund");
            String ticket = acme.ticketsOf(acme.arrived(mail)).getFirst();
            assertThat(of(ticket, TicketJournalEvent.TicketOpened.class)
                            .getFirst()
                            .source())
                    .isEqualTo("escalation");
            assertThat(of(ticket, TicketJournalEvent.TicketAssigned.class)
                            .getFirst()
                            .operatorId())
                    .isEqualTo("ben");
            assertThat(acme.put("/tickets/" + ticket + "/assignment", "{'operatorId': 'amelie'}")
                            .status())
                    .isEqualTo(200);
            acme.arrived(Mail.first().saying("Where is my refund?").referring(mail.externalId()));
            assertThat(of(ticket, TicketJournalEvent.TicketAssigned.class)).hasSize(2);
            assertThat(of(ticket, TicketJournalEvent.TicketMessageAdded.class)).hasSize(2);
        }

        @Test
        void anAutomaticMessageMatchesNothing() {
            defined(REFUND, "{'openTicket': true, 'notifyTeam': 'support'}");
            String conversation = acme.arrived(Mail.first().saying("refund").automatic("OUT_OF_OFFICE"));
            assertThat(acme.ticketsOf(conversation)).isEmpty();
            assertThat(of(conversation, ConversationJournalEvent.ConversationTeamNotified.class))
                    .isEmpty();
        }

        @Test
        void theSameMessageAgainMatchesNoSecondTime() {
            defined(REFUND, "{'notifyTeam': 'support'}");
            Mail mail = Mail.first().saying("refund");
            String conversation = acme.arrived(mail);
            acme.arrived(mail);
            acme.arrived(Mail.first().saying("thanks").referring(mail.externalId()));
            assertThat(of(conversation, ConversationJournalEvent.ConversationTeamNotified.class))
                    .hasSize(1);
        }
    }

    @Nested
    class ADryRun {
        @Test
        void tellsWhichMessagesMatchAndWhyAndChangesNothing() {
            String old = acme.conversation();
            hear(old, "Where is my parcel?");
            String message = hear(old, "I want a refund").text("messageId");
            long before = acme.version(old);
            hear(acme.conversation(), "nothing of that kind");

            Answer tried = call("POST", "/dry-run", "{'condition': " + REFUND + "}");
            assertThat(tried.status()).as(tried.toString()).isEqualTo(200);
            assertThat(tried.number("conversations")).isEqualTo(2);
            assertThat(tried.number("messages")).isEqualTo(3);
            List<JsonNode> matches = StreamSupport.stream(
                            tried.json().get("matches").spliterator(), false)
                    .toList();
            assertThat(matches).hasSize(1);
            assertThat(matches.getFirst().get("messageId").asString()).isEqualTo(message);
            assertThat(matches.getFirst().get("conversationId").asString()).isEqualTo(old);
            assertThat(matches.getFirst().get("why").get(0).asString()).isEqualTo("keyword \"refund\"");
            assertThat(acme.version(old)).isEqualTo(before);

            Answer one = call("POST", "/dry-run", "{'condition': " + REFUND + ", 'conversations': 1}");
            assertThat(one.json().get("matches").size()).isZero();
        }
    }
}
