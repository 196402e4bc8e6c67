package dev.handover.ticket;

import dev.handover.foundation.test.RealParts;
import dev.handover.foundation.test.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;

/** The service on real parts: one for all tests of the JVM that need no settings of their own. */
public final class RunningTickets implements AutoCloseable {
    private static final class Shared {
        private static final RunningTickets SERVICE = RunningTickets.alone(RealParts.database());
    }

    private final RealParts.Database database;
    private final String prefix;
    private final Clock clock;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, TopicReader> readers = new HashMap<>();

    private RunningTickets(RealParts.Database database, String prefix, Clock clock, Map<String, String> more) {
        this.database = database;
        this.prefix = prefix;
        this.clock = clock;
        Map<String, Object> settings = new HashMap<>(RealParts.settings(database, prefix));
        settings.put("handover.ticket.due.every", "200ms");
        settings.putAll(more);
        this.context = new SpringApplicationBuilder(TicketService.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)))
                .run(RealParts.arguments(settings));
    }

    public static RunningTickets shared() {
        return Shared.SERVICE;
    }

    /** A service with a database and topics of its own. */
    public static RunningTickets alone(RealParts.Database database) {
        return alone(database, Clock.systemUTC());
    }

    /** As {@link #alone(RealParts.Database)}, with a clock of the test's. */
    public static RunningTickets alone(RealParts.Database database, Clock clock) {
        return alone(database, clock, Map.of());
    }

    /** As {@link #alone(RealParts.Database)}, with settings of its own. */
    public static RunningTickets alone(RealParts.Database database, Map<String, String> settings) {
        return alone(database, Clock.systemUTC(), settings);
    }

    private static RunningTickets alone(RealParts.Database database, Clock clock, Map<String, String> settings) {
        String prefix = RealParts.topicPrefix();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", RealParts.kafka()))) {
            admin.createTopics(Stream.of("channel-inbound.v1", "channel-events.v1", "routing-events.v1", "directory.v1")
                            .flatMap(name -> Stream.of(name, name + ".dlt"))
                            .map(name -> new NewTopic(prefix + "handover." + name, 4, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return new RunningTickets(database, prefix, clock, settings);
    }

    /** Another instance of this one, on the same database and topics. */
    public RunningTickets another() {
        return new RunningTickets(database, prefix, clock, Map.of());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    public RealParts.Database database() {
        return database;
    }

    /** A topic's whole name. */
    public String topic(String name) {
        return prefix + name;
    }

    /** Everything on that topic, from its beginning. */
    public synchronized TopicReader reader(String name) {
        return readers.computeIfAbsent(name, n -> new TopicReader(topic(n)));
    }

    @SuppressWarnings("unchecked")
    public void send(List<ProducerRecord<String, byte[]>> records) {
        KafkaTemplate<String, byte[]> kafka = context.getBean(KafkaTemplate.class);
        records.stream().map(kafka::send).toList().forEach(sent -> sent.join());
    }

    public static String token(String workspace, String subject, String role, String... scopes) {
        return TestIssuer.shared().token(workspace, subject, role, String.join(" ", scopes));
    }

    /** Calls the service; quotes in the body may be single, header names and values alternate. */
    public Answer call(@Nullable String token, String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port() + "/tickets" + path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Override
    public void close() {
        readers.values().forEach(TopicReader::close);
        context.close();
    }
}
