package dev.handover.query;

import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.test.RealParts;
import dev.handover.foundation.test.TestIssuer;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One running query-service with a database and topics of its own, and what the services around it would publish. */
final class Running implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final EventCodec<JournalEvent> JOURNAL = new EventCodec<>(JournalEvent.TYPES);
    private static final EventCodec<DirectoryRecord> DIRECTORY = new EventCodec<>(DirectoryRecord.TYPES);

    final RealParts.Database database;
    final String prefix;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Long> sequences = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext application;

    Running() {
        database = RealParts.database();
        prefix = RealParts.topicPrefix();
        createTopic(TicketTopics.JOURNAL, 4);
        createTopic(RoutingTopics.DIRECTORY, 4);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealParts.kafka(), "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
        application = another();
    }

    /** A further instance of the service on the same parts; the caller closes it. */
    ConfigurableApplicationContext another() {
        return new SpringApplicationBuilder(QueryApplication.class)
                .run(RealParts.arguments(RealParts.settings(database, prefix)));
    }

    void createTopic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()))) {
            admin.createTopics(List.of(new NewTopic(prefix + name, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends without waiting for the acknowledgement; records of one key stay in order. */
    void sendSoon(ProducerRecord<String, byte[]> record) {
        producer.send(record);
    }

    /** The record of the next event of a stream, not sent. */
    ProducerRecord<String, byte[]> next(String topic, String workspace, String stream, JournalEvent event) {
        return record(topic, workspace, stream, sequences.merge(workspace + "/" + stream, 1L, Long::sum), event);
    }

    ProducerRecord<String, byte[]> record(
            String topic, String workspace, String stream, long sequence, JournalEvent event) {
        return JOURNAL.encode(
                prefix + topic,
                stream,
                new Envelope(
                        UUID.randomUUID().toString(), stream, workspace, sequence, Instant.now(), null, null, null),
                event);
    }

    /** Publishes the next event of a stream; answers its sequence. */
    long publish(String workspace, String stream, JournalEvent event) {
        send(next(TicketTopics.JOURNAL, workspace, stream, event));
        return Objects.requireNonNull(sequences.get(workspace + "/" + stream));
    }

    void publish(String workspace, DirectoryRecord entry) {
        String key = switch (entry) {
            case DirectoryRecord.OperatorRecord e -> DirectoryRecord.operatorKey(workspace, e.operatorId());
            case DirectoryRecord.TeamRecord e -> DirectoryRecord.teamKey(workspace, e.teamId());
        };
        long sequence = sequences.merge(key, 1L, Long::sum);
        send(DIRECTORY.encode(
                prefix + RoutingTopics.DIRECTORY,
                key,
                new Envelope(UUID.randomUUID().toString(), key, workspace, sequence, Instant.now(), null, null, null),
                entry));
    }

    void operator(String workspace, String id, String... teams) {
        publish(
                workspace,
                new DirectoryRecord.OperatorRecord(
                        id,
                        "sub-" + id,
                        id,
                        id.toUpperCase(Locale.ROOT),
                        id + "@acme.test",
                        "operator",
                        null,
                        null,
                        List.of(teams),
                        DirectoryRecord.Availability.ONLINE));
    }

    String base() {
        return base(application);
    }

    static String base(ConfigurableApplicationContext of) {
        return "http://localhost:" + of.getEnvironment().getProperty("local.server.port");
    }

    static String token(String workspace, String operator) {
        return TestIssuer.shared().token(workspace, "sub-" + operator, "operator");
    }

    /** An answer over HTTP. */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        JsonNode items() {
            return body.path("items");
        }

        List<String> ids() {
            return items().valueStream()
                    .map(item -> item.path("ticketId").asString())
                    .toList();
        }
    }

    Answer get(String token, String path) {
        return call(HttpRequest.newBuilder(URI.create(base() + path)).GET(), token);
    }

    Answer post(String token, String path, String body) {
        return call(
                HttpRequest.newBuilder(URI.create(base() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                token);
    }

    Answer call(HttpRequest.Builder request, String token) {
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
            return new Answer(answer.statusCode(), body, answer);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks again until the answer is as wanted. */
    Answer await(String token, String path, Predicate<Answer> wanted) {
        return Awaitility.await(path)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Optional.of(get(token, path)), answer -> wanted.test(answer.orElseThrow()))
                .orElseThrow();
    }

    /** A connection that sees the rows of every workspace. */
    Connection look() throws SQLException {
        Connection connection = database.asOwner();
        try (var statement = connection.createStatement()) {
            statement.execute("select set_config('handover.projector', 'on', false)");
        }
        return connection;
    }

    /** The first column of a query's rows, as text, on every workspace. */
    List<String> column(String sql) {
        try (Connection connection = look();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitColumn(String sql, List<String> wanted) {
        Awaitility.await(sql)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> Assertions.assertThat(column(sql)).isEqualTo(wanted));
    }

    ConfigurableApplicationContext application() {
        return application;
    }

    @Override
    public void close() {
        application.close();
        producer.close();
    }
}
