package dev.handover.channel.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.email.GatewayFixture;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.ticket.contract.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A channel whose messages may not be there twice, and one where they may: what becomes of a send that is cut off. */
class AfterCrashIT {

    private static final Pacing PACING =
            new Pacing(1, 1, Duration.ofMillis(400), Duration.ofHours(1), Duration.ofSeconds(1));

    private static GatewayFixture fixture;
    private static ConfigurableApplicationContext gateway;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        gateway = fixture.gateway(Map.of());
        jdbc = gateway.getBean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    /** Does what the script says once a message is handed over. */
    private record Scripted(String channel, AfterCrash afterCrash, Supplier<Outcome> script, List<UUID> handedOver)
            implements Transport {

        @Override
        public Optional<String> account(OutgoingReply reply, String workspace) {
            return Optional.of("bot");
        }

        @Override
        public Optional<String> externalId(UUID messageId, String accountId) {
            return Optional.empty();
        }

        @Override
        public Optional<Problem> refusal(OutgoingReply reply, Optional<String> accountId) {
            return Optional.empty();
        }

        @Override
        public OptionalInt perMinute(String accountId) {
            return OptionalInt.empty();
        }

        @Override
        public Outcome attempt(Outgoing outgoing, Runnable beforeEnd) {
            beforeEnd.run();
            handedOver.add(outgoing.messageId());
            return script.get();
        }

        @Override
        public AfterCrash afterCrash(Optional<String> accountId) {
            return afterCrash;
        }

        @Override
        public void rest(boolean all) {
            // it holds nothing
        }
    }

    private static UUID queued(String channel) {
        UUID id = UUID.randomUUID();
        OutgoingReply reply = new OutgoingReply(
                "conversation-" + id,
                null,
                id.toString(),
                Actor.operator("amelie", "Amelie"),
                "words",
                null,
                channel,
                "bot",
                "someone",
                null,
                "",
                null,
                List.of(),
                Instant.now(),
                null,
                null,
                null,
                null,
                null);
        jdbc.sql("""
                        insert into outgoing_message (message_id, workspace, conversation_id, channel, account_id, reply,
                            state, next_attempt_at, changed_at)
                        values (?, 'acme', ?, ?, 'bot', ?, 'QUEUED', now(), now())
                        """)
                .params(id, reply.conversationId(), channel, EventJson.MAPPER.writeValueAsString(reply))
                .update();
        return id;
    }

    private static String state(UUID id) {
        return jdbc.sql("select state || coalesce(' ' || reason, '') from outgoing_message where message_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    /** Has a sender work until the message is in this state; gives who was handed over. */
    private static List<UUID> run(
            String channel, AfterCrash afterCrash, Supplier<Outcome> script, UUID id, String state) {
        List<UUID> handedOver = new CopyOnWriteArrayList<>();
        Sender sender = new Sender(
                new Scripted(channel, afterCrash, script, handedOver),
                gateway.getBean(Deliveries.class),
                gateway.getBean(TransactionTemplate.class),
                PACING,
                Clock.systemUTC());
        sender.start();
        try {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(state(id)).startsWith(state));
        } finally {
            sender.stop();
        }
        return handedOver;
    }

    /** The worker ends without an outcome, as if the process had. */
    private static Supplier<Outcome> diesOnce() {
        CopyOnWriteArrayList<String> died = new CopyOnWriteArrayList<>();
        return () -> {
            if (died.addIfAbsent("")) {
                throw new IllegalStateException("scripted death");
            }
            return new Outcome.Accepted();
        };
    }

    @Test
    void whatIsKnownByItsIdIsSentAgain() {
        UUID id = queued("repeating");
        assertThat(run("repeating", AfterCrash.REPEAT, diesOnce(), id, "SENT")).containsExactly(id, id);
    }

    @Test
    void whatWouldBeThereTwiceFailsAndAnOperatorDecides() {
        UUID id = queued("asking");
        assertThat(run("asking", AfterCrash.FAIL, diesOnce(), id, "FAILED")).containsExactly(id);
        assertThat(state(id)).isEqualTo("FAILED " + Problem.PERHAPS_SENT.sentence());

        gateway.getBean(DeliveryDesk.class).retry(id, "acme");
        assertThat(run("asking", AfterCrash.FAIL, Outcome.Accepted::new, id, "SENT"))
                .containsExactly(id);
    }

    @Test
    void aConnectionThatBreaksOffAtTheEndIsTheSame() {
        UUID id = queued("broken");
        Outcome broken = new Outcome.Later(Problem.UNCERTAIN.saying("reset"));
        assertThat(run("broken", AfterCrash.FAIL, () -> broken, id, "FAILED")).containsExactly(id);
        assertThat(state(id)).contains(Problem.PERHAPS_SENT.sentence()).contains("reset");
    }

    @Test
    void whatTheChannelAsksToWaitForIsTriedAgain() {
        UUID id = queued("waiting");
        CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
        Supplier<Outcome> busyOnce =
                () -> asked.addIfAbsent("") ? new Outcome.Later(Problem.BUSY.reason()) : new Outcome.Accepted();
        assertThat(run("waiting", AfterCrash.FAIL, busyOnce, id, "SENT")).containsExactly(id, id);
    }
}
