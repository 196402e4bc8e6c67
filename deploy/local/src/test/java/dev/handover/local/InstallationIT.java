package dev.handover.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.handover.local.issuer.Tokens;
import dev.handover.local.mail.Mailbox;
import dev.handover.local.mail.SmtpDelivery;
import dev.handover.local.postgres.Databases;
import dev.handover.local.supervise.Probes;
import dev.handover.local.supervise.ProcessId;
import dev.handover.local.supervise.State;
import dev.handover.local.supervise.Supervisor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One installation without services: its parts work, come back when killed, keep their data and leave nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InstallationIT {

    @TempDir
    static Path directory;

    private static final Ports PORTS = FreePorts.find();
    private static Installation installation;
    private static final AtomicReference<Supervisor> SUPERVISOR = new AtomicReference<>();

    @BeforeAll
    static void start() {
        System.setProperty(
                "handover.cache",
                Path.of("target", "test-cache").toAbsolutePath().toString());
        installation = new Installation(directory.resolve("data"));
        up();
    }

    private static void up() {
        Startup startup = new Startup(installation, PORTS, directory, System.err::println);
        startup.prepare(false, List.of());
        Supervisor supervisor = new Supervisor(installation, PORTS, System.err::println);
        SUPERVISOR.set(supervisor);
        startup.run(supervisor, List.of());
    }

    @AfterAll
    static void stop() {
        requireNonNull(SUPERVISOR.get()).close();
    }

    @Test
    @Order(1)
    void everyPartAnswers() {
        State state = State.of(installation).orElseThrow();

        assertThat(state.ready()).isTrue();
        assertThat(state.parts())
                .extracting(State.PartState::name)
                .containsExactlyInAnyOrder("postgresql", "kafka", "mail", "issuer", "front-door");
        assertThat(state.parts()).allMatch(part -> Probes.ready(part.probe(), installation));
    }

    @Test
    @Order(2)
    void tokensVerifyAgainstThePublishedKey() throws Exception {
        SignedJWT token = SignedJWT.parse(Tokens.of(installation).tokenOf("amelie", null, null));
        JWKSet published = JWKSet.load(URI.create(PORTS.issuerUrl() + "/jwks").toURL());

        var key = published.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();

        assertThat(key.isPrivate()).isFalse();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo(PORTS.issuerUrl());
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsEntry("sub", "amelie")
                .containsEntry("workspace", "acme")
                .containsEntry("role", "operator");
    }

    @Test
    @Order(3)
    void mailToAPlusAddressReachesTheMailboxWithItsBytes() {
        byte[] mail = "From: Zo\u00e9 <zoe@customer.test>\r\nSubject: h\u00e9llo\r\n\r\n.dot\r\n..two\r\nb\u00f6dy\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);

        SmtpDelivery.deliver(PORTS.smtp(), mail, "support+abc@acme.test");
        SmtpDelivery.deliver(
                PORTS.smtp(),
                "Return-Path: <>\r\n\r\nbounced".getBytes(StandardCharsets.US_ASCII),
                "support@acme.test");

        List<byte[]> received = new Mailbox(PORTS.imap(), "support@acme.test").messages();
        assertThat(received).hasSize(2);
        assertThat(new String(received.getFirst(), StandardCharsets.ISO_8859_1))
                .contains(
                        "From: Zo\u00e9 <zoe@customer.test>\r\nSubject: h\u00e9llo\r\n\r\n.dot\r\n..two\r\nb\u00f6dy");
        assertThat(new String(received.getLast(), StandardCharsets.ISO_8859_1)).contains("bounced");
    }

    @Test
    @Order(4)
    void theApplicationRoleOwnsNothing() throws SQLException {
        try (Connection owner = connect(
                Databases.owner(Service.TICKET), Secrets.of(installation).ownerPassword())) {
            owner.createStatement().execute("CREATE TABLE kept (word text)");
            owner.createStatement().execute("INSERT INTO kept VALUES ('durable')");
        }
        try (Connection application = connect(
                Databases.application(Service.TICKET), Secrets.of(installation).applicationPassword())) {
            assertThatThrownBy(() -> application.createStatement().execute("CREATE TABLE refused (word text)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> application.createStatement().execute("SELECT * FROM kept"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    @Order(5)
    void killedPartsComeBackWithTheirData() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        Map<String, ProcessId> before = processes();
        before.values().forEach(id -> id.handle().orElseThrow().destroyForcibly());

        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    assertThat(processes()).hasSameSizeAs(before);
                    assertThat(processes().values()).doesNotContainAnyElementsOf(before.values());
                    assertThat(State.of(installation).orElseThrow().parts())
                            .allMatch(part -> Probes.ready(part.probe(), installation));
                });
        assertDataKept();
    }

    @Test
    @Order(6)
    void stoppingLeavesNoProcessAndASecondStartFindsTheData() throws Exception {
        List<ProcessHandle> running = processes().values().stream()
                .map(id -> id.handle().orElseThrow())
                .toList();
        String token = Tokens.of(installation).tokenOf("ben", null, null);

        requireNonNull(SUPERVISOR.get()).close();

        assertThat(running).noneMatch(ProcessHandle::isAlive);
        assertThat(State.of(installation)).isEmpty();
        PORTS.requireFree();

        up();

        assertDataKept();
        JWKSet published = JWKSet.load(URI.create(PORTS.issuerUrl() + "/jwks").toURL());
        assertThat(SignedJWT.parse(token)
                        .verify(new RSASSAVerifier(
                                published.getKeys().getFirst().toRSAKey())))
                .isTrue();
    }

    @Test
    @Order(7)
    void aTakenPortIsNamed() {
        assertThatThrownBy(PORTS::requireFree)
                .isInstanceOf(LauncherFailure.class)
                .hasMessageContaining("port " + PORTS.frontDoor() + " (front-door) is taken");
    }

    private static void assertDataKept() throws Exception {
        try (Connection owner = connect(
                        Databases.owner(Service.TICKET),
                        Secrets.of(installation).ownerPassword());
                var rows = owner.createStatement().executeQuery("SELECT word FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("durable");
        }
        try (Admin admin = admin()) {
            assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).contains("kept");
        }
    }

    private static Map<String, ProcessId> processes() {
        return State.of(installation).orElseThrow().parts().stream()
                .filter(part -> part.process() != null)
                .collect(Collectors.toMap(State.PartState::name, State.PartState::process));
    }

    private static Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(
                Databases.url(PORTS.postgresql(), Service.TICKET.database()), user, password);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + PORTS.kafka()));
    }
}
