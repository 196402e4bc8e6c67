package dev.handover.foundation.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.edges.Edges;
import dev.handover.foundation.edges.Happening;
import dev.handover.foundation.kafka.Published;
import dev.handover.foundation.operation.Leadership;
import dev.handover.foundation.test.RealParts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is published from the outbox, when, and by whom. */
class OutboxTest {
    private static final Edges EDGES = Edges.shared();
    private final Outbox outbox = EDGES.bean(Outbox.class);
    private final Leadership relay = EDGES.bean(Leadership.class);
    private final TransactionTemplate transactions =
            new TransactionTemplate(EDGES.bean(PlatformTransactionManager.class));
    private final String topic = "o" + UUID.randomUUID();

    private void createTopic() throws ExecutionException, InterruptedException {
        EDGES.admin()
                .createTopics(List.of(new NewTopic(EDGES.topic(topic), 2, (short) 1)))
                .all()
                .get();
    }

    private void add(String stream, long sequence, String text) {
        outbox.add(Happening.CODEC, topic, stream, Edges.envelope(stream, sequence), new Happening.Happened(text));
    }

    private static long rows() {
        return EDGES.jdbc().sql("select count(*) from outbox").query(Long.class).single();
    }

    /** Everything on the topic, at least as many records as named. */
    private List<Published<Happening>> published(int atLeast) {
        List<Published<Happening>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealParts.kafka()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(EDGES.topic(topic), 0), new TopicPartition(EDGES.topic(topic), 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record ->
                                found.add(Happening.CODEC.decode(record).orElseThrow()));
                return found.size() >= atLeast;
            });
        }
        return found;
    }

    private static String text(Published<Happening> published) {
        return ((Happening.Happened) published.event()).text();
    }

    @Test
    void whatIsRolledBackIsNotPublished() throws ExecutionException, InterruptedException {
        createTopic();
        transactions.executeWithoutResult(status -> {
            add("s", 1, "rolled back");
            status.setRollbackOnly();
        });
        transactions.executeWithoutResult(status -> add("s", 1, "committed"));
        assertThat(published(1)).extracting(OutboxTest::text).containsExactly("committed");
        await().until(() -> rows() == 0);
    }

    @Test
    void aRowNeedsATransaction() {
        assertThatThrownBy(() -> add("s", 1, "alone")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eachKeyKeepsTheOrderOfWriting() throws ExecutionException, InterruptedException {
        createTopic();
        for (int i = 1; i <= 40; i++) {
            int round = i;
            transactions.executeWithoutResult(
                    status -> IntStream.range(0, 30).forEach(key -> add("s" + key, round, "r" + round)));
        }
        List<Published<Happening>> all = published(1200);
        assertThat(all).hasSize(1200);
        for (int key = 0; key < 30; key++) {
            String stream = "s" + key;
            assertThat(all.stream()
                            .filter(one -> one.envelope().subject().equals(stream))
                            .map(one -> one.envelope().sequence()))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 40).mapToObj(i -> (long) i).toList());
        }
    }

    @Test
    void aRowStaysUntilTheBrokerHasAcknowledgedIt() throws ExecutionException, InterruptedException {
        transactions.executeWithoutResult(status -> add("s", 1, "early"));
        await().during(Duration.ofMillis(800)).atMost(Duration.ofSeconds(3)).until(() -> rows() == 1);
        createTopic();
        assertThat(published(1)).extracting(OutboxTest::text).containsExactly("early");
        await().until(() -> rows() == 0);
    }

    @Test
    void ofTwoRelaysOneLeadsAndTheOtherTakesOver() {
        await().until(relay::leading);
        AtomicInteger rounds = new AtomicInteger();
        Leadership second = new Leadership(
                "edges-outbox",
                EDGES.bean(DataSource.class),
                Duration.ofMillis(20),
                () -> rounds.incrementAndGet() < 0);
        second.start();
        try {
            await().during(Duration.ofMillis(700)).until(() -> relay.leading() && !second.leading());
            assertThat(rounds).hasValue(0);
            relay.stop();
            assertThat(relay.leading()).isFalse();
            await().until(second::leading);
            await().until(() -> rounds.get() > 0);
        } finally {
            second.stop();
            relay.start();
        }
        await().until(relay::leading);
    }

    @Test
    void aLeaderWhoseConnectionIsKilledPublishesAgain() throws ExecutionException, InterruptedException, SQLException {
        createTopic();
        await().until(relay::leading);
        try (Connection app = EDGES.database().asApp();
                Statement statement = app.createStatement()) {
            var killed = statement.executeQuery("""
                    select pg_terminate_backend(pid) from pg_locks
                    where locktype = 'advisory' and granted and pid <> pg_backend_pid()
                      and database = (select oid from pg_database where datname = current_database())
                    """);
            assertThat(killed.next()).isTrue();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> !relay.leading());
        await().atMost(Duration.ofSeconds(5)).until(relay::leading);
        transactions.executeWithoutResult(status -> add("s", 1, "after"));
        assertThat(published(1)).extracting(OutboxTest::text).containsExactly("after");
    }
}
