package dev.handover.ticket.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.ticket.RunningTickets;
import dev.handover.ticket.TopicReader;
import dev.handover.ticket.Workspace;
import dev.handover.ticket.contract.TicketTopics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Writers that commit late, in another order than their indexes, or never. */
class GapsTest {
    private static final RunningTickets SERVICE = RunningTickets.shared();
    private static Workspace acme;
    private static TopicReader journal;

    @BeforeAll
    static void start() {
        acme = Workspace.in(SERVICE);
        journal = SERVICE.reader(TicketTopics.JOURNAL);
    }

    /** Another writer of the event store, as one that was stopped between its insert and its commit. */
    private static final class Writer implements AutoCloseable {
        private final Connection connection = SERVICE.database().asApp();
        private final String stream = "stopped-" + UUID.randomUUID();

        Writer() throws SQLException {
            connection.setAutoCommit(false);
        }

        void begin() throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("select pg_current_xact_id()")) {
                statement.execute();
            }
        }

        String insert() throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into stored_event (event_id, stream_id, sequence_number, stream_type, event_type, revision,
                                              payload, meta_data, recorded_at)
                    select ?, ?, 0, stream_type, event_type, revision, payload, meta_data, recorded_at
                    from stored_event where event_type = 'workspace.created' limit 1
                    """)) {
                statement.setString(1, UUID.randomUUID().toString());
                statement.setString(2, stream);
                assertThat(statement.executeUpdate()).isEqualTo(1);
            }
            return stream;
        }

        void commit() throws SQLException {
            connection.commit();
        }

        void rollback() throws SQLException {
            connection.rollback();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private static void relayHasPassed(String stream) {
        journal.await(stream, 1);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> SERVICE.jdbc()
                                .sql("select position from relay_token")
                                .query(Long.class)
                                .single()
                        >= SERVICE.jdbc()
                                .sql("select global_index from stored_event where stream_id = ?")
                                .param(stream)
                                .query(Long.class)
                                .single());
    }

    @Test
    void aYoungerTransactionWithALowerIndexIsNotLost() throws SQLException {
        try (Writer older = new Writer();
                Writer younger = new Writer()) {
            older.begin();
            younger.begin();
            String late = younger.insert();
            String early = older.insert();
            older.commit();
            relayHasPassed(early);
            relayHasPassed(acme.open());
            younger.commit();
            assertThat(journal.await(late, 1)).hasSize(1);
        }
    }

    @Test
    void aStoppedWriterAndRolledBackOnesUnderLoadLoseAndDelayNothing() throws Exception {
        try (Writer stopped = new Writer();
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            String late = stopped.insert();
            List<Future<String>> load = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                load.add(threads.submit(GapsTest::work));
            }
            List<String> tickets = new ArrayList<>();
            for (Future<String> one : load) {
                tickets.add(one.get());
            }
            for (String ticket : tickets) {
                assertThat(journal.await(ticket, 3))
                        .as("though the stopped writer stands still")
                        .extracting(TopicReader::sequence)
                        .containsExactly(1L, 2L, 3L);
            }
            assertThat(journal.of(late)).isEmpty();
            stopped.commit();
            assertThat(journal.await(late, 1)).hasSize(1);
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(SERVICE.jdbc()
                                .sql("select gaps::text from relay_token")
                                .query(String.class)
                                .single())
                        .as("gaps of rolled back transactions are given up")
                        .isEqualTo("{}"));
    }

    private static String work() throws SQLException {
        try (Writer failing = new Writer()) {
            failing.insert();
            String ticket = acme.open();
            failing.rollback();
            acme.put("/tickets/" + ticket + "/priority", "{'priority': 5}");
            acme.put("/tickets/" + ticket + "/status", "{'status': 'pending'}");
            return ticket;
        }
    }

    @Test
    void thePublicTopicIsDenseAndHasNoWordOfANote() {
        String ticket = acme.open();
        acme.post("/tickets/" + ticket + "/notes", "{'text': 'a-private-word @ben'}");
        acme.post("/tickets/" + ticket + "/replies", "{'text': 'a-visible-word'}");
        acme.put("/tickets/" + ticket + "/tags", "{'tags': ['x']}");
        acme.put("/tickets/" + ticket + "/assignment", "{'operatorId': 'ben'}");
        List<ConsumerRecord<String, byte[]>> records =
                SERVICE.reader(TicketTopics.EVENTS).await(ticket, 7);
        assertThat(records)
                .extracting(TopicReader::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 7).boxed().toList());
        assertThat(journal.await(ticket, 7))
                .extracting(TopicReader::id)
                .containsExactlyElementsOf(records.stream().map(TopicReader::id).toList());
        assertThat(records)
                .extracting(record -> new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                .noneMatch(text -> text.contains("a-private-word") || text.contains("ben\"]"))
                .anyMatch(text -> text.contains("a-visible-word"))
                .allMatch(text -> text.contains("\"subject\":\"It is broken\""));
    }
}
