package dev.handover.ticket.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.test.RealParts;
import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.TicketTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The relay with a broker that refuses; the service's own relay waits for the lock that the test holds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RelayTest {
    private static Connection leader;
    private static RunningTickets service;
    private static Workspace acme;

    @BeforeAll
    static void start() throws SQLException {
        RealParts.Database database = RealParts.database();
        leader = database.asOwner();
        lead("pg_advisory_lock");
        service = RunningTickets.alone(database);
        acme = Workspace.in(service);
    }

    @AfterAll
    static void stop() throws SQLException {
        leader.close();
        service.close();
    }

    private static void lead(String function) throws SQLException {
        try (Statement statement = leader.createStatement()) {
            statement.execute("select " + function + "(hashtextextended('ticket-relay', 0))");
        }
    }

    /** A broker that takes records up to a size, at once or when it is told to. */
    private static final class Broker extends MockProducer<String, byte[]> {
        private final int limit;

        Broker(boolean atOnce, int limit) {
            super(atOnce, null, new StringSerializer(), new ByteArraySerializer());
            this.limit = limit;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
            if (record.value().length > limit) {
                RecordTooLargeException refusal = new RecordTooLargeException("too large for the broker");
                callback.onCompletion(new RecordMetadata(null, 0, 0, 0, 0, 0), refusal);
                return CompletableFuture.failedFuture(refusal);
            }
            return super.send(record, callback);
        }

        @Override
        public void close(Duration timeout) {
            // goes on: the template closes it after each send
        }

        List<String> keys() {
            return history().stream().map(ProducerRecord::key).distinct().toList();
        }

        /** Keys and sequences on the journal. */
        List<String> journal() {
            return history().stream()
                    .filter(record -> record.topic().endsWith(TicketTopics.JOURNAL))
                    .map(record -> record.key() + " " + header(record, "ce_sequence"))
                    .toList();
        }
    }

    static String header(ProducerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Relay relay(Broker broker, int maxRecordBytes) {
        return new Relay(
                service.jdbc(),
                new RelayPublisher(
                        service.jdbc(),
                        new KafkaTemplate<>(() -> broker),
                        service.bean(Records.class),
                        maxRecordBytes,
                        new SimpleMeterRegistry()),
                service.bean(JsonMapper.class));
    }

    private static long position() {
        return service.jdbc()
                .sql("select coalesce(max(position), 0) from relay_token")
                .query(Long.class)
                .single();
    }

    private static long lastIndex() {
        return service.jdbc()
                .sql("select max(global_index) from stored_event")
                .query(Long.class)
                .single();
    }

    @Test
    @Order(1)
    void standsWhereItIsWhileTheBrokerRefuses() throws InterruptedException {
        String ticket = acme.open();
        Broker refusing = new Broker(true, Integer.MAX_VALUE);
        refusing.sendException = new TimeoutException("no broker");
        Relay relay = relay(refusing, 500_000);
        assertThatThrownBy(relay::round).hasMessageContaining("no broker");
        assertThatThrownBy(relay::round).hasMessageContaining("no broker");
        assertThat(position()).isZero();
        refusing.sendException = null;
        relay.round();
        assertThat(refusing.keys()).contains(ticket);
        assertThat(position()).isEqualTo(lastIndex());
    }

    @Test
    @Order(2)
    void movesItsTokenBehindTheAcknowledgementOnly() throws Exception {
        String ticket = acme.open();
        long before = position();
        Broker slow = new Broker(false, Integer.MAX_VALUE);
        Relay relay = relay(slow, 500_000);
        CompletableFuture<Boolean> round = CompletableFuture.supplyAsync(() -> {
            try {
                return relay.round();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> slow.history().size() == 2);
        slow.completeNext();
        assertThat(position()).isEqualTo(before);
        assertThat(round).isNotDone();
        slow.completeNext();
        round.get();
        assertThat(slow.keys()).containsExactly(ticket);
        assertThat(position()).isEqualTo(lastIndex());
    }

    @Test
    @Order(3)
    void sendsTheSameIdsAgainInOrderAfterAFailure() throws Exception {
        String ticket = acme.open();
        acme.put("/tickets/" + ticket + "/priority", "{'priority': 5}");
        Broker half = new Broker(false, Integer.MAX_VALUE);
        Relay relay = relay(half, 500_000);
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> {
            try {
                relay.round();
                return new AssertionError("not refused");
            } catch (InterruptedException | KafkaException e) {
                return e;
            }
        });
        await().until(() -> half.history().size() == 4);
        half.completeNext();
        half.completeNext();
        half.errorNext(new TimeoutException("gone"));
        half.errorNext(new TimeoutException("gone"));
        assertThat(failure.get()).isInstanceOf(KafkaException.class);
        Broker whole = new Broker(true, Integer.MAX_VALUE);
        relay(whole, 500_000).round();
        assertThat(whole.history())
                .extracting(record -> header(record, "ce_id"))
                .isEqualTo(half.history().stream()
                        .map(record -> header(record, "ce_id"))
                        .toList());
        assertThat(whole.journal()).containsExactly(ticket + " 1", ticket + " 2");
    }

    @Test
    @Order(4)
    void parksTheStreamOfAnEventThatIsTooLargeAndNoOther() throws InterruptedException {
        String large = large();
        String small = acme.open();
        Broker broker = new Broker(true, Integer.MAX_VALUE);
        relay(broker, 5_000).round();
        acme.put("/tickets/" + large + "/priority", "{'priority': 5}");
        acme.put("/tickets/" + small + "/priority", "{'priority': 5}");
        relay(broker, 5_000).round();
        assertThat(broker.journal()).containsExactly(small + " 1", small + " 2");
        retried(large);
    }

    @Test
    @Order(5)
    void parksWhatTheBrokerFindsTooLarge() throws InterruptedException {
        String large = large();
        String small = acme.open();
        Broker strict = new Broker(true, 5_000);
        relay(strict, 500_000).round();
        acme.put("/tickets/" + large + "/priority", "{'priority': 5}");
        relay(strict, 500_000).round();
        assertThat(strict.journal()).contains(small + " 1").doesNotContain(large + " 1", large + " 2");
        retried(large);
    }

    private static String large() {
        return acme.post("/tickets", "{'subject': 's', 'description': '" + "d".repeat(10_000) + "'}")
                .text("ticketId");
    }

    private static void retried(String stream) throws InterruptedException {
        String operations = RunningTickets.token("any", "ops", "service", "operations");
        String parked = "/v1/operations/relay/parked";
        assertThat(service.call(operations, "GET", parked, null)
                        .json()
                        .get("items")
                        .get(0)
                        .get("streamId")
                        .asString())
                .isEqualTo(stream);
        assertThat(service.call(operations, "POST", parked + "/nobody/retry", "")
                        .status())
                .isEqualTo(404);
        assertThat(service.call(operations, "POST", parked + "/" + stream + "/retry", "")
                        .status())
                .isEqualTo(202);
        Broker still = new Broker(true, 5_000);
        relay(still, 5_000).round();
        assertThat(still.journal()).as("it fails again, and stays").isEmpty();
        service.call(operations, "POST", parked + "/" + stream + "/retry", "");
        Broker roomy = new Broker(true, Integer.MAX_VALUE);
        relay(roomy, 500_000).round();
        assertThat(roomy.journal()).containsExactly(stream + " 1", stream + " 2");
        assertThat(service.call(operations, "GET", parked, null).json().get("items"))
                .isEmpty();
    }

    @Test
    @Order(6)
    void isTakenOverByTheNextLeader() throws SQLException {
        String ticket = acme.open();
        lead("pg_advisory_unlock");
        assertThat(service.reader(TicketTopics.JOURNAL).await(ticket, 1))
                .extracting(record -> EventCodec.header(record, "ce_sequence"))
                .containsExactly("1");
    }
}
