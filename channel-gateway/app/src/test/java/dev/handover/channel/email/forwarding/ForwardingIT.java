package dev.handover.channel.email.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.channel.email.GatewayFixture;
import dev.handover.channel.email.TopicReader;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.test.TestIssuer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Forwarded mail from outside: addresses over HTTP, mail over real SMTP. */
class ForwardingIT {

    private static final String PATH = "/channels/v1/accounts/acme-support/forwarding-addresses";
    private static GatewayFixture fixture;
    private static ConfigurableApplicationContext gateway;
    private static TopicReader inbound;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        gateway = fixture.gateway(Map.of(
                "handover.email.forwarding.port", 0,
                "handover.email.forwarding.domain", "in.handover.test",
                "handover.email.max-message-size", "100KB"));
        inbound = fixture.topic(ChannelTopics.INBOUND);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        inbound.close();
        fixture.close();
    }

    private static HttpResponse<String> call(String role, String method, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(GatewayFixture.url(gateway, path)))
                            .header(
                                    "Authorization",
                                    "Bearer " + TestIssuer.shared().token("acme", "someone", role))
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String issued() {
        HttpResponse<String> answer = call("manager", "POST", PATH);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode issued = EventJson.MAPPER.readTree(answer.body());
        assertThat(issued.path("state").asString()).isEqualTo("ISSUED");
        assertThat(issued.path("address").asString()).endsWith("@in.handover.test");
        return issued.path("address").asString();
    }

    private static String state(String address) {
        return EventJson.MAPPER
                .readTree(call("owner", "GET", PATH).body())
                .path("addresses")
                .valueStream()
                .filter(known -> known.path("address").asString().equals(address))
                .findFirst()
                .orElseThrow()
                .path("state")
                .asString();
    }

    /** Says these lines to the server and gives its answers, the greeting first. */
    private static List<String> smtp(String... lines) throws IOException {
        int port = gateway.getBean(SmtpListener.class).port();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            java.util.ArrayList<String> answers = new java.util.ArrayList<>(List.of(answer(in)));
            for (String line : lines) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                answers.add(answer(in));
            }
            return answers;
        }
    }

    private static String answer(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return String.valueOf(line);
    }

    private static List<String> forward(byte[] mail, String... recipients) throws IOException {
        java.util.ArrayList<String> lines =
                new java.util.ArrayList<>(List.of("EHLO relay.test", "MAIL FROM:<x@y.test>"));
        Arrays.stream(recipients).map(to -> "RCPT TO:<" + to + ">").forEach(lines::add);
        lines.add("DATA");
        lines.add(new String(mail, StandardCharsets.ISO_8859_1) + "\r\n.");
        return smtp(lines.toArray(String[]::new));
    }

    private static List<InboundMessage> messages(String subject) {
        return inbound.events(InboundEvent.TYPES).stream()
                .map(InboundMessage.class::cast)
                .filter(message -> message.subject().equals(subject))
                .toList();
    }

    @Test
    void mailToAnIssuedAddressIsTakenOnceAndToARevokedOneRefused() throws IOException {
        String address = issued();
        byte[] mail = GatewayFixture.mail("forwarded", "");

        assertThat(forward(mail, address).getLast()).startsWith("250");
        assertThat(forward(mail, address.toUpperCase(java.util.Locale.ROOT)).getLast())
                .startsWith("250");
        fixture.deliver(mail);
        fixture.deliver(GatewayFixture.mail("behind", ""));

        inbound.await(r -> !messages("Mail behind").isEmpty()
                && !messages("Mail forwarded").isEmpty());
        assertThat(messages("Mail forwarded")).singleElement().satisfies(message -> {
            assertThat(message.accountId()).isEqualTo("acme-support");
            assertThat(message.text()).isEqualTo("Words of forwarded");
        });
        assertThat(call("manager", "DELETE", PATH + "/" + address).statusCode()).isEqualTo(204);
        assertThat(forward(mail, address).get(3)).startsWith("550");
        assertThat(state(address)).isEqualTo("REVOKED");
        assertThat(call("manager", "POST", PATH + "/" + address + "/verification")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aRoundTripVerifiesAnAddressAndIsNoMessage() throws Exception {
        String address = issued();
        assertThat(call("manager", "POST", PATH + "/" + address + "/verification")
                        .statusCode())
                .isEqualTo(202);
        MimeMessage challenge = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> fixture.receivedFor("support@acme.test").stream()
                                .filter(mail -> {
                                    try {
                                        return mail.getContent().toString().contains(address);
                                    } catch (IOException | MessagingException e) {
                                        throw new IllegalStateException(e);
                                    }
                                })
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
        assertThat(state(address)).isEqualTo("ISSUED");
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        challenge.writeTo(raw);

        assertThat(forward(raw.toByteArray(), address).getLast()).startsWith("250");

        assertThat(state(address)).isEqualTo("VERIFIED");
        inbound.settled(Duration.ofMillis(500));
        assertThat(inbound.events(InboundEvent.TYPES).stream().map(InboundMessage.class::cast))
                .filteredOn(message -> message.text().contains(address))
                .as("what the account's own mailbox is read for")
                .allSatisfy(message -> assertThat(message.automatic()).isEqualTo("OWN_ECHO"));
    }

    @Test
    void nothingIsRelayedAndLimitsHold() throws IOException {
        String address = issued();
        byte[] mail = GatewayFixture.mail("limits", "");
        List<String> relayed = forward(mail, "someone@elsewhere.test");
        assertThat(relayed.get(3)).startsWith("550").contains("not relayed");
        assertThat(relayed.get(4)).as("DATA without a recipient").startsWith("503");
        assertThat(forward(mail, "in-doesnotexist@in.handover.test").get(3)).startsWith("550");
        byte[] large = (new String(mail, StandardCharsets.ISO_8859_1)
                        + "x".repeat(70).concat("\r\n").repeat(2_000))
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(forward(large, address).getLast()).startsWith("552");
        assertThat(smtp("EHLO relay.test", "MAIL FROM:<x@y.test> SIZE=99999999").getLast())
                .startsWith("552");
        assertThat(inbound.settled(Duration.ofMillis(500))).isNotNull();
        assertThat(messages("Mail limits")).isEmpty();
    }

    @Test
    void addressesAreForThoseWhoManageTheWorkspace() {
        String address = issued();
        assertThat(call("operator", "POST", PATH).statusCode()).isEqualTo(403);
        assertThat(call("owner", "POST", PATH.replace("acme-support", "other-desk"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(call("owner", "DELETE", PATH + "/in-none@in.handover.test").statusCode())
                .isEqualTo(404);
        assertThat(state(address)).isEqualTo("ISSUED");
    }
}
