package dev.handover.foundation.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.foundation.edges.Edges;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What consumers do when the database or a topic is not the one they knew. */
class RestoredTest {
    private static final Edges EDGES = Edges.shared();

    private static void publish(Reader reader, int from, int to) {
        IntStream.rangeClosed(from, to).forEach(i -> reader.publish("s", i, "text" + i));
    }

    /** Puts the database back to where it had the first records only. */
    private static void restore(Reader reader, long offset) {
        EDGES.jdbc()
                .sql("delete from effect where consumer = ? and sequence > ?")
                .params(reader.name(), offset)
                .update();
        EDGES.jdbc()
                .sql("update consumer_position set next_offset = ? where consumer = ?")
                .params(offset, reader.name())
                .update();
    }

    private static String[] texts(int to) {
        return IntStream.rangeClosed(1, to).mapToObj(i -> "text" + i).toArray(String[]::new);
    }

    private static void make(Reader reader, int records) throws ExecutionException, InterruptedException {
        EDGES.admin()
                .deleteTopics(List.of(reader.topic(), reader.topic() + ".dlt"))
                .all()
                .get();
        await().until(() -> !EDGES.admin().listTopics().names().get().contains(reader.topic()));
        reader.createTopics(1);
        publish(reader, 101, 100 + records);
    }

    @Test
    void aDatabaseRestoredToAnOlderStateTakesInTheRecordsSinceThen() {
        try (Reader reader = Reader.together(1)) {
            publish(reader, 1, 10);
            reader.awaitPosition(10);
            reader.stop();
            restore(reader, 4);
            reader.start();
            reader.awaitPosition(10);
            assertThat(reader.effects("s")).containsExactly(texts(10));
        }
    }

    @Test
    void evenWhenItIsRestoredUnderARunningService() {
        try (Reader reader = Reader.together(1)) {
            publish(reader, 1, 10);
            reader.awaitPosition(10);
            restore(reader, 4);
            publish(reader, 11, 12);
            reader.awaitPosition(12);
            assertThat(reader.effects("s")).containsExactly(texts(12));
        }
    }

    @Test
    void andWhenItHadNotBegunThen() {
        try (Reader reader = Reader.together(1)) {
            publish(reader, 1, 3);
            reader.awaitPosition(3);
            restore(reader, 0);
            EDGES.jdbc()
                    .sql("delete from consumer_position where consumer = ?")
                    .params(reader.name())
                    .update();
            publish(reader, 4, 5);
            reader.awaitPosition(5);
            assertThat(reader.effects("s")).containsExactly(texts(5));
            assertThat(reader.parked()).isEmpty();
        }
    }

    @Test
    void aTopicMadeAnewIsReadFromItsBeginning() throws ExecutionException, InterruptedException {
        try (Reader reader = Reader.together(1)) {
            publish(reader, 1, 10);
            reader.awaitPosition(10);
            reader.stop();
            make(reader, 2);
            reader.start();
            reader.awaitPosition(2);
            assertThat(reader.effects("s")).contains("text101", "text102").hasSize(12);
        }
    }

    @Test
    void evenWhenItIsMadeAnewUnderARunningService() throws ExecutionException, InterruptedException {
        try (Reader reader = Reader.together(1)) {
            publish(reader, 1, 10);
            reader.awaitPosition(10);
            make(reader, 2);
            await().atMost(Duration.ofSeconds(15)).until(() -> reader.effects() == 12);
            assertThat(reader.effects("s")).contains("text101", "text102");
        }
    }
}
