package dev.handover.ticket.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.ticket.Answer;
import dev.handover.ticket.Mail;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.domain.StatusScheme;
import dev.handover.ticket.domain.TicketEvent.MessageAdded;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private static final Set<Integer> ANSWERS = Set.of(200, 201, 404, 409);
    private final Workspace acme = Workspace.in(SERVICE);
    private final List<String> tickets = new CopyOnWriteArrayList<>();
    private final List<String> conversations = new CopyOnWriteArrayList<>();
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private final List<Promises.Replied> replies = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

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
            boolean mayNameWhatIsNotThere = path.endsWith("/merge") || path.endsWith("/split");
            assertThat(ANSWERS.contains(answer.status()) || (mayNameWhatIsNotThere && answer.status() == 400))
                    .as(answer.toString())
                    .isTrue();
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
                replies.add(new Promises.Replied(ticket, version, answer.text("messageId")));
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
        new Promises(acme, replies, mails.stream().map(Mail::id).toList()).hold();
    }

    private boolean taken(String message) {
        return SERVICE.jdbc()
                        .sql("select count(*) from message_index where message_id = ?")
                        .param(message)
                        .query(Long.class)
                        .single()
                == 1;
    }
}
