package dev.handover.ticket.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.trace.TraceParent;
import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.domain.Conversation;
import dev.handover.ticket.domain.ConversationEvent;
import dev.handover.ticket.domain.ConversationId;
import dev.handover.ticket.domain.Due;
import dev.handover.ticket.domain.Settings;
import dev.handover.ticket.domain.StatusScheme;
import dev.handover.ticket.domain.StoredEvent;
import dev.handover.ticket.domain.Ticket;
import dev.handover.ticket.domain.TicketEvent;
import dev.handover.ticket.domain.TicketEvent.Cause;
import dev.handover.ticket.domain.TicketEvent.MessageAdded;
import dev.handover.ticket.domain.TicketId;
import dev.handover.ticket.domain.WorkspaceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two operators, an AI agent and customers at once, on the same few tickets and conversations: each does anything, and
 * some of it again, at once or much later. What the store then holds is as it was promised.
 */
class ManyHandsTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static final int DEEDS = 160;
    private static final Set<Integer> ANSWERS = Set.of(200, 201, 400, 404, 409);
    private final Workspace acme = Workspace.in(SERVICE);
    private final List<String> tickets = new CopyOnWriteArrayList<>();
    private final List<String> conversations = new CopyOnWriteArrayList<>();
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<Replied> replies = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

    /** A reply that was accepted, written on that version. */
    private record Replied(String ticket, long seen, String message) {}

    /** A call that can be made again. */
    private record Deed(String path, @Nullable String body, String key) {}

    /** Somebody who calls the service, one call at a time. */
    private class Caller implements Callable<Integer> {
        final Random random;
        private final String token;
        private final Map<Deed, Answer> done = new LinkedHashMap<>();
        private int retried;

        Caller(long seed, String token) {
            this.random = new Random(seed);
            this.token = token;
        }

        @Override
        public Integer call() {
            for (int i = 0; i < DEEDS; i++) {
                if (!done.isEmpty() && random.nextInt(5) == 0) {
                    again(any(done.keySet()));
                } else {
                    act();
                }
            }
            return retried;
        }

        void act() {}

        <T> T any(Collection<T> choices) {
            return choices.stream()
                    .skip(random.nextInt(choices.size()))
                    .findFirst()
                    .orElseThrow();
        }

        Answer post(String path, @Nullable String body) {
            Deed deed = new Deed(path, body, "k" + random.nextLong());
            Answer answer = call("POST", path, body, "Idempotency-Key", deed.key());
            if (answer.status() < 300) {
                done.put(deed, answer);
                if (random.nextInt(5) == 0) {
                    again(deed);
                }
            }
            return answer;
        }

        private void again(Deed deed) {
            Answer first = Objects.requireNonNull(done.get(deed));
            Answer retry = call("POST", deed.path(), deed.body(), "Idempotency-Key", deed.key());
            retried++;
            assertThat(retry.status()).as("a retry gets the first answer").isEqualTo(first.status());
            assertThat(retry.json()).isEqualTo(first.json());
        }

        Answer call(String method, String path, @Nullable String body, String... headers) {
            Answer answer = SERVICE.call(token, method, "/v1" + path, body, headers);
            assertThat(ANSWERS).as(answer.toString()).contains(answer.status());
            outcomes.merge(answer.status() < 300 ? "done" : answer.problem(), 1, Integer::sum);
            return answer;
        }
    }

    /** Does whatever operators do. */
    private final class Operator extends Caller {
        private final Map<String, Long> seen = new HashMap<>();

        Operator(long seed, String subject) {
            super(seed, acme.token(subject, "manager"));
        }

        @Override
        void act() {
            String ticket = "/tickets/" + any(tickets);
            String conversation = "/conversations/" + any(conversations);
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4 -> reply(any(tickets));
                case 5 -> call("PUT", ticket + "/status", "{'status': '" + any(StatusScheme.CLASSIC.keys()) + "'}");
                case 6 -> call("PUT", ticket + "/status", "{'status': 'solved'}");
                case 7 -> post(ticket + "/reopen", "{}");
                case 8 -> post(ticket + "/merge", "{'into': '" + any(tickets) + "'}");
                case 9 -> post(ticket + "/unmerge", null);
                case 10 -> split(any(tickets));
                case 11 -> opened(post(ticket + "/follow-up", "{'description': 'and then'}"));
                case 12 -> opened(post("/tickets", "{'subject': 'by hand', 'description': 'of a call'}"));
                case 13 -> post(conversation + any(List.of("/takeover", "/release", "/pause", "/resume")), "{}");
                case 14 -> post(ticket + "/conversations", "{'conversationId': '" + any(conversations) + "'}");
                case 15 -> call("DELETE", ticket + conversation, null);
                case 16 -> {
                    String until = Instant.now().plus(Duration.ofHours(9)).toString();
                    call("PUT", ticket + "/snooze", "{'until': '" + until + "'}");
                }
                case 17 -> call(any(List.of("PUT", "DELETE")), ticket + "/archive", "{}");
                case 18 ->
                    call("PUT", ticket + "/assignment", any(List.of("{'operatorId': 'ben'}", "{'teamId': 'support'}")));
                default -> post(ticket + "/notes", "{'text': 'note " + random.nextInt() + "'}");
            }
        }

        private void opened(Answer answer) {
            if (answer.status() == 201) {
                tickets.add(answer.text("ticketId"));
            }
        }

        private void split(String ticket) {
            List<String> there = SERVICE.bean(EventStorageEngine.class)
                    .readEvents(ticket)
                    .asStream()
                    .map(Message::getPayload)
                    .filter(MessageAdded.class::isInstance)
                    .map(event -> ((MessageAdded) event).messageId().value())
                    .toList();
            if (!there.isEmpty()) {
                opened(post("/tickets/" + ticket + "/split", "{'messageIds': ['" + any(there) + "']}"));
            }
        }

        private void reply(String ticket) {
            long version = random.nextInt(3) == 0 ? acme.version(ticket) : seen.getOrDefault(ticket, 0L);
            Answer answer = post(
                    "/tickets/" + ticket + "/replies",
                    "{'text': 'answer " + random.nextInt() + "', 'seenVersion': " + version + "}");
            if (answer.status() == 201) {
                replies.add(new Replied(ticket, version, answer.text("messageId")));
                seen.put(ticket, answer.number("version"));
            } else {
                seen.put(ticket, acme.version(ticket));
            }
        }
    }

    /** Talks, listens and hands over. */
    private final class Agent extends Caller {
        Agent(long seed) {
            super(seed, acme.agentToken("helper-bot"));
        }

        @Override
        void act() {
            String conversation = "/conversations/" + any(conversations);
            switch (random.nextInt(8)) {
                case 0 -> begin();
                case 1 -> post(conversation + "/agent", null);
                case 2, 3 -> post(conversation + "/messages", "{'text': 'I am a machine'}");
                case 4, 5 -> post(conversation + "/messages", "{'from': 'customer', 'text': 'I am not'}");
                case 6 -> post(conversation + "/close", null);
                default -> {
                    Answer handed =
                            post(conversation + "/escalation", "{'reason': 'stuck', 'trigger': 'customer_request'}");
                    if (handed.status() == 201 && !tickets.contains(handed.text("ticketId"))) {
                        tickets.add(handed.text("ticketId"));
                    }
                }
            }
        }

        void begin() {
            Answer begun = post("/conversations", "{'channel': 'chat', 'requester': {'name': 'Carla'}}");
            conversations.add(begun.text("conversationId"));
        }
    }

    /** Writes mails, in threads of their own and in known ones; some are delivered again, in whatever order. */
    private final class Customer extends Caller {
        Customer(long seed) {
            super(seed, "");
        }

        @Override
        void act() {
            Mail mail = Mail.first();
            if (!mails.isEmpty() && random.nextInt(4) != 0) {
                mail = mail.referring(any(mails).externalId());
            }
            if (random.nextInt(6) == 0) {
                mail = mail.automatic("OUT_OF_OFFICE");
            }
            mails.add(mail);
            List<Mail> delivered = new ArrayList<>(List.of(mail, any(mails)));
            if (random.nextBoolean()) {
                delivered = delivered.reversed();
            }
            SERVICE.send(delivered.stream()
                    .map(each -> each.record(SERVICE, acme.key()))
                    .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void leaveWhatWasPromised(long seed) throws Exception {
        tickets.add(acme.open());
        tickets.add(acme.open());
        Agent agent = new Agent(seed);
        agent.begin();
        agent.begin();
        int retried = 0;
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = hands.invokeAll(List.of(
                    new Operator(seed * 10, "sub-amelie"),
                    new Operator(seed * 10 + 1, "sub-ben"),
                    agent,
                    new Customer(seed * 10 + 2)));
            for (Future<Integer> hand : all) {
                retried += hand.get();
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> mails.stream().allMatch(mail -> taken(mail.id())));
        assertThat(retried).isGreaterThan(DEEDS / 4);
        assertThat(outcomes.getOrDefault("done", 0)).as(outcomes.toString()).isGreaterThan(DEEDS);
        assertThat(outcomes).containsKey("answered-past");
        new Outcome().holds();
    }

    private boolean taken(String message) {
        return SERVICE.jdbc()
                        .sql("select count(*) from message_index where message_id = ?")
                        .param(message)
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** An event in its place; events of one transaction have the same. */
    private record Placed(StoredEvent event, String transaction) {}

    /** What the store holds in the end. */
    private final class Outcome {
        private final Map<String, List<Placed>> ofTickets = streams("ticket");
        private final Map<String, List<Placed>> ofConversations = streams("conversation");
        private final Map<String, Ticket.Opened> folded = new HashMap<>();

        private Map<String, List<Placed>> streams(String type) {
            String rule = type.equals("ticket")
                    ? "select ticket_id from ticket_number where workspace = ?"
                    : "select conversation_id from conversation_begun where workspace = ?";
            Map<String, List<String>> transactions = new LinkedHashMap<>();
            SERVICE.jdbc()
                    .sql("select stream_id, xmin::text from stored_event where stream_id in (" + rule
                            + ") order by stream_id, sequence_number")
                    .param(acme.key())
                    .query((row, n) -> transactions
                            .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                            .add(row.getString(2)))
                    .list();
            EventStorageEngine store = SERVICE.bean(EventStorageEngine.class);
            Map<String, List<Placed>> streams = new LinkedHashMap<>();
            transactions.forEach((id, places) -> {
                List<StoredEvent> events = store.readEvents(id)
                        .asStream()
                        .map(message -> (StoredEvent) message.getPayload())
                        .toList();
                streams.put(
                        id,
                        IntStream.range(0, events.size())
                                .mapToObj(i -> new Placed(events.get(i), places.get(i)))
                                .toList());
            });
            return streams;
        }

        void holds() {
            assertThat(ofTickets).hasSizeGreaterThan(5);
            assertThat(ofConversations).hasSizeGreaterThan(5);
            statesAreWhatTheirEventsSay();
            numbersAscendWithoutAGap();
            conversationsHaveAtMostOneActiveTicket();
            repliesAndTheirStatusAreOneStep();
            customersMessagesAreOneStep();
            noReplyPassesWhatItsAuthorHasNotSeen();
        }

        private void statesAreWhatTheirEventsSay() {
            ofTickets.forEach((id, events) -> {
                Ticket ticket = Family.TICKET.empty();
                for (Placed each : events) {
                    ticket = Family.TICKET.evolve(ticket, each.event());
                }
                folded.put(id, (Ticket.Opened) ticket);
                Ticket alive = read(streams -> streams.ticket(new TicketId(id)));
                assertThat(alive).isEqualTo(ticket);
            });
            ofConversations.forEach((id, events) -> {
                Conversation conversation = Family.CONVERSATION.empty();
                for (Placed each : events) {
                    conversation = Family.CONVERSATION.evolve(conversation, each.event());
                }
                Conversation alive = read(streams -> streams.conversation(new ConversationId(id)));
                assertThat(alive).isEqualTo(conversation);
            });
            folded.forEach((id, ticket) -> {
                assertThat(column("select phase from ticket_number where ticket_id = ?", id))
                        .containsExactly(ticket.phase().name());
                assertThat(column("select kind from due_ticket where ticket_id = ?", id))
                        .containsExactlyInAnyOrderElementsOf(Due.of(ticket, Settings.DEFAULT).keySet().stream()
                                .map(Due::name)
                                .toList());
            });
        }

        private <T> T read(Steps.Step<T> step) {
            return SERVICE.bean(Steps.class)
                    .run(new Call<>(
                            "read",
                            new WorkspaceKey(acme.key()),
                            new StepContext("cor", null, TraceParent.begin()),
                            false,
                            step));
        }

        private List<String> column(String sql, String id) {
            return SERVICE.jdbc().sql(sql).param(id).query(String.class).list();
        }

        private void numbersAscendWithoutAGap() {
            Set<Long> numbers = folded.values().stream()
                    .map(ticket -> ticket.facts().number())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, folded.size()).boxed().toList());
        }

        private void conversationsHaveAtMostOneActiveTicket() {
            for (String conversation : ofConversations.keySet()) {
                List<String> active = folded.entrySet().stream()
                        .filter(ticket -> ticket.getValue().phase().active())
                        .filter(ticket -> ticket.getValue()
                                .facts()
                                .talk()
                                .conversations()
                                .contains(new ConversationId(conversation)))
                        .map(Map.Entry::getKey)
                        .toList();
                assertThat(active).as(conversation).hasSizeLessThanOrEqualTo(1);
                assertThat(column(
                                "select ticket_id from conversation_ticket where conversation_id = ? and active",
                                conversation))
                        .isEqualTo(active);
            }
        }

        private List<Placed> added(String ticket, String message) {
            return ofTickets.getOrDefault(ticket, List.of()).stream()
                    .filter(each -> each.event() instanceof MessageAdded added
                            && added.messageId().value().equals(message))
                    .toList();
        }

        private void repliesAndTheirStatusAreOneStep() {
            int replied = 0;
            for (List<Placed> conversation : ofConversations.values()) {
                for (int i = 0; i < conversation.size(); i++) {
                    Placed said = conversation.get(i);
                    if (said.event() instanceof ConversationEvent.OperatorReplied reply) {
                        replied++;
                        List<Placed> added = added(
                                reply.ticketId().value(), reply.messageId().value());
                        assertThat(added).hasSize(1);
                        assertThat(added.getFirst().transaction()).isEqualTo(said.transaction());
                        int version = (int) ((MessageAdded) added.getFirst().event()).conversationVersion();
                        assertThat(version).isGreaterThan(i);
                        assertThat(conversation.get(version - 1).transaction()).isEqualTo(said.transaction());
                    }
                }
            }
            assertThat(replied).isEqualTo(replies.size()).isGreaterThan(5);
            for (List<Placed> ticket : ofTickets.values()) {
                for (int i = 0; i < ticket.size(); i++) {
                    if (ticket.get(i).event() instanceof TicketEvent.StatusChanged changed
                            && Set.of(Cause.OPERATOR_REPLY, Cause.CUSTOMER_MESSAGE)
                                    .contains(changed.cause())) {
                        Placed before = ticket.get(i - 1);
                        assertThat(before.event()).isInstanceOf(MessageAdded.class);
                        assertThat(before.transaction()).isEqualTo(ticket.get(i).transaction());
                    }
                }
            }
        }

        private void customersMessagesAreOneStep() {
            Map<String, Integer> received = new HashMap<>();
            ofConversations
                    .values()
                    .forEach(events -> events.forEach(each -> {
                        if (each.event() instanceof ConversationEvent.MessageReceived message) {
                            received.merge(message.messageId().value(), 1, Integer::sum);
                            for (String ticket : ofTickets.keySet()) {
                                List<Placed> added =
                                        added(ticket, message.messageId().value());
                                assertThat(added).hasSizeLessThanOrEqualTo(1);
                            }
                        }
                    }));
            assertThat(received.values()).as("each message is taken once").containsOnly(1);
            assertThat(received.keySet())
                    .containsAll(mails.stream().map(Mail::id).toList());
        }

        private void noReplyPassesWhatItsAuthorHasNotSeen() {
            for (Replied reply : replies) {
                List<Placed> events = ofTickets.getOrDefault(reply.ticket(), List.of());
                int own = events.indexOf(added(reply.ticket(), reply.message()).getFirst());
                for (long i = reply.seen(); i < own; i++) {
                    assertThat(events.get((int) i).event() instanceof MessageAdded added
                                    && !added.automatic().isAutomatic())
                            .as(
                                    "%s was written on version %d, and %s came since",
                                    reply, reply.seen(), events.get((int) i))
                            .isFalse();
                }
            }
        }
    }
}
