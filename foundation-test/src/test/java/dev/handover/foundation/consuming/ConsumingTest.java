package dev.handover.foundation.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.edges.Edges;
import dev.handover.foundation.test.RealParts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** What consumers do with records that come, come again, fail or can't be read. */
class ConsumingTest {
    private static final Edges EDGES = Edges.shared();

    private static List<ConsumerRecord<String, byte[]>> read(String topic, int partition) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealParts.kafka()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, partition));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            long end = consumer.endOffsets(partitions).getOrDefault(partitions.getFirst(), 0L);
            while (records.size() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    @Nested
    class InOneTransactionWithThePosition {
        @Test
        void aBatchThatFailsOnTheWayTakesEffectOnceAndInOrder() {
            try (Reader reader = Reader.together(2)) {
                reader.stop();
                IntStream.rangeClosed(1, 40).forEach(i -> reader.publish("s" + i % 4, i, "text" + i));
                AtomicInteger left = new AtomicInteger(2);
                reader.fail("text20", () -> {
                    if (left.decrementAndGet() <= 0) {
                        reader.mend("text20");
                    }
                    return new IllegalStateException("for now");
                });
                reader.start();
                reader.awaitPosition(40);
                assertThat(reader.effects()).isEqualTo(40);
                assertThat(reader.failures()).isEqualTo(2);
                assertThat(reader.effects("s0"))
                        .containsExactly(IntStream.rangeClosed(1, 10)
                                .mapToObj(i -> "text" + i * 4)
                                .toArray(String[]::new));
                assertThat(reader.parked()).isEmpty();
            }
        }

        @Test
        void severalPartitionsTogetherTakeEffectOnceEvenWhenOneIsInTrouble() {
            try (Reader reader = Reader.across(4)) {
                reader.stop();
                IntStream.rangeClosed(1, 40).forEach(i -> reader.publish("s" + i % 8, i, "text" + i));
                reader.start();
                reader.awaitPosition(40);
                assertThat(reader.batches()).anyMatch(partitions -> partitions.size() > 1);
                reader.stop();
                reader.fail("text48", () -> new ParkNowException("no"));
                IntStream.rangeClosed(41, 80).forEach(i -> reader.publish("s" + i % 8, i, "text" + i));
                reader.start();
                reader.awaitPosition(80);
                assertThat(reader.parked()).hasSize(1);
                assertThat(reader.effects()).isEqualTo(75);
                assertThat(reader.effects("s0")).containsExactly("text8", "text16", "text24", "text32", "text40");
                assertThat(reader.effects("s1")).hasSize(10).doesNotHaveDuplicates();
            }
        }

        @Test
        void anOutageOfTheDatabaseParksNothingAndPasses() {
            try (Reader reader = Reader.together(1)) {
                AtomicInteger left = new AtomicInteger(3);
                reader.fail("b", () -> {
                    if (left.decrementAndGet() <= 0) {
                        reader.mend("b");
                    }
                    return new DataAccessResourceFailureException("away");
                });
                reader.publish("s", 1, "a");
                reader.publish("s", 2, "b");
                reader.publish("s", 3, "c");
                reader.awaitEffects("s", "a", "b", "c");
                assertThat(reader.failures()).isEqualTo(3);
                assertThat(reader.parked()).isEmpty();
            }
        }

        @Test
        void anInstanceThatLostItsPartitionDoesNotApplyItsBatchAgain() throws InterruptedException {
            for (Reader reader : List.of(Reader.together(1), Reader.across(1))) {
                try (reader) {
                    IntStream.rangeClosed(1, 20).forEach(i -> reader.publish("s", i, "text" + i));
                    reader.awaitPosition(20);
                    List<ConsumerRecord<String, byte[]>> batch = read(reader.topic(), 0);
                    reader.deliver(batch);
                    Thread zombie = Thread.ofPlatform().start(() -> reader.deliver(batch.subList(5, 20)));
                    reader.publish("s", 21, "text21");
                    zombie.join();
                    reader.awaitPosition(21);
                    assertThat(reader.effects()).isEqualTo(21);
                    assertThat(reader.parked()).isEmpty();
                }
            }
        }

        @Test
        void twoInstancesWithTheSameBatchApplyItOnce() throws InterruptedException {
            for (Reader reader : List.of(Reader.together(1), Reader.across(1))) {
                try (reader) {
                    reader.publish("s", 1, "first");
                    reader.awaitPosition(1);
                    reader.stop();
                    IntStream.rangeClosed(2, 40).forEach(i -> reader.publish("s", i, "text" + i));
                    List<ConsumerRecord<String, byte[]>> batch = read(reader.topic(), 0);
                    List<Thread> instances = IntStream.range(0, 4)
                            .mapToObj(i -> Thread.ofPlatform().start(() -> reader.deliver(batch)))
                            .toList();
                    for (Thread instance : instances) {
                        instance.join();
                    }
                    assertThat(reader.effects()).isEqualTo(40);
                    assertThat(reader.position()).isEqualTo(40);
                    assertThat(reader.parked()).isEmpty();
                }
            }
        }
    }

    @Nested
    class WhereARecordFails {
        @Test
        void itsKeyIsParkedWithItsFollowersAndOthersPass() {
            for (Reader reader : List.of(Reader.together(1), Reader.across(1))) {
                try (reader) {
                    reader.fail("bad", () -> new IllegalStateException("no"));
                    reader.publish("s", 1, "good");
                    reader.publish("s", 2, "bad");
                    reader.publish("s", 3, "behind");
                    reader.publish("other", 1, "passes");
                    reader.awaitPosition(4);
                    assertThat(reader.effects("s")).containsExactly("good");
                    assertThat(reader.effects("other")).containsExactly("passes");
                    reader.publish("s", 4, "later");
                    reader.awaitPosition(5);

                    ParkedKeys.ParkedKey parked = reader.parked().getFirst();
                    assertThat(parked.key()).isEqualTo("s");
                    assertThat(parked.waiting()).isEqualTo(3);
                    assertThat(parked.reason()).contains("no");
                    assertThat(parked.gap()).isFalse();

                    Edges.Answer failed = retry(parked.id());
                    assertThat(failed.body()).contains("\"released\":false");
                    assertThat(reader.parked().getFirst().attempts()).isEqualTo(2);
                    assertThat(reader.effects("s")).containsExactly("good");

                    reader.mend("bad");
                    assertThat(retry(parked.id()).body()).contains("\"released\":true");
                    assertThat(reader.effects("s")).containsExactly("good", "bad", "behind", "later");
                    assertThat(reader.parked()).isEmpty();
                    reader.publish("s", 5, "next");
                    reader.awaitEffects("s", "good", "bad", "behind", "later", "next");
                }
            }
        }

        @Test
        void itCanBeDiscardedAndItsFollowersGoOn() {
            try (Reader reader = Reader.together(1)) {
                reader.fail("bad", () -> new ParkNowException("never"));
                reader.publish("s", 1, "bad");
                reader.publish("s", 2, "behind");
                reader.awaitPosition(2);
                assertThat(reader.failures()).isLessThanOrEqualTo(2);
                long id = reader.parked().getFirst().id();
                Edges.Answer answer = EDGES.call("service", "DELETE", "/operations/parked/" + id, null);
                assertThat(answer.body()).contains("\"released\":true");
                assertThat(reader.effects("s")).containsExactly("behind");
                assertThat(reader.parked()).isEmpty();
                assertThat(retry(id).problem()).isEqualTo("not-found");
            }
        }

        @Test
        void aRetryWithAnIdempotencyKeyWorksToo() {
            try (Reader reader = Reader.together(1)) {
                reader.fail("bad", () -> new ParkNowException("not yet"));
                reader.publish("s", 1, "bad");
                await().until(() -> !reader.parked().isEmpty());
                long id = reader.parked().getFirst().id();
                String path = "/operations/parked/" + id + "/retry";
                assertThat(EDGES.call("service", "POST", path, null, "Idempotency-Key", "k")
                                .body())
                        .contains("\"released\":false");
                assertThat(reader.parked().getFirst().attempts()).isEqualTo(2);
                reader.mend("bad");
                assertThat(EDGES.call("service", "POST", path, null, "Idempotency-Key", "k")
                                .body())
                        .contains("\"released\":true");
            }
        }

        private Edges.Answer retry(long id) {
            return EDGES.call("service", "POST", "/operations/parked/" + id + "/retry", null);
        }

        @Test
        void aHeaderThatNoDatabaseTakesDoesNotStopTheOthers() {
            try (Reader reader = Reader.together(1)) {
                reader.fail("bad", () -> new ParkNowException("no"));
                ProducerRecord<String, byte[]> odd = EDGES.record(reader.shortTopic(), "s", 1, "bad");
                odd.headers().add("odd", new byte[] {0, (byte) 0xff}).add("none", null);
                reader.send(odd);
                ProducerRecord<String, byte[]> unnumbered = EDGES.record(reader.shortTopic(), "s", 2, "behind");
                unnumbered.headers().remove("ce_sequence").add("ce_sequence", "x".getBytes(StandardCharsets.UTF_8));
                reader.send(unnumbered);
                reader.publish("other", 1, "passes");
                reader.awaitEffects("other", "passes");
                assertThat(reader.parked().getFirst().waiting()).isEqualTo(2);
            }
        }
    }

    @Nested
    class WhereARecordIsMissing {
        @Test
        void itsKeyWaitsAndGoesOnByItselfWhenItComes() {
            try (Reader reader = Reader.dense()) {
                reader.publish("s", 1, "one");
                reader.publish("s", 3, "three");
                reader.publish("s", 4, "four");
                reader.awaitPosition(3);
                assertThat(reader.effects("s")).containsExactly("one");
                assertThat(reader.parked().getFirst().gap()).isTrue();
                reader.publish("s", 2, "two");
                reader.awaitEffects("s", "one", "two", "three", "four");
                await().until(() -> reader.parked().isEmpty());
                reader.publish("s", 2, "two");
                reader.publish("s", 5, "five");
                reader.awaitEffects("s", "one", "two", "three", "four", "five");
            }
        }
    }

    @Nested
    class WhatCanNotBeRead {
        @Test
        void goesToTheDeadLetterTopicUnchangedAndOthersPass() {
            for (Reader reader : List.of(Reader.together(1), Reader.across(1))) {
                try (reader) {
                    byte[] garbage = "{not json".getBytes(StandardCharsets.UTF_8);
                    ProducerRecord<String, byte[]> broken = new ProducerRecord<>(reader.topic(), "s", garbage);
                    EDGES.record(reader.shortTopic(), "s", 1, "").headers().forEach(broken.headers()::add);
                    reader.send(broken);
                    reader.send(new ProducerRecord<>(reader.topic(), "s", garbage));
                    reader.publish("s", 1, "fine");
                    reader.awaitEffects("s", "fine");
                    assertThat(reader.parked()).isEmpty();
                    List<ConsumerRecord<String, byte[]>> letters = read(reader.topic() + ".dlt", 0);
                    assertThat(letters).hasSize(2).allSatisfy(letter -> {
                        assertThat(letter.value()).isEqualTo(garbage);
                        assertThat(letter.key()).isEqualTo("s");
                        assertThat(letter.headers().lastHeader("handover-reason"))
                                .isNotNull();
                    });
                    assertThat(new String(
                                    letters.get(1)
                                            .headers()
                                            .lastHeader("handover-source")
                                            .value(),
                                    StandardCharsets.UTF_8))
                            .isEqualTo("0@1");
                }
            }
        }
    }
}
