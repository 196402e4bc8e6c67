package dev.handover.ticket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.ticket.Answer;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.AttachmentRef;
import dev.handover.ticket.contract.ConversationJournalEvent;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command API as its callers see it. */
class TicketApiTest {
    private static Workspace acme;
    private static Workspace other;

    @BeforeAll
    static void start() {
        acme = Workspace.in(RunningTickets.shared());
        other = Workspace.in(RunningTickets.shared());
    }

    static <T> List<T> atOnce(int count, Callable<T> call) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> calls = IntStream.range(0, count)
                    .mapToObj(i -> threads.submit(call))
                    .toList();
            List<T> answers = new java.util.ArrayList<>();
            for (Future<T> one : calls) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    @Nested
    class OpeningATicket {
        @Test
        void answersIdNumberAndVersion() {
            Answer opened = acme.opened();
            assertThat(opened.status()).isEqualTo(201);
            assertThat(opened.number("version")).isEqualTo(1);
            assertThat(opened.number("number")).isPositive();
            assertThat(opened.after().versions()).containsEntry(opened.text("ticketId"), 1L);
            assertThat(acme.journal(opened.text("ticketId"), 1).getFirst())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketOpened.class, e -> {
                        assertThat(e.subject()).isEqualTo("It is broken");
                        assertThat(e.description()).isEqualTo("Please help");
                        assertThat(e.source()).isEqualTo("manual");
                        assertThat(e.channel()).isEqualTo("email");
                        assertThat(e.phase()).isEqualTo(Phase.NEW);
                        assertThat(e.status()).isEqualTo("open");
                        assertThat(e.priority()).isEqualTo(3);
                        assertThat(e.requesterEmail()).isEqualTo("carla@customer.test");
                        assertThat(e.routable()).isTrue();
                    });
        }

        @Test
        void takesEverythingThatTheFormHas() {
            Answer opened = acme.post("/tickets", """
                    {'subject': ' Two \\n lines ', 'description': '', 'priority': 5, 'assigneeId': 'ben', 'teamId': 'support',
                     'tags': ['vip', ' vip', 'billing']}""");
            assertThat(opened.number("version")).isEqualTo(2);
            List<JournalEvent> events = acme.journal(opened.text("ticketId"), 2);
            assertThat(events.getFirst()).isInstanceOfSatisfying(TicketJournalEvent.TicketOpened.class, e -> {
                assertThat(e.subject()).isEqualTo("Two lines");
                assertThat(e.tags()).containsExactly("vip", "billing");
                assertThat(e.priority()).isEqualTo(5);
                assertThat(e.routable()).isFalse();
                assertThat(e.requesterId()).isNull();
            });
            assertThat(events.getLast()).isInstanceOfSatisfying(TicketJournalEvent.TicketAssigned.class, e -> {
                assertThat(e.operatorId()).isEqualTo("ben");
                assertThat(e.teamId()).isEqualTo("support");
                assertThat(e.by().id()).isEqualTo("amelie");
            });
        }

        @Test
        void knowsARequesterAgainByAddress() {
            String first = acme.open();
            Answer second = acme.post(
                    "/tickets",
                    "{'subject': 'Again', 'description': 'x', 'requester': {'email': 'Carla@Customer.test'}}");
            assertThat(second.after().versions()).hasSize(1);
            assertThat(((TicketJournalEvent.TicketOpened)
                                    acme.journal(second.text("ticketId"), 1).getFirst())
                            .requesterId())
                    .isEqualTo(((TicketJournalEvent.TicketOpened)
                                    acme.journal(first, 1).getFirst())
                            .requesterId());
        }

        @Test
        void doesNotTakeABlankAddressForOne() {
            Answer opened = acme.post(
                    "/tickets", "{'subject': 's', 'description': 'd', 'requester': {'name': 'Cy', 'email': ' '}}");
            assertThat(acme.journal(opened.text("ticketId"), 1).getFirst())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketOpened.class, e -> {
                        assertThat(e.requesterEmail()).isNull();
                        assertThat(e.requesterName()).isEqualTo("Cy");
                    });
        }

        @Test
        void givesAscendingNumbersOnceEach() throws Exception {
            Workspace fresh = Workspace.in(RunningTickets.shared());
            List<Long> numbers = atOnce(24, () -> fresh.opened().number("number"));
            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 24).boxed().toList());
            assertThat(fresh.opened().number("number")).isEqualTo(25);
        }

        @Test
        void isForTheTeamAndForMachinesWithTheScope() {
            String body = "{'subject': 's', 'description': 'd'}";
            RunningTickets service = acme.service();
            assertThat(service.call(acme.token("bot", "agent"), "POST", "/v1/tickets", body)
                            .problem())
                    .isEqualTo("forbidden");
            assertThat(service.call(acme.token("visitor", "requester"), "POST", "/v1/tickets", body)
                            .problem())
                    .isEqualTo("forbidden");
            Answer opened = service.call(acme.token("bot", "agent", "tickets:open"), "POST", "/v1/tickets", body);
            assertThat(opened.status()).isEqualTo(201);
            assertThat(acme.journal(opened.text("ticketId"), 1).getFirst())
                    .isInstanceOfSatisfying(
                            TicketJournalEvent.TicketOpened.class,
                            e -> assertThat(e.source()).isEqualTo("api"));
        }

        @Test
        void needsAWorkspaceThatExists() {
            assertThat(acme.service()
                            .call(
                                    RunningTickets.token("nowhere", "x", "owner"),
                                    "POST",
                                    "/v1/tickets",
                                    "{'subject': 's', 'description': 'd'}")
                            .problem())
                    .isEqualTo("no-such-workspace");
        }
    }

    @Nested
    class Replying {
        @Test
        void movesTheStatusInTheSameStep() {
            String ticket = acme.open();
            Answer reply = acme.post("/tickets/" + ticket + "/replies", "{'text': 'Have you tried?'}");
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.number("version")).isEqualTo(4);
            List<JournalEvent> events = acme.journal(ticket, 4);
            assertThat(events)
                    .extracting(e -> e.getClass().getSimpleName())
                    .containsExactly(
                            "TicketOpened", "TicketConversationLinked", "TicketMessageAdded", "TicketStatusChanged");
            assertThat(events.getLast()).isInstanceOfSatisfying(TicketJournalEvent.TicketStatusChanged.class, e -> {
                assertThat(e.status()).isEqualTo("waiting_on_customer");
                assertThat(e.cause()).isEqualTo("operator_reply");
            });
        }

        @Test
        void startsAConversationWhereThereIsNone() {
            String ticket = acme.open();
            Answer reply = acme.post("/tickets/" + ticket + "/replies", "{'text': 'Hello'}");
            String conversation = ((TicketJournalEvent.TicketConversationLinked)
                            acme.journal(ticket, 2).get(1))
                    .conversationId();
            assertThat(reply.after().versions()).containsEntry(conversation, 2L).containsEntry(ticket, 4L);
            assertThat(acme.journal(conversation, 2).getLast())
                    .isInstanceOfSatisfying(ConversationJournalEvent.ConversationOperatorReplied.class, e -> {
                        assertThat(e.messageId()).isEqualTo(reply.text("messageId"));
                        assertThat(e.toAddress()).isEqualTo("carla@customer.test");
                        assertThat(e.subject()).isEqualTo("It is broken");
                        assertThat(e.ticketId()).isEqualTo(ticket);
                        assertThat(e.text()).isEqualTo("Hello");
                        assertThat(e.by().name()).isEqualTo("Amelie");
                    });
            acme.post("/tickets/" + ticket + "/replies", "{'text': 'And again'}");
            assertThat(acme.version(conversation)).isEqualTo(3);
        }

        @Test
        void carriesAttachmentsByReference() {
            String ticket = acme.open();
            acme.post(
                    "/tickets/" + ticket + "/replies",
                    "{'text': 'The label', 'attachments': [{'attachmentId': '5f1f6a3c-0000-4000-8000-000000000009',"
                            + " 'name': 'label.pdf', 'contentType': 'application/pdf', 'sizeBytes': 1234}]}");
            String conversation = ((TicketJournalEvent.TicketConversationLinked)
                            acme.journal(ticket, 2).get(1))
                    .conversationId();
            assertThat(acme.journal(conversation, 2).getLast())
                    .isInstanceOfSatisfying(
                            ConversationJournalEvent.ConversationOperatorReplied.class,
                            e -> assertThat(e.attachments()).singleElement().satisfies(a -> {
                                assertThat(a.attachmentId()).isEqualTo("5f1f6a3c-0000-4000-8000-000000000009");
                                assertThat(a.name()).isEqualTo("label.pdf");
                                assertThat(a.contentType()).isEqualTo("application/pdf");
                                assertThat(a.sizeBytes()).isEqualTo(1234);
                                assertThat(a.state()).isEqualTo(AttachmentRef.State.STORED);
                            }));
        }

        @Test
        void goesToOthersToo() {
            String ticket = acme.open();
            acme.post(
                    "/tickets/" + ticket + "/replies",
                    "{'text': 'x', 'cc': [' ben@customer.test', 'ben@customer.test'], 'bcc': ['boss@acme.test']}");
            String conversation = ((TicketJournalEvent.TicketConversationLinked)
                            acme.journal(ticket, 2).get(1))
                    .conversationId();
            assertThat(acme.journal(conversation, 2).getLast())
                    .isInstanceOfSatisfying(ConversationJournalEvent.ConversationOperatorReplied.class, e -> {
                        assertThat(e.cc()).containsExactly("ben@customer.test");
                        assertThat(e.bcc()).containsExactly("boss@acme.test");
                    });
        }

        @Test
        void refusesCopiesToWhatIsNoAddress() {
            String ticket = acme.open();
            Answer refused = acme.post(
                    "/tickets/" + ticket + "/replies", "{'text': 'x', 'cc': ['a@b.test', 'nobody'], 'bcc': ['']}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.pointers()).containsExactlyInAnyOrder("/cc/1", "/bcc/0");
        }

        @Test
        void refusesAttachmentsThatAreNotDescribedOrTooMany() {
            String ticket = acme.open();
            Answer nameless = acme.post(
                    "/tickets/" + ticket + "/replies",
                    "{'text': 'x', 'attachments': [{'attachmentId': 'a', 'name': ' ', 'contentType': 'a/b'}]}");
            assertThat(nameless.status()).isEqualTo(400);
            assertThat(nameless.pointers())
                    .containsExactlyInAnyOrder("/attachments/0/name", "/attachments/0/sizeBytes");
            String one = "{'attachmentId': 'a', 'name': 'n', 'contentType': 'a/b', 'sizeBytes': 1}";
            Answer many = acme.post(
                    "/tickets/" + ticket + "/replies",
                    "{'text': 'x', 'attachments': [" + (one + ",").repeat(20) + one + "]}");
            assertThat(many.status()).isEqualTo(400);
        }

        @Test
        void failsItsDeliveryWhenNobodyCanBeReached() {
            String ticket = acme.post("/tickets", "{'subject': 's', 'description': 'd'}")
                    .text("ticketId");
            acme.post("/tickets/" + ticket + "/replies", "{'text': 'Hello?'}");
            String conversation = ((TicketJournalEvent.TicketConversationLinked)
                            acme.journal(ticket, 2).get(1))
                    .conversationId();
            assertThat(acme.journal(conversation, 3).getLast())
                    .isInstanceOfSatisfying(
                            ConversationJournalEvent.ConversationDeliveryUpdated.class,
                            e -> assertThat(e.state()).isEqualTo("failed"));
        }

        @Test
        void mayAskForAnotherStatus() {
            String ticket = acme.open();
            acme.post("/tickets/" + ticket + "/replies", "{'text': 'Done', 'status': 'solved'}");
            assertThat(acme.statusOf(ticket)).isEqualTo("solved");
            Answer wrong = acme.post("/tickets/" + ticket + "/replies", "{'text': 'Done', 'status': 'nope'}");
            assertThat(wrong.problem()).isEqualTo("invalid-request");
            assertThat(wrong.pointers()).containsExactly("/status");
        }

        @Test
        void isRefusedPastWhatTheOperatorHasNotSeen() {
            String ticket = acme.open();
            acme.post("/tickets/" + ticket + "/replies", "{'text': 'First'}");
            Answer past = acme.post("/tickets/" + ticket + "/replies", "{'text': 'Second', 'seenVersion': 1}");
            assertThat(past.status()).isEqualTo(409);
            assertThat(past.problem()).isEqualTo("answered-past");
            assertThat(past.number("version")).isEqualTo(4);
            assertThat(past.json().get("since").get(0).get("preview").asString())
                    .isEqualTo("First");
            assertThat(acme.version(ticket)).isEqualTo(4);
            assertThat(acme.post(
                                    "/tickets/" + ticket + "/replies",
                                    "{'text': 'Second', 'seenVersion': 1, 'force': true}")
                            .status())
                    .isEqualTo(201);
            assertThat(acme.post("/tickets/" + ticket + "/replies", "{'text': 'Third', 'seenVersion': 5}")
                            .status())
                    .isEqualTo(201);
        }

        @Test
        void isRefusedOnAClosedTicket() {
            String ticket = acme.open();
            acme.put("/tickets/" + ticket + "/status", "{'status': 'closed'}");
            assertThat(acme.post("/tickets/" + ticket + "/replies", "{'text': 'Hello'}")
                            .problem())
                    .isEqualTo("ticket-is-closed");
        }

        @Test
        void hasCleanHtml() {
            String ticket = acme.open();
            acme.post(
                    "/tickets/" + ticket + "/replies",
                    "{'html': '<p onclick=x>Hello <b>you</b><script>alert(1)</script><img src=http://spy.test/1.png>"
                            + "<a href=javascript:x>a</a></p>'}");
            String conversation = ((TicketJournalEvent.TicketConversationLinked)
                            acme.journal(ticket, 2).get(1))
                    .conversationId();
            assertThat(acme.journal(conversation, 2).getLast())
                    .isInstanceOfSatisfying(ConversationJournalEvent.ConversationOperatorReplied.class, e -> {
                        assertThat(e.html()).isEqualTo("<p>Hello <b>you</b>a</p>");
                        assertThat(e.text()).isEqualTo("Hello youa");
                    });
        }

        @Test
        void takesTheTextOfItsHtmlWhenTheTextIsBlank() {
            String ticket = acme.open();
            assertThat(acme.post("/tickets/" + ticket + "/replies", "{'text': ' ', 'html': '<p>Hello</p>'}")
                            .status())
                    .isEqualTo(201);
            assertThat(acme.post("/tickets/" + ticket + "/replies", "{'text': ' ', 'html': '<p></p>'}")
                            .pointers())
                    .containsExactly("/text");
        }
    }

    @Nested
    class Noting {
        private List<String> mentioned(String text) {
            Answer note = acme.post("/tickets/" + acme.open() + "/notes", "{'text': '" + text + "'}");
            assertThat(note.status()).isEqualTo(201);
            assertThat(note.text("noteId")).isNotEmpty();
            assertThat(note.number("version")).isEqualTo(2);
            List<String> mentioned = new java.util.ArrayList<>();
            note.json().get("mentioned").forEach(one -> mentioned.add(one.asString()));
            return mentioned;
        }

        @Test
        void mentionsByHandle() {
            assertThat(mentioned("@ben can you look, @Amelie?")).containsExactly("amelie", "ben");
        }

        @ParameterizedTest
        @ValueSource(strings = {"(@ben)", "@ben.", "@ben, please", "ask @ben!", "@BEN", "@ben: see", "@ben-"})
        void readsHandlesAmongPunctuation(String text) {
            assertThat(mentioned(text)).containsExactly("ben");
        }

        @ParameterizedTest
        @ValueSource(strings = {"write to x@ben", "a.b@ben.test", "@nobody", "@@ben", "no mention", "@benjamin"})
        void takesNothingElseForAMention(String text) {
            assertThat(mentioned(text)).isEmpty();
        }

        @Test
        void mentionsThoseWhoAreNamedBesideIt() {
            String ticket = acme.open();
            Answer note = acme.post("/tickets/" + ticket + "/notes", "{'text': 'look', 'mentions': ['ben', 'ben']}");
            assertThat(note.json().get("mentioned").toString()).isEqualTo("[\"ben\"]");
            assertThat(acme.post("/tickets/" + ticket + "/notes", "{'text': 'look', 'mentions': ['ben', 'who']}")
                            .pointers())
                    .containsExactly("/mentions/1");
        }
    }

    @Nested
    class ChangingATicket {
        @Test
        void assignsToAnOperatorATeamOrNobody() {
            String ticket = acme.open();
            assertThat(acme.put("/tickets/" + ticket + "/assignment", "{'teamId': 'support'}")
                            .number("version"))
                    .isEqualTo(2);
            assertThat(acme.put("/tickets/" + ticket + "/assignment", "{'operatorId': 'ben'}")
                            .number("version"))
                    .isEqualTo(3);
            assertThat(acme.put("/tickets/" + ticket + "/assignment", "{'operatorId': 'ben', 'teamId': 'support'}")
                            .number("version"))
                    .isEqualTo(3);
            assertThat(acme.put("/tickets/" + ticket + "/assignment", "{}").number("version"))
                    .isEqualTo(4);
            assertThat(acme.journal(ticket, 4).get(2))
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketAssigned.class, e -> {
                        assertThat(e.operatorId()).isEqualTo("ben");
                        assertThat(e.teamId()).isEqualTo("support");
                    });
            assertThat(acme.journal(ticket, 4).get(3)).isInstanceOf(TicketJournalEvent.TicketUnassigned.class);
        }

        @ParameterizedTest
        @CsvSource({"operatorId, /operatorId", "teamId, /teamId"})
        void refusesWhomNobodyKnows(String member, String pointer) {
            Answer answer = acme.put("/tickets/" + acme.open() + "/assignment", "{'" + member + "': 'who'}");
            assertThat(answer.problem()).isEqualTo("invalid-request");
            assertThat(answer.pointers()).containsExactly(pointer);
        }

        @Test
        void endsNewWhenSomebodyPicksItUp() {
            String ticket = acme.open();
            assertThat(acme.put("/tickets/" + ticket + "/assignment", "{'operatorId': 'amelie'}")
                            .number("version"))
                    .isEqualTo(3);
            assertThat(acme.statusOf(ticket)).isEqualTo("waiting_on_team");
        }

        @Test
        void setsStatusPriorityAndTags() {
            String ticket = acme.open();
            assertThat(acme.put("/tickets/" + ticket + "/status", "{'status': 'pending'}")
                            .number("version"))
                    .isEqualTo(2);
            assertThat(acme.put("/tickets/" + ticket + "/status", "{'status': 'pending'}")
                            .number("version"))
                    .isEqualTo(2);
            assertThat(acme.put("/tickets/" + ticket + "/priority", "{'priority': 5}")
                            .number("version"))
                    .isEqualTo(3);
            assertThat(acme.put("/tickets/" + ticket + "/tags", "{'tags': ['a', 'b']}")
                            .number("version"))
                    .isEqualTo(4);
            Answer tags = acme.put("/tickets/" + ticket + "/tags", "{'tags': ['b', 'c']}");
            assertThat(tags.number("version")).isEqualTo(6);
            assertThat(tags.status()).isEqualTo(200);
            assertThat(tags.after().versions()).isEqualTo(Map.of(ticket, 6L));
        }

        @Test
        void answersWhereItIsWhenNothingChanges() {
            String ticket = acme.open();
            Answer same = acme.put("/tickets/" + ticket + "/priority", "{'priority': 3}");
            assertThat(same.status()).isEqualTo(200);
            assertThat(same.after().versions()).isEqualTo(Map.of(ticket, 1L));
        }

        @Test
        void reopensWhatWasClosedByHand() {
            String ticket = acme.open();
            acme.put("/tickets/" + ticket + "/status", "{'status': 'closed'}");
            acme.put("/tickets/" + ticket + "/status", "{'status': 'waiting_on_team'}");
            assertThat(acme.post("/tickets/" + ticket + "/replies", "{'text': 'Hello'}")
                            .status())
                    .isEqualTo(201);
        }
    }

    @Nested
    class AnIdempotencyKey {
        private static final String BODY = "{'subject': 's', 'description': 'd'}";

        @Test
        void givesTheFirstAnswerAgain() {
            String key = UUID.randomUUID().toString();
            Answer first = acme.post("/tickets", BODY, "Idempotency-Key", key);
            Answer again = acme.post("/tickets", BODY, "Idempotency-Key", key);
            assertThat(again.status()).isEqualTo(201);
            assertThat(again.json()).isEqualTo(first.json());
            assertThat(again.after()).isEqualTo(first.after());
        }

        @Test
        void isRefusedForAnotherRequest() {
            String key = UUID.randomUUID().toString();
            acme.post("/tickets", BODY, "Idempotency-Key", key);
            Answer other = acme.post("/tickets", BODY.replace("'s'", "'t'"), "Idempotency-Key", key);
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.problem()).isEqualTo("idempotency-key-reused");
            assertThat(acme.post("/tickets/" + acme.open() + "/notes", "{'text': 'n'}", "Idempotency-Key", key)
                            .status())
                    .isEqualTo(422);
        }

        @Test
        void holdsForWorkspacesToo() {
            String key = UUID.randomUUID().toString();
            String platform = RunningTickets.token("any", "platform", "service");
            String name = "k" + key;
            String body = "{'key': '" + name + "', 'name': 'n'}";
            assertThat(acme.service()
                            .call(platform, "POST", "/v1/workspaces", body, "Idempotency-Key", key)
                            .status())
                    .isEqualTo(201);
            assertThat(acme.service()
                            .call(platform, "POST", "/v1/workspaces", body, "Idempotency-Key", key)
                            .status())
                    .isEqualTo(201);
            assertThat(acme.service()
                            .call(
                                    platform,
                                    "POST",
                                    "/v1/workspaces",
                                    body.replace(name, name + "2"),
                                    "Idempotency-Key",
                                    key)
                            .status())
                    .isEqualTo(422);
            assertThat(acme.service()
                            .call(platform, "POST", "/v1/workspaces", body)
                            .problem())
                    .isEqualTo("workspace-exists");
        }

        @Test
        void worksOnceHoweverManyRepeatsComeAtOnce() throws Exception {
            String ticket = acme.open();
            String key = UUID.randomUUID().toString();
            List<Answer> answers = atOnce(
                    10, () -> acme.post("/tickets/" + ticket + "/replies", "{'text': 'once'}", "Idempotency-Key", key));
            assertThat(answers).extracting(Answer::status).containsOnly(201);
            assertThat(answers.stream().map(a -> a.text("messageId")).collect(Collectors.toSet()))
                    .hasSize(1);
            assertThat(acme.version(ticket)).isEqualTo(4);
            List<Answer> opened = atOnce(10, () -> acme.post("/tickets", BODY, "Idempotency-Key", key + "o"));
            assertThat(opened.stream().map(a -> a.text("ticketId")).collect(Collectors.toSet()))
                    .hasSize(1);
        }

        @Test
        void doesNotRememberARefusal() {
            String ticket = acme.open();
            String key = UUID.randomUUID().toString();
            acme.put("/tickets/" + ticket + "/status", "{'status': 'closed'}");
            String path = "/tickets/" + ticket + "/replies";
            assertThat(acme.post(path, "{'text': 'x'}", "Idempotency-Key", key).status())
                    .isEqualTo(409);
            acme.put("/tickets/" + ticket + "/status", "{'status': 'open'}");
            assertThat(acme.post(path, "{'text': 'x'}", "Idempotency-Key", key).status())
                    .isEqualTo(201);
        }

        @Test
        void belongsToItsCaller() {
            String key = UUID.randomUUID().toString();
            Answer mine = acme.post("/tickets", BODY, "Idempotency-Key", key);
            Answer theirs = other.post("/tickets", BODY, "Idempotency-Key", key);
            assertThat(theirs.text("ticketId")).isNotEqualTo(mine.text("ticketId"));
        }

        @Test
        void hasALength() {
            assertThat(acme.post("/tickets", BODY, "Idempotency-Key", "k".repeat(201))
                            .pointers())
                    .containsExactly("?Idempotency-Key");
        }
    }

    @Nested
    class BadInput {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "{}|/description /subject",
                    "{'subject': ' ', 'description': 'd'}|/subject",
                    "{'subject': 's', 'description': 'd', 'priority': 6}|/priority",
                    "{'subject': 's', 'description': 'd', 'priority': 'high'}|/priority",
                    "{'subject': 's', 'description': 'd', 'requester': {'email': 'nobody'}}|/requester/email",
                    "{'subject': 's', 'description': 'd', 'tags': ['ok', ' ']}|/tags/1",
                    "{'subject': 's', 'description': 'd', 'assigneeId': 'who'}|/assigneeId",
                    "{'subject': 's', 'description': 'd', 'teamId': 'who'}|/teamId",
                    "{'subject': 's', 'description': 'd', 'teamId': '../x'}|/teamId",
                    "{'subject': 's', 'description': 'd', 'colour': 'red'}|/colour",
                    "{'subject': 's', 'description': ['d']}|/description",
                })
        void isNamedFieldByField(String body, String pointers) {
            Answer answer = acme.post("/tickets", body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("invalid-request");
            assertThat(String.join(" ", answer.pointers())).isEqualTo(pointers);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{", "[]", "null", "{'subject': }"})
        void isRefusedWhenItIsNoJsonObject(String body) {
            assertThat(acme.post("/tickets", body).problem()).isEqualTo("invalid-request");
        }

        @Test
        void hasAContentType() {
            assertThat(acme.post("/tickets", "subject=s", "Content-Type", "application/x-www-form-urlencoded")
                            .problem())
                    .isEqualTo("unsupported-media-type");
        }

        @Test
        void isMeasuredInBytes() {
            String ticket = acme.open();
            String path = "/tickets/" + ticket;
            String long1 = "€".repeat(65_536 / 3);
            assertThat(acme.post(path + "/notes", "{'text': '" + long1 + "'}").status())
                    .isEqualTo(201);
            assertThat(acme.post(path + "/notes", "{'text': '" + long1 + "€'}").pointers())
                    .containsExactly("/text");
            assertThat(acme.post(path + "/replies", "{'text': 'x', 'html': '" + "=".repeat(40_000) + "'}")
                            .pointers())
                    .containsExactly("/html");
            assertThat(acme.post("/tickets", "{'subject': 's', 'description': '" + long1 + "€'}")
                            .pointers())
                    .containsExactly("/description");
            assertThat(acme.post("/tickets", "{'subject': '" + "s".repeat(501) + "', 'description': 'd'}")
                            .pointers())
                    .containsExactly("/subject");
            assertThat(acme.post("/tickets", "{'subject': '" + "s".repeat(2_000_000) + "', 'description': 'd'}")
                            .problem())
                    .isEqualTo("too-large");
        }

        @Test
        void isMadeStorable() {
            String ticket = acme.post(
                            "/tickets",
                            "{'subject': 'a\\u0000b', 'description': 'c\\ud800d\\u0007', 'requester': {'name': 'n\\u0000', 'email': 'zero@customer.test'}}")
                    .text("ticketId");
            assertThat(acme.journal(ticket, 1).getFirst())
                    .isInstanceOfSatisfying(TicketJournalEvent.TicketOpened.class, e -> {
                        assertThat(e.subject()).isEqualTo("a\uFFFDb");
                        assertThat(e.description()).isEqualTo("c\uFFFDd\uFFFD");
                    });
        }

        @Test
        void isRefusedByTheOtherCalls() {
            String path = "/tickets/" + acme.open();
            assertThat(acme.put(path + "/status", "{}").pointers()).containsExactly("/status");
            assertThat(acme.put(path + "/status", "{'status': 'nope'}").pointers())
                    .containsExactly("/status");
            assertThat(acme.put(path + "/priority", "{'priority': 0}").pointers())
                    .containsExactly("/priority");
            assertThat(acme.put(path + "/priority", "{}").pointers()).containsExactly("/priority");
            assertThat(acme.put(path + "/tags", "{}").pointers()).containsExactly("/tags");
            assertThat(acme.post(path + "/notes", "{'text': ''}").pointers()).containsExactly("/text");
            assertThat(acme.post(path + "/replies", "{}").pointers()).containsExactly("/text");
            assertThat(acme.post(path + "/replies", "{'text': 'x', 'seenVersion': -1}")
                            .pointers())
                    .containsExactly("/seenVersion");
            assertThat(acme.put(path + "/nothing", "{}").problem()).isEqualTo("not-found");
            assertThat(acme.post(path + "/status", "{}").problem()).isEqualTo("method-not-allowed");
            assertThat(acme.version(path.substring("/tickets/".length()))).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "{'key': 'Not valid', 'name': 'n'}|/key",
                    "{'name': 'n'}|/key",
                    "{'key': 'k', 'name': ' '}|/name"
                })
        void isRefusedForWorkspaces(String body, String pointer) {
            assertThat(acme.service()
                            .call(acme.token("platform", "service"), "POST", "/v1/workspaces", body)
                            .pointers())
                    .containsExactly(pointer);
        }
    }

    @Nested
    class AnotherWorkspace {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "POST|/replies|{'text': 'x'}",
                    "POST|/notes|{'text': 'x'}",
                    "PUT|/assignment|{}",
                    "PUT|/assignment|{'operatorId': 'ben'}",
                    "PUT|/status|{'status': 'solved'}",
                    "PUT|/priority|{'priority': 1}",
                    "PUT|/tags|{'tags': ['x']}",
                })
        void hasNoSuchTicket(String method, String path, String body) {
            String ticket = acme.open();
            acme.post("/tickets/" + ticket + "/replies", "{'text': 'so that it is remembered and has a conversation'}");
            Answer answer = method.equals("POST")
                    ? other.post("/tickets/" + ticket + path, body)
                    : other.put("/tickets/" + ticket + path, body);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("no-such-ticket");
            assertThat(acme.version(ticket)).isEqualTo(4);
        }

        @Test
        void hasItsOwnNumbersAndRequesters() {
            Workspace one = Workspace.in(RunningTickets.shared());
            Workspace two = Workspace.in(RunningTickets.shared());
            Answer first = one.opened();
            Answer second = two.opened();
            assertThat(first.number("number")).isEqualTo(1);
            assertThat(second.number("number")).isEqualTo(1);
            assertThat(((TicketJournalEvent.TicketOpened)
                                    one.journal(first.text("ticketId"), 1).getFirst())
                            .requesterId())
                    .isNotEqualTo(((TicketJournalEvent.TicketOpened)
                                    two.journal(second.text("ticketId"), 1).getFirst())
                            .requesterId());
        }

        @Test
        void isNotToldFromNoTicketAtAll() {
            assertThat(acme.put("/tickets/" + UUID.randomUUID() + "/status", "{'status': 'solved'}")
                            .problem())
                    .isEqualTo("no-such-ticket");
            assertThat(acme.put("/tickets/not%20an%20id/status", "{'status': 'solved'}")
                            .problem())
                    .isEqualTo("no-such-ticket");
        }
    }
}
