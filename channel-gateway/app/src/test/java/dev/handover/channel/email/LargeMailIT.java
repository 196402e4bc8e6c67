package dev.handover.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.foundation.kafka.EventJson;
import dev.handover.foundation.test.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Large contents come out as they went in, whichever way they came and whenever they were stored. */
class LargeMailIT {

    private static GatewayFixture fixture;
    private static ConfigurableApplicationContext gateway;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        gateway = fixture.gateway(Map.of("handover.email.max-message-size", "40MB"));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        fixture.close();
    }

    private static byte[] content(int megabytes) {
        byte[] content = new byte[megabytes * 1024 * 1024 + 11];
        new Random(megabytes).nextBytes(content);
        return content;
    }

    private static byte[] mail(String id, byte[] attached) {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        mail.writeBytes(GatewayFixture.mail(id, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"));
        mail.writeBytes("--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        mail.writeBytes(Base64.getMimeEncoder().encode(attached));
        mail.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return mail.toByteArray();
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request, String workspace, String role) {
        return send(
                request.header("Authorization", "Bearer " + TestIssuer.shared().token(workspace, "someone", role))
                        .build());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<byte[]> content(String path, String workspace) {
        HttpResponse<byte[]> link = send(
                HttpRequest.newBuilder(URI.create(GatewayFixture.url(gateway, path + "/link")))
                        .POST(BodyPublishers.noBody()),
                workspace,
                "operator");
        assertThat(link.statusCode()).isEqualTo(200);
        String url = EventJson.MAPPER.readTree(link.body()).get("url").stringValue();
        return send(HttpRequest.newBuilder(URI.create(GatewayFixture.url(gateway, url)))
                .build());
    }

    private static void assertBytes(HttpResponse<byte[]> answer, byte[] expected) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(expected.length);
        assertThat(java.util.Arrays.equals(answer.body(), expected)).isTrue();
    }

    @Test
    void overHttp() {
        byte[] content = content(20);
        byte[] mail = mail("large-http", content);
        HttpResponse<byte[]> taken = send(
                HttpRequest.newBuilder(
                                URI.create(GatewayFixture.url(gateway, "/channels/v1/email/other-desk/messages")))
                        .header("Content-Type", "message/rfc822")
                        .POST(BodyPublishers.ofByteArray(mail)),
                "other",
                "owner");
        assertThat(taken.statusCode()).isEqualTo(202);
        String id = EventJson.MAPPER.readTree(taken.body()).get("messageId").stringValue();
        assertBytes(content("/channels/v1/messages/" + id, "other"), mail);
        Object attachment =
                fixture.sql("select attachment_id from attachment where name = 'a.zip' and message_id = '" + id + "'");
        assertBytes(content("/channels/v1/attachments/" + attachment, "other"), content);
        assertThat(fixture.sql("select max(octet_length(bytes)) from content_chunk"))
                .isEqualTo(256 * 1024);
    }

    @Test
    void fromAMailboxAmongSmallOnes() {
        byte[] content = content(6);
        try (TopicReader inbound = fixture.topic(ChannelTopics.INBOUND)) {
            fixture.deliver(GatewayFixture.mail("before", ""));
            fixture.deliver(mail("large-imap", content));
            fixture.deliver(GatewayFixture.mail("after", ""));
            inbound.await(r -> r.stream()
                            .filter(one -> one.key().startsWith("acme-support:"))
                            .count()
                    == 3);
            InboundMessage large = inbound.events(InboundEvent.TYPES).stream()
                    .map(e -> (InboundMessage) e)
                    .filter(m -> m.subject().equals("Mail large-imap"))
                    .findFirst()
                    .orElseThrow();
            assertThat(large.issues()).isEmpty();
            InboundEvent.Attachment zip = large.attachments().getLast();
            assertThat(zip.sizeBytes()).isEqualTo(content.length);
            assertBytes(content("/channels/v1/attachments/" + zip.attachmentId(), "acme"), content);
        }
    }

    @Test
    void whatWasStoredUndividedIsStillRead() {
        UUID message = UUID.randomUUID();
        UUID file = UUID.randomUUID();
        UUID source = UUID.randomUUID();
        fixture.sql("""
                insert into inbound_message
                    (message_id, workspace, account_id, channel, thread_key, issues, received_at, raw)
                values ('%s', 'acme', 'acme-support', 'email', '<x>', '{}', now(), convert_to(repeat('0123456789', 60000), 'utf8'))
                """.formatted(message));
        fixture.sql("""
                insert into attachment
                    (attachment_id, message_id, workspace, position, name, content_type, inline, size_bytes, content)
                values ('%s', '%s', 'acme', 0, 'a', 'text/plain', false, 3, 'abc'),
                       ('%s', '%s', 'acme', 1, 'original.eml', 'message/rfc822', false, 600000, null)
                """.formatted(file, message, source, message));
        byte[] raw = "0123456789".repeat(60_000).getBytes(StandardCharsets.US_ASCII);
        assertBytes(content("/channels/v1/messages/" + message, "acme"), raw);
        assertBytes(content("/channels/v1/attachments/" + source, "acme"), raw);
        assertBytes(content("/channels/v1/attachments/" + file, "acme"), "abc".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anAlteredContentBreaksOff() {
        byte[] mail = mail("altered", content(1));
        send(
                HttpRequest.newBuilder(
                                URI.create(GatewayFixture.url(gateway, "/channels/v1/email/other-desk/messages")))
                        .header("Content-Type", "message/rfc822")
                        .POST(BodyPublishers.ofByteArray(mail)),
                "other",
                "owner");
        Object id = fixture.sql("select message_id from inbound_message where external_id = '<altered@customer.test>'");
        Object attachment =
                fixture.sql("select attachment_id from attachment where name = 'a.zip' and message_id = '" + id + "'");
        fixture.sql(
                "update content_chunk set bytes = set_byte(bytes, 7, 0) where number = 1 and part >= 0 and message_id = '"
                        + id + "'");
        fixture.sql(
                "update content_chunk set bytes = set_byte(bytes, 8, 1) where number = 1 and part >= 0 and message_id = '"
                        + id + "'");
        assertThatThrownBy(() -> content("/channels/v1/attachments/" + attachment, "other"))
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void chunksGoWithTheirMessage() {
        send(
                HttpRequest.newBuilder(
                                URI.create(GatewayFixture.url(gateway, "/channels/v1/email/other-desk/messages")))
                        .header("Content-Type", "message/rfc822")
                        .POST(BodyPublishers.ofByteArray(GatewayFixture.mail("deleted", ""))),
                "other",
                "owner");
        Object id = fixture.sql("select message_id from inbound_message where external_id = '<deleted@customer.test>'");
        fixture.sql("delete from inbound_message where message_id = '" + id + "'");
        assertThat(fixture.sql("select count(*) from content_chunk where message_id = '" + id + "'"))
                .isEqualTo(0L);
    }
}
