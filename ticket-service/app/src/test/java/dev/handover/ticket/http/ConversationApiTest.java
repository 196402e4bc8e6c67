package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What AI agents and operators do in conversations, as the callers of the API see it. */
class ConversationApiTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static Workspace acme;

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
    }

    private static Answer say(String conversation, String text) {
        return acme.agent("/" + conversation + "/messages", "{'text': '" + text + "'}");
    }

    private static Answer hear(String conversation, String text) {
        return acme.agent("/" + conversation + "/messages", "{'from': 'customer', 'text': '" + text + "'}");
    }

    private static Answer escalate(String conversation) {
        return acme.agent(
                "/" + conversation + "/escalation",
                "{'reason': 'wants a person', 'trigger': 'customer_request', 'priority': 4, 'topic': 'billing'}");
    }

    private static Answer attend(String conversation, String how) {
        return acme.post("/conversations/" + conversation + "/" + how, null);
    }

    private static List<String> kinds(String stream) {
        return acme.journal(stream).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private static void solve(String ticket) {
        assertThat(acme.put("/tickets/" + ticket + "/status", "{'status': 'solved'}")
                        .status())
                .isEqualTo(200);
    }

    @Nested
    class AnAgent {
        @Test
        void talksWithACustomerAndNoTicketOpens() {
            String conversation = acme.conversation();
            Answer heard = hear(conversation, "My order is late");
            assertThat(heard.status()).as(heard.toString()).isEqualTo(201);
            assertThat(heard.json().get("ticketId").isNull()).isTrue();
            Answer said = say(conversation, "It comes tomorrow");
            assertThat(said.number("version")).isEqualTo(4);
            assertThat(said.after().versions()).containsEntry(conversation, 4L);
            assertThat(kinds(conversation))
                    .containsExactly(
                            "ConversationStarted",
                            "ConversationAgentJoined",
                            "ConversationMessageReceived",
                            "ConversationAgentReplied");
            assertThat(acme.journal(conversation).getLast())
                    .isInstanceOfSatisfying(ConversationJournalEvent.ConversationAgentReplied.class, e -> {
                        assertThat(e.text()).isEqualTo("It comes tomorrow");
                        assertThat(e.by().kind()).isEqualTo(Actor.Kind.AGENT);
                        assertThat(e.by().id()).isEqualTo("helper-bot");
                        assertThat(e.toAddress()).isEqualTo("carla@customer.test");
                        assertThat(e.ticketId()).isNull();
                    });
        }

        @Test
        void getsTheFirstAnswerAgainForARepeatedKey() {
            String key = UUID.randomUUID().toString();
            Answer first = acme.agent("", "{'channel': 'chat'}", "Idempotency-Key", key);
            Answer second = acme.agent("", "{'channel': 'chat'}", "Idempotency-Key", key);
            assertThat(second.json()).isEqualTo(first.json());
            assertThat(acme.version(first.text("conversationId"))).isEqualTo(2);
        }

        @Test
        void startsWithARequesterWhoIsKnown() {
            String requester =
                    ((TicketJournalEvent.TicketOpened) acme.journal(acme.open()).getFirst()).requesterId();
            Answer started = acme.agent("", "{'channel': 'chat', 'requesterId': '" + requester + "'}");
            assertThat(((ConversationJournalEvent.ConversationStarted)
                                    acme.journal(started.text("conversationId")).getFirst())
                            .requesterId())
                    .isEqualTo(requester);
            assertThat(acme.agent("", "{'channel': 'chat', 'requesterId': 'nobody'}")
                            .problem())
                    .isEqualTo("no-such-requester");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{'channel': 'Not One'}",
                    "{'channel': 'chat', 'requester': {'email': 'nope'}}",
                    "{'channel': 'chat', 'requesterId': '../..'}"
                })
        void isToldWhatIsWrongWithItsRequest(String body) {
            Answer refused = acme.agent("", body);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.pointers()).hasSize(1);
        }

        @Test
        void isRefusedWhereAnotherOneAnswers() {
            String conversation = acme.conversation();
            String other = acme.agentToken("other-bot");
            String path = "/v1/conversations/" + conversation;
            Answer said = SERVICE.call(other, "POST", path + "/messages", "{'text': 'hi'}");
            assertThat(said.status()).isEqualTo(409);
            assertThat(said.problem()).isEqualTo("not-the-present-agent");
            assertThat(said.text("agentId")).isEqualTo("helper-bot");
            assertThat(SERVICE.call(other, "POST", path + "/agent", null).problem())
                    .isEqualTo("not-the-present-agent");
            assertThat(SERVICE.call(other, "POST", path + "/messages", "{'from': 'customer', 'text': 'hi'}")
                            .problem())
                    .isEqualTo("not-the-present-agent");
            assertThat(acme.version(conversation)).isEqualTo(2);
        }

        @Test
        void isSilentWhilePaused() {
            String conversation = acme.conversation();
            assertThat(attend(conversation, "pause").status()).isEqualTo(201);
            Answer refused = say(conversation, "hi");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.problem()).isEqualTo("ai-is-paused");
            assertThat(refused.json().get("pausedBy").get("id").asString()).isEqualTo("amelie");
            assertThat(attend(conversation, "resume").status()).isEqualTo(201);
            assertThat(say(conversation, "hi").status()).isEqualTo(201);
        }

        @Test
        void opensATicketForAMessageThatNobodyAnswers() {
            String conversation = acme.conversation();
            attend(conversation, "pause");
            String ticket = hear(conversation, "Is anybody there?").text("ticketId");
            assertThat(kinds(ticket)).containsExactly("TicketOpened", "TicketConversationLinked", "TicketMessageAdded");
        }

        @Test
        void saysNothingInAConversationThatIsOver() {
            String conversation = acme.conversation();
            assertThat(acme.agent("/" + conversation + "/close", null).status()).isEqualTo(201);
            assertThat(say(conversation, "hi").problem()).isEqualTo("conversation-is-closed");
            assertThat(escalate(conversation).problem()).isEqualTo("conversation-is-closed");
            assertThat(attend(conversation, "takeover").problem()).isEqualTo("conversation-is-closed");
        }
    }

    @Nested
    class AnEscalation {
        @Test
        void opensATicketWithTheCustomersWords() {
            String conversation = acme.conversation();
            hear(conversation, "I paid twice");
            hear(conversation, "I want one payment back");
            Answer escalated = escalate(conversation);
            assertThat(escalated.status()).as(escalated.toString()).isEqualTo(201);
            assertThat(escalated.json().get("opened").asBoolean()).isTrue();
            String ticket = escalated.text("ticketId");
            assertThat(kinds(ticket)).containsExactly("TicketOpened", "TicketConversationLinked", "TicketEscalated");
            assertThat(acme.journal(ticket).getFirst())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketOpened.class, e -> {
                        assertThat(e.source()).isEqualTo("escalation");
                        assertThat(e.sourceAgent()).isEqualTo("helper-bot");
                        assertThat(e.channel()).isEqualTo("chat");
                        assertThat(e.requesterEmail()).isEqualTo("carla@customer.test");
                        assertThat(e.priority()).isEqualTo(4);
                        assertThat(e.description()).isEqualTo("I paid twice\n\nI want one payment back");
                        assertThat(e.subject()).isEqualTo("I paid twice I want one payment back");
                        assertThat(e.routable()).isTrue();
                        assertThat(e.phase()).isEqualTo(Phase.NEW);
                    });
            assertThat(acme.journal(conversation).getLast())
                    .isInstanceOfSatisfying(ConversationJournalEvent.ConversationEscalated.class, e -> {
                        assertThat(e.ticketId()).isEqualTo(ticket);
                        assertThat(e.trigger()).isEqualTo("customer_request");
                        assertThat(e.topic()).isEqualTo("billing");
                    });
        }

        @Test
        void isPublishedWithoutWhatTheAgentSaid() {
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            String published = new String(
                    SERVICE.reader(TicketTopics.EVENTS)
                            .await(ticket, 3)
                            .getLast()
                            .value(),
                    StandardCharsets.UTF_8);
            assertThat(published)
                    .contains("\"agentId\":\"helper-bot\"", "\"trigger\":\"customer_request\"")
                    .doesNotContain("wants a person");
        }

        @Test
        void joinsTheActiveTicketTheSecondTime() {
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            Answer again = escalate(conversation);
            assertThat(again.json().get("opened").asBoolean()).isFalse();
            assertThat(again.text("ticketId")).isEqualTo(ticket);
            assertThat(kinds(ticket)).endsWith("TicketEscalated", "TicketEscalated");
        }

        @Test
        void keepsTheConversationGoing() {
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            assertThat(hear(conversation, "And?").text("ticketId")).isEqualTo(ticket);
            assertThat(say(conversation, "A colleague is coming").text("ticketId"))
                    .isEqualTo(ticket);
            assertThat(kinds(ticket)).endsWith("TicketMessageAdded", "TicketMessageAdded");
        }

        @Test
        void reopensASolvedTicket() {
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            solve(ticket);
            assertThat(hear(conversation, "One more thing").text("ticketId")).isEqualTo(ticket);
            assertThat(acme.statusOf(ticket)).isEqualTo("solved");
            assertThat(escalate(conversation).text("ticketId")).isEqualTo(ticket);
            assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_team");
        }

        @Test
        void followsUpOnAClosedTicket() {
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            acme.put("/tickets/" + ticket + "/status", "{'status': 'closed'}");
            assertThat(hear(conversation, "Hello again").text("ticketId")).isEqualTo(ticket);
            Answer escalated = escalate(conversation);
            assertThat(escalated.json().get("opened").asBoolean()).isTrue();
            assertThat(((TicketJournalEvent.TicketOpened)
                                    acme.journal(escalated.text("ticketId")).getFirst())
                            .followUpOf())
                    .isEqualTo(ticket);
        }
    }

    @Nested
    class ATakeover {
        @Test
        void opensATicketForTheOperatorAndPausesTheAi() {
            String conversation = acme.conversation();
            hear(conversation, "Help");
            Answer taken = attend(conversation, "takeover");
            assertThat(taken.status()).as(taken.toString()).isEqualTo(201);
            assertThat(taken.json().get("opened").asBoolean()).isTrue();
            String ticket = taken.text("ticketId");
            assertThat(kinds(conversation)).endsWith("ConversationTakenOver", "ConversationAiPaused");
            assertThat(kinds(ticket))
                    .containsExactly(
                            "TicketOpened", "TicketConversationLinked", "TicketAssigned", "TicketStatusChanged");
            assertThat(acme.journal(ticket).getFirst())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketOpened.class, e -> {
                        assertThat(e.source()).isEqualTo("takeover");
                        assertThat(e.routable()).isFalse();
                        assertThat(e.description()).isEqualTo("Help");
                    });
            assertThat(say(conversation, "hi").problem()).isEqualTo("ai-is-paused");
            assertThat(hear(conversation, "Thanks").text("ticketId")).isEqualTo(ticket);
        }

        @Test
        void takesTheTicketThatIsNobodys() {
            String conversation = acme.conversation();
            String ticket = escalate(conversation).text("ticketId");
            Answer taken = attend(conversation, "takeover");
            assertThat(taken.text("ticketId")).isEqualTo(ticket);
            assertThat(taken.json().get("opened").asBoolean()).isFalse();
            assertThat(kinds(ticket)).endsWith("TicketAssigned", "TicketStatusChanged");
        }

        @Test
        void isReleasedToTheAi() {
            String conversation = acme.conversation();
            assertThat(attend(conversation, "release").problem()).isEqualTo("not-taken-over");
            attend(conversation, "takeover");
            assertThat(attend(conversation, "release").status()).isEqualTo(201);
            assertThat(say(conversation, "I am back").status()).isEqualTo(201);
        }

        @Test
        void isForOperatorsOfTheDirectory() {
            String conversation = acme.conversation();
            Answer refused = SERVICE.call(
                    acme.token("a-stranger", "operator"),
                    "POST",
                    "/v1/conversations/" + conversation + "/takeover",
                    null);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(acme.version(conversation)).isEqualTo(2);
        }
    }

    @Nested
    class AConversationThatAChannelBegan {
        private final Mail mail = Mail.first();

        private String arrived(Mail one) {
            SERVICE.send(List.of(one.record(SERVICE, acme.key())));
            return await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> SERVICE.jdbc()
                                    .sql("select conversation_id from message_index where message_id = ?")
                                    .param(one.id())
                                    .query(String.class)
                                    .optional(),
                            java.util.Optional::isPresent)
                    .orElseThrow();
        }

        @Test
        void hasNoAgentUntilOneJoins() {
            String conversation = arrived(mail);
            assertThat(say(conversation, "hi").problem()).isEqualTo("not-the-present-agent");
            assertThat(attend(conversation, "pause").problem()).isEqualTo("no-agent-present");
            assertThat(attend(conversation, "resume").problem()).isEqualTo("no-agent-present");
            assertThat(acme.agent("/" + conversation + "/agent", null).status()).isEqualTo(201);
            assertThat(say(conversation, "hi").status()).isEqualTo(201);
        }

        @Test
        void doesNotReopenItsTicketWhileAnAiAnswers() {
            String conversation = arrived(mail);
            String ticket = joined(conversation);
            solve(ticket);
            arrived(Mail.first().referring(mail.externalId()).saying("Thanks!"));
            assertThat(acme.statusOf(ticket)).isEqualTo("solved");
            attend(conversation, "pause");
            arrived(Mail.first().referring(mail.externalId()).saying("It is broken again"));
            assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_team");
        }

        private String joined(String conversation) {
            acme.agent("/" + conversation + "/agent", null);
            return say(conversation, "hi").text("ticketId");
        }
    }
}
