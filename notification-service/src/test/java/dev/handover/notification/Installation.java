package dev.handover.notification;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.handover.foundation.kafka.Envelope;
import dev.handover.foundation.kafka.EventCodec;
import dev.handover.foundation.test.RealParts;
import dev.handover.foundation.test.TestIssuer;
import dev.handover.routing.contract.DirectoryRecord;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.contract.Actor;
import dev.handover.ticket.contract.AutomaticKind;
import dev.handover.ticket.contract.JournalEvent;
import dev.handover.ticket.contract.Phase;
import dev.handover.ticket.contract.TicketJournalEvent;
import dev.handover.ticket.contract.TicketTopics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on real parts, one for all tests; tests keep apart by workspace. */
final class Installation {
    private static final Installation SHARED = new Installation();
    private static final EventCodec<JournalEvent> JOURNAL = new EventCodec<>(JournalEvent.TYPES);
    private static final EventCodec<DirectoryRecord> DIRECTORY = new EventCodec<>(DirectoryRecord.TYPES);
    private final String prefix = RealParts.topicPrefix();
    private final Map<String, Long> sequences = new ConcurrentHashMap<>();
    private final KafkaProducer<String, byte[]> producer;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final int smtpPort;
    private GreenMail mail;

    private Installation() {
        createTopics();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealParts.kafka(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mail.start();
        smtpPort = mail.getSmtp().getPort();
        Map<String, Object> settings = RealParts.settings(RealParts.database(), prefix);
        settings.put("handover.notification.smtp.host", "localhost");
        settings.put("handover.notification.smtp.port", smtpPort);
        settings.put("handover.notification.from", "notifications@acme.test");
        settings.put("handover.notification.ticket-url", "https://desk.test/t/{ticketId}");
        settings.put("handover.notification.retry-after", "100ms");
        @SuppressWarnings("resource") // lives as long as the JVM
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(NotificationApplication.class).run(RealParts.arguments(settings));
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    static Installation shared() {
        return SHARED;
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()))) {
            admin.createTopics(List.of(
                            new NewTopic(prefix + TicketTopics.JOURNAL, 4, (short) 1),
                            new NewTopic(prefix + TicketTopics.JOURNAL + ".dlt", 4, (short) 1),
                            new NewTopic(prefix + RoutingTopics.DIRECTORY, 4, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void stopMail() {
        mail.stop();
    }

    void startMail() {
        mail = new GreenMail(new ServerSetup(smtpPort, null, ServerSetup.PROTOCOL_SMTP));
        mail.start();
    }

    GreenMail mail() {
        return mail;
    }

    /** A workspace of its own, with people in it. */
    Workspace workspace(String... people) {
        Workspace workspace = new Workspace("w" + UUID.randomUUID().toString().substring(0, 8));
        for (String person : people) {
            workspace.operator(person);
        }
        return workspace;
    }

    void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One workspace and what happens in it. */
    final class Workspace {
        private final String key;

        Workspace(String key) {
            this.key = key;
        }

        void operator(String id) {
            String subject = DirectoryRecord.operatorKey(key, id);
            send(DIRECTORY.encode(
                    prefix + RoutingTopics.DIRECTORY,
                    subject,
                    envelope(subject),
                    new DirectoryRecord.OperatorRecord(
                            id,
                            "sub-" + id,
                            id,
                            id.toUpperCase(java.util.Locale.ROOT),
                            address(id),
                            "operator",
                            null,
                            null,
                            List.of("support"),
                            DirectoryRecord.Availability.ONLINE)));
        }

        String address(String id) {
            return id + "@" + key + ".test";
        }

        private Envelope envelope(String stream) {
            return new Envelope(
                    UUID.randomUUID().toString(),
                    stream,
                    key,
                    sequences.merge(stream, 1L, Long::sum),
                    Instant.now(),
                    null,
                    null,
                    null);
        }

        /** Publishes the ticket's next event and answers its record, to send it again. */
        ProducerRecord<String, byte[]> publish(String ticketId, JournalEvent event) {
            ProducerRecord<String, byte[]> record = record(ticketId, event);
            send(record);
            return record;
        }

        ProducerRecord<String, byte[]> record(String ticketId, JournalEvent event) {
            return JOURNAL.encode(prefix + TicketTopics.JOURNAL, ticketId, envelope(ticketId), event);
        }

        String open(String source, @Nullable String followUpOf) {
            String ticketId = UUID.randomUUID().toString();
            publish(
                    ticketId,
                    new TicketJournalEvent.TicketOpened(
                            ticketId,
                            7,
                            source,
                            "Grüße\nfrom afar",
                            "help",
                            "email",
                            null,
                            null,
                            null,
                            3,
                            "open",
                            Phase.NEW,
                            List.of(),
                            null,
                            "support",
                            true,
                            followUpOf,
                            customer(),
                            Instant.now()));
            return ticketId;
        }

        void assign(String ticketId, String operatorId, Actor by) {
            publish(
                    ticketId,
                    new TicketJournalEvent.TicketAssigned(ticketId, operatorId, "support", null, by, Instant.now()));
        }

        ProducerRecord<String, byte[]> note(String ticketId, Actor by, String... mentions) {
            return publish(
                    ticketId,
                    new TicketJournalEvent.TicketNoteAdded(
                            ticketId,
                            UUID.randomUUID().toString(),
                            "please  have a\nlook",
                            List.of(mentions),
                            by,
                            Instant.now()));
        }

        void message(String ticketId, Actor author, AutomaticKind automatic, String preview) {
            publish(
                    ticketId,
                    new TicketJournalEvent.TicketMessageAdded(
                            ticketId,
                            UUID.randomUUID().toString(),
                            UUID.randomUUID().toString(),
                            1,
                            author,
                            automatic,
                            preview,
                            Instant.now()));
        }

        String after(String ticketId) {
            return new dev.handover.foundation.operation.After(Map.of(ticketId, sequences.getOrDefault(ticketId, 0L)))
                    .token();
        }

        /** The person's feed as soon as it has what happened to the ticket. */
        JsonNode feed(String person, String ticketId) {
            return get(person, "?after=" + after(ticketId));
        }

        JsonNode get(String person, String query) {
            HttpResponse<String> answer = call(person, "GET", "/notifications/v1/feed" + query, null);
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        }

        HttpResponse<String> call(
                @Nullable String person, String method, String path, @Nullable String body, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            Optional.ofNullable(body)
                                    .map(HttpRequest.BodyPublishers::ofString)
                                    .orElse(HttpRequest.BodyPublishers.noBody()));
            if (person != null) {
                String role = person.equals("agent") ? "agent" : "operator";
                request.header("Authorization", "Bearer " + TestIssuer.shared().token(key, "sub-" + person, role));
            }
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            try {
                return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Actor customer() {
        return new Actor(Actor.Kind.CUSTOMER, UUID.randomUUID().toString(), "Carla", "carla@customer.test");
    }
}
