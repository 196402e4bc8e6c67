package dev.handover.channel.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.contract.ChannelEvent;
import dev.handover.channel.contract.ChannelEvent.DeliveryChanged;
import dev.handover.channel.contract.ChannelEvent.DeliveryState;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.AttachmentState;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.channel.delivery.Journal;
import dev.handover.channel.email.GatewayFixture;
import dev.handover.channel.email.TopicReader;
import dev.handover.ticket.contract.AttachmentRef;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What staff send along, and what is not taken of what customers send. */
class UploadIT {

    private static final String UPLOADS = "/channels/v1/attachments?name=";
    private static GatewayFixture fixture;
    private static ConfigurableApplicationContext gateway;
    private static Desk desk;
    private static Journal journal;
    private static TopicReader events;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        gateway = fixture.gateway(Map.of(
                "handover.content.outgoing.max-size", "1MB",
                "handover.content.channels.email.inbound-max-size", "20KB",
                "handover.content.channels.email.outgoing-refused-types", ".own",
                "handover.content.channels.fax.outgoing-max-size", "2KB",
                "handover.content.inbound.max-size", "10KB",
                "handover.content.inbound.refused-types", ".exe"));
        desk = new Desk(gateway);
        journal = new Journal(fixture);
        events = fixture.topic(ChannelTopics.EVENTS);
    }

    @AfterAll
    static void stop() {
        events.close();
        journal.close();
        desk.close();
        fixture.close();
    }

    private static HttpResponse<byte[]> upload(String name, String type, byte[] content, String workspace) {
        return desk.post(UPLOADS + name, workspace, "operator", type, BodyPublishers.ofByteArray(content));
    }

    private static AttachmentRef reference(HttpResponse<byte[]> uploaded) {
        assertThat(uploaded.statusCode()).isEqualTo(201);
        return new AttachmentRef(
                Desk.json(uploaded).get("attachmentId").stringValue(),
                Desk.json(uploaded).get("name").stringValue(),
                Desk.json(uploaded).get("contentType").stringValue(),
                Desk.json(uploaded).get("sizeBytes").longValue(),
                false,
                null,
                AttachmentRef.State.STORED,
                null);
    }

    private static MimeMessage received(String address) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> fixture.receivedFor(address).size() == 1);
        return fixture.receivedFor(address).getFirst();
    }

    private static DeliveryChanged told(String messageId, DeliveryState state) {
        events.await(_ -> of(messageId, state).size() == 1);
        return of(messageId, state).getFirst();
    }

    private static List<DeliveryChanged> of(String messageId, DeliveryState state) {
        return events.events(ChannelEvent.TYPES).stream()
                .filter(DeliveryChanged.class::isInstance)
                .map(DeliveryChanged.class::cast)
                .filter(e -> e.messageId().equals(messageId) && e.state() == state)
                .toList();
    }

    @Test
    void aReplyCarriesWhatWasUploaded() throws MessagingException, IOException {
        byte[] content = new byte[700_001];
        new Random(7).nextBytes(content);
        AttachmentRef label = reference(upload("L%C3%A4bel.pdf", "application/pdf; x=y", content, "acme"));
        AttachmentRef words = reference(
                upload("a.eml", "message/rfc822", "Subject: x\r\n\r\ny".getBytes(StandardCharsets.UTF_8), "acme"));
        String message = journal.reply(UUID.randomUUID().toString(), "files@customer.test", "The label", label, words);

        MimeMultipart parts = (MimeMultipart) received("files@customer.test").getContent();
        assertThat(parts.getContentType()).startsWith("multipart/mixed");
        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("multipart/alternative");
        Part pdf = parts.getBodyPart(1);
        assertThat(pdf.getContentType()).startsWith("application/pdf");
        assertThat(pdf.getFileName()).isEqualTo("Läbel.pdf");
        assertThat(pdf.getDisposition()).isEqualTo("attachment");
        assertThat(pdf.getInputStream().readAllBytes()).isEqualTo(content);
        assertThat(parts.getBodyPart(2).getContentType()).startsWith("application/octet-stream");
        assertThat(told(message, DeliveryState.SENT).reason()).isNull();
        assertThat(fixture.sql(
                        "select reply_id::text from attachment where attachment_id = '" + label.attachmentId() + "'"))
                .isEqualTo(message);
    }

    @Test
    void aReplyWhoseAttachmentIsNotThereFails() {
        AttachmentRef others = reference(upload("a.txt", "text/plain", new byte[] {1}, "other"));
        AttachmentRef none = new AttachmentRef("none", "a", "a/b", 1, false, null, null, null);
        for (AttachmentRef missing : List.of(others, none)) {
            String message = journal.reply(UUID.randomUUID().toString(), "gone@customer.test", "words", missing);
            assertThat(told(message, DeliveryState.FAILED).reason()).startsWith("An attachment is not there any more");
        }
        assertThat(fixture.receivedFor("gone@customer.test")).isEmpty();
    }

    @Test
    void anUploadCanBeReadThroughALinkAndIsHashed() {
        byte[] content = "words".getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> uploaded = upload("..%2F..%2Fetc%2Fa%3Ab.txt", "text/plain", content, "other");
        assertThat(reference(uploaded).name()).isEqualTo("a_b.txt");
        assertThat(Desk.json(uploaded).get("sha256").stringValue()).hasSize(64);
        assertThat(desk.content("/channels/v1/attachments/"
                                + reference(uploaded).attachmentId())
                        .body())
                .isEqualTo(content);
    }

    @Test
    void uploadsAreRefusedByKindSizeNameAndRole() {
        byte[] some = {1};
        HttpResponse<byte[]> program = upload("Run.EXE", "application/octet-stream", some, "acme");
        assertThat(program.statusCode()).isEqualTo(422);
        assertThat(Desk.json(program).get("type").stringValue()).endsWith(":attachment-refused");
        assertThat(upload("a", "application/X-msdownload", some, "acme").statusCode())
                .isEqualTo(422);
        byte[] large = new byte[1024 * 1024 + 1];
        assertThat(upload("a.bin", "a/b", large, "acme").statusCode()).isEqualTo(413);
        assertThat(desk.post(
                                UPLOADS + "a.bin",
                                "acme",
                                "operator",
                                "a/b",
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(upload("..", "a/b", some, "acme").statusCode()).isEqualTo(400);
        assertThat(upload("a", "a/b", new byte[0], "acme").statusCode()).isEqualTo(400);
        assertThat(upload("a", "application/x-www-form-urlencoded", some, "acme")
                        .statusCode())
                .isEqualTo(415);
        assertThat(desk.post(UPLOADS + "a", "acme", "requester", "a/b", BodyPublishers.ofByteArray(some))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatNoReplyTakesIsRemoved() {
        AttachmentRef unused = reference(upload("unused.txt", "text/plain", new byte[] {1}, "acme"));
        AttachmentRef used = reference(upload("used.txt", "text/plain", new byte[] {1}, "acme"));
        AttachmentRef young = reference(upload("young.txt", "text/plain", new byte[] {1}, "acme"));
        told(journal.reply(UUID.randomUUID().toString(), "used@customer.test", "words", used), DeliveryState.SENT);
        fixture.sql(
                "update attachment set uploaded_at = now() - interval '25 hours' where name in ('unused.txt', 'used.txt')");
        gateway.getBean(Uploads.class).removeUnused(Duration.ofDays(1));
        assertThat(fixture.sql("select count(*) from attachment where attachment_id in ('" + unused.attachmentId()
                        + "', '" + used.attachmentId() + "', '" + young.attachmentId() + "')"))
                .isEqualTo(2L);
        assertThat(fixture.sql("select count(*) from content_chunk where message_id = '" + unused.attachmentId() + "'"))
                .isEqualTo(0L);
    }

    @Test
    void whatIsTooLargeOrOfARefusedKindIsRejectedAndItsMailIsTaken() {
        String message = desk.mail(GatewayFixture.mail(
                "limits",
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n"
                        + part("run.exe", "a") + part("small.txt", "a") + part("large.txt", "a".repeat(21_000))
                        + "--b--\r\n"));
        try (TopicReader inbound = fixture.topic(ChannelTopics.INBOUND)) {
            inbound.await(_ -> inbound.events(InboundEvent.TYPES).stream()
                    .anyMatch(e -> messageId(e).equals(message)));
            InboundMessage taken = inbound.events(InboundEvent.TYPES).stream()
                    .filter(e -> messageId(e).equals(message))
                    .map(InboundMessage.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertThat(taken.text()).contains("Hello");
            assertThat(taken.attachments())
                    .extracting(
                            InboundEvent.Attachment::name,
                            InboundEvent.Attachment::state,
                            InboundEvent.Attachment::reason)
                    .contains(
                            org.assertj.core.groups.Tuple.tuple(
                                    "run.exe", AttachmentState.REJECTED, "files of this kind (.exe) are not taken"),
                            org.assertj.core.groups.Tuple.tuple("small.txt", AttachmentState.STORED, null),
                            org.assertj.core.groups.Tuple.tuple(
                                    "large.txt",
                                    AttachmentState.REJECTED,
                                    "larger than the 20480 bytes that are taken"));
            HttpResponse<byte[]> refused = desk.link(
                    "/channels/v1/attachments/" + taken.attachments().getFirst().attachmentId(), "other", "operator");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(Desk.json(refused).get("type").stringValue()).endsWith(":content-rejected");
        }
        assertThat(desk.content("/channels/v1/messages/" + message).body())
                .asString()
                .contains("run.exe");
    }

    private static String messageId(InboundEvent event) {
        return event instanceof InboundMessage message ? message.messageId() : "";
    }

    private static String part(String name, String content) {
        return "--b\r\nContent-Type: application/octet-stream; name=" + name
                + "\r\nContent-Disposition: attachment\r\n\r\n" + content + "\r\n";
    }

    @Test
    void aChannelHasLimitsOfItsOwn() {
        byte[] content = new byte[3000];
        assertThat(upload("a.bin&channel=fax", "a/b", content, "acme").statusCode())
                .isEqualTo(413);
        assertThat(upload("a.own&channel=email", "a/b", content, "acme").statusCode())
                .isEqualTo(422);
        assertThat(upload("a.own&channel=fax", "a/b", new byte[1000], "acme").statusCode())
                .isEqualTo(201);

        AttachmentRef uploaded = reference(upload("a.own", "a/b", content, "acme"));
        String id = journal.reply(UUID.randomUUID().toString(), "limited@customer.test", "words", uploaded);
        assertThat(told(id, DeliveryState.FAILED).reason()).startsWith("An attachment is too large for this channel");
    }
}
