package dev.handover.foundation.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One PostgreSQL, one Kafka and one token issuer for all tests of a JVM, embedded by default and in containers with the
 * system property {@code handover.test.parts=containers}. Tests keep apart by a database and a topic prefix of their own.
 */
public final class RealParts {
    private static final boolean CONTAINERS = "containers".equals(System.getProperty("handover.test.parts"));
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private RealParts() {}

    private static final class Postgres {
        private static final Server SERVER = CONTAINERS ? container() : embedded();

        private record Server(String host, int port, String superuser, String password) {}

        private static Server embedded() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(
                                Path.of("target", "postgres").toAbsolutePath().toFile())
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
                return new Server("localhost", postgres.getPort(), "postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Server container() {
            @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it
            PostgreSQLContainer postgres =
                    new PostgreSQLContainer("postgres:18").withCommand("postgres", "-c", "max_connections=300");
            postgres.start();
            return new Server(
                    postgres.getHost(), postgres.getMappedPort(5432), postgres.getUsername(), postgres.getPassword());
        }
    }

    private static final class Kafka {
        private static final String BOOTSTRAP = CONTAINERS ? container() : embedded();

        private static String embedded() {
            EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 3)
                    .brokerProperties(Map.of(
                            "auto.create.topics.enable", "false",
                            "group.initial.rebalance.delay.ms", "0",
                            "log.retention.check.interval.ms", "500",
                            "offsets.topic.num.partitions", "3"));
            broker.afterPropertiesSet();
            return broker.getBrokersAsString();
        }

        private static String container() {
            @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it
            KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.2")
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                    .withEnv("KAFKA_LOG_RETENTION_CHECK_INTERVAL_MS", "500");
            kafka.start();
            return kafka.getBootstrapServers();
        }
    }

    /** A database of its own with a role that owns it and one that owns nothing. */
    public record Database(String url, String owner, String app, String password) {
        /** A connection as the owner, to look at everything. */
        public Connection asOwner() throws SQLException {
            return DriverManager.getConnection(url, owner, password);
        }

        /** A connection as the application's role. */
        public Connection asApp() throws SQLException {
            return DriverManager.getConnection(url, app, password);
        }
    }

    /** A new, empty database. */
    public static Database database() {
        String name = "t" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
        Postgres.Server server = Postgres.SERVER;
        String root = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/";
        try (Connection connection =
                        DriverManager.getConnection(root + "postgres", server.superuser(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + name + "_owner login password 'secret'");
            statement.execute("create role " + name + "_app login password 'secret'");
            statement.execute("create database " + name + " owner " + name + "_owner");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        try (Connection connection = DriverManager.getConnection(root + name, server.superuser(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("alter schema public owner to " + name + "_owner");
            statement.execute("grant usage on schema public to " + name + "_app");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database(root + name, name + "_owner", name + "_app", "secret");
    }

    /** The broker's address. */
    public static String kafka() {
        return Kafka.BOOTSTRAP;
    }

    /** A topic prefix that nobody else in this JVM uses. */
    public static String topicPrefix() {
        return "t" + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + "-";
    }

    /** The settings with which a service runs on these parts, on ports that the system chooses. */
    public static Map<String, Object> settings(Database database, String topicPrefix) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.profiles.active", "launcher,plain-logs");
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.app());
        settings.put("spring.datasource.password", database.password());
        settings.put("spring.datasource.hikari.maximum-pool-size", "10");
        settings.put("spring.flyway.url", database.url());
        settings.put("spring.flyway.user", database.owner());
        settings.put("spring.flyway.password", database.password());
        settings.put("spring.kafka.bootstrap-servers", kafka());
        settings.put("handover.kafka.topic-prefix", topicPrefix);
        settings.put("handover.kafka.partitions", "4");
        settings.put("handover.kafka.replication-factor", "1");
        settings.put("handover.security.issuer", TestIssuer.shared().issuer());
        settings.put("handover.security.jwk-set-uri", TestIssuer.shared().jwkSetUri());
        return settings;
    }

    /** The same, as {@code --name=value} arguments for {@code SpringApplication.run}. */
    public static String[] arguments(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }
}
