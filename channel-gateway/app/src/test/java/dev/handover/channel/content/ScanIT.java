package dev.handover.channel.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.contract.InboundEvent;
import dev.handover.channel.contract.InboundEvent.AttachmentState;
import dev.handover.channel.contract.InboundEvent.AttachmentUpdated;
import dev.handover.channel.contract.InboundEvent.InboundMessage;
import dev.handover.channel.delivery.Journal;
import dev.handover.channel.delivery.Problem;
import dev.handover.channel.email.GatewayFixture;
import dev.handover.channel.email.TopicReader;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.ticket.contract.AttachmentRef;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** With a scanner nobody gets what it has not looked at. */
class ScanIT {

    private static GatewayFixture fixture;
    private static FakeClamd clamd;
    private static ConfigurableApplicationContext gateway;
    private static Desk desk;
    private static TopicReader inbound;
    private static Journal journal;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        clamd = FakeClamd.started();
        gateway = fixture.gateway(Map.of(
                "handover.content.clamav.host", "127.0.0.1",
                "handover.content.clamav.port", clamd.port(),
                "handover.content.clamav.timeout", "1s"));
        desk = new Desk(gateway);
        inbound = fixture.topic(ChannelTopics.INBOUND);
        journal = new Journal(fixture);
    }

    @AfterAll
    static void stop() {
        inbound.close();
        journal.close();
        desk.close();
        fixture.close();
        clamd.close();
    }

    private static byte[] mail(String id, String attached) {
        return GatewayFixture.mail(
                id,
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n"
                        + "--b\r\nContent-Type: application/octet-stream; name=a.bin\r\n"
                        + "Content-Disposition: attachment\r\n\r\n" + attached + "\r\n--b--\r\n");
    }

    private static InboundMessage message(String id) {
        inbound.await(_ ->
                all(InboundMessage.class).stream().anyMatch(m -> m.messageId().equals(id)));
        return all(InboundMessage.class).stream()
                .filter(m -> m.messageId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static AttachmentUpdated updated(String message) {
        inbound.await(_ -> all(AttachmentUpdated.class).stream()
                .anyMatch(u -> u.messageId().equals(message)));
        return all(AttachmentUpdated.class).stream()
                .filter(u -> u.messageId().equals(message))
                .findFirst()
                .orElseThrow();
    }

    private static <T extends InboundEvent> List<T> all(Class<T> kind) {
        return inbound.events(InboundEvent.TYPES).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, String problem) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Desk.json(answer).get("type").stringValue()).isEqualTo("urn:handover:problem:" + problem);
    }

    private static HttpResponse<byte[]> upload(String content) {
        return desk.post(
                "/channels/v1/attachments?name=a.bin",
                "other",
                "operator",
                "a/b",
                BodyPublishers.ofString(content, StandardCharsets.US_ASCII));
    }

    @Test
    void aCleanAttachmentCanBeHadOnceItIsScanned() {
        String id = desk.mail(mail("clean", "harmless"));
        assertThat(message(id).attachments())
                .singleElement()
                .satisfies(a -> assertThat(a.state()).isEqualTo(AttachmentState.PENDING));
        AttachmentUpdated update = updated(id);
        assertThat(update.state()).isEqualTo(AttachmentState.STORED);
        assertThat(update.sizeBytes()).isEqualTo(8);
        assertThat(update.accountId()).isEqualTo("other-desk");
        assertThat(desk.content("/channels/v1/attachments/" + update.attachmentId())
                        .body())
                .asString()
                .isEqualTo("harmless");
        assertThat(desk.content("/channels/v1/messages/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void malwareIsRejectedAndDeletedAndItsSourceIsNotGivenOut() {
        String id = desk.mail(mail("infected", FakeClamd.EICAR));
        AttachmentUpdated update = updated(id);
        assertThat(update.state()).isEqualTo(AttachmentState.REJECTED);
        assertThat(update.reason()).isEqualTo("contains malware: Eicar-Test-Signature");
        assertThat(update.sizeBytes()).isZero();
        assertThat(fixture.sql("select count(*) from content_chunk where part >= 0 and message_id = '" + id + "'"))
                .isEqualTo(0L);
        assertRefused(
                desk.link("/channels/v1/attachments/" + update.attachmentId(), "other", "owner"),
                409,
                "content-rejected");
        assertRefused(desk.link("/channels/v1/messages/" + id, "other", "owner"), 409, "content-rejected");
    }

    @Test
    void whileTheScannerIsAwayWhatCameInWaits() {
        clamd.close();
        String id;
        try {
            id = desk.mail(mail("waiting", "harmless too"));
            String attachment = message(id).attachments().getFirst().attachmentId();
            assertRefused(
                    desk.link("/channels/v1/attachments/" + attachment, "other", "owner"), 409, "content-pending");
            assertRefused(desk.link("/channels/v1/messages/" + id, "other", "owner"), 409, "content-pending");
            assertRefused(upload("x"), 503, "unavailable");
            assertThat(gateway.getBean(MeterRegistry.class)
                            .get("handover.content.pending")
                            .gauge()
                            .value())
                    .isGreaterThanOrEqualTo(1);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> Integer.valueOf(2).compareTo((Integer) Objects.requireNonNull(fixture.sql(
                                    "select attempts from attachment where attachment_id = '" + attachment + "'")))
                            <= 0);
        } finally {
            clamd.comeBack();
        }
        assertThat(updated(id).state()).isEqualTo(AttachmentState.STORED);
    }

    @Test
    void aScanWhoseInstanceDiedIsTakenOver() {
        String id = desk.mail(mail("taken-over", "harmless as well"));
        String attachment = updated(id).attachmentId();
        fixture.sql(
                "update attachment set state = 'SCANNING', claimed_until = now() + interval '1 hour' where attachment_id = '"
                        + attachment + "'");
        assertRefused(desk.link("/channels/v1/attachments/" + attachment, "other", "owner"), 409, "content-pending");
        fixture.sql("update attachment set claimed_until = now() - interval '1 second' where attachment_id = '"
                + attachment + "'");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> desk.link("/channels/v1/attachments/" + attachment, "other", "owner")
                                .statusCode()
                        == 200);
        assertThat(fixture.sql("select attempts from attachment where attachment_id = '" + attachment + "'"))
                .isEqualTo(2);
    }

    @Test
    void aContentThatIsStillWithItsChannelIsFetchedBoundedAndScanned() {
        String id = desk.mail(GatewayFixture.mail("fetched", ""));
        fixture.sql("""
                insert into attachment (attachment_id, message_id, workspace, position, name, content_type, inline,
                    size_bytes, state, source, source_reference)
                select gen_random_uuid(), '%s', 'other', n, name, 'a/b', false, 0, 'PENDING', 'chat', name
                from unnest(array['clean', 'infected', 'gone', 'large', 'late']) with ordinality as t (name, n)
                """.formatted(id));
        PendingContents worker = fetching(new Chat());
        worker.start();
        try {
            inbound.await(_ -> all(AttachmentUpdated.class).stream()
                            .filter(u -> u.messageId().equals(id))
                            .count()
                    == 5);
        } finally {
            worker.stop();
        }
        assertThat(fixture.sql("select string_agg(name || ' ' || coalesce(reason, state), ', ' order by position)"
                        + " from attachment where message_id = '" + id + "'"))
                .isEqualTo("clean STORED, infected contains malware: Eicar-Test-Signature,"
                        + " gone the channel does not have it any more,"
                        + " large larger than the 1000 bytes that are taken, late STORED");
        Object clean =
                fixture.sql("select attachment_id from attachment where name = 'clean' and message_id = '" + id + "'");
        HttpResponse<byte[]> content = desk.content("/channels/v1/attachments/" + clean);
        assertThat(content.body()).asString().isEqualTo("words");
        assertThat(content.headers().firstValue("ETag")).isPresent();
        assertThat(fixture.sql(
                        "select count(distinct part) from content_chunk where part >= 0 and message_id = '" + id + "'"))
                .isEqualTo(2L);
    }

    @Test
    void aReplyWaitsForAnAttachmentThatIsNotScannedYet() {
        clamd.close();
        String waits;
        try {
            String attachment = message(desk.mail(mail("passed-on", "words")))
                    .attachments()
                    .getFirst()
                    .attachmentId();
            AttachmentRef reference = new AttachmentRef(
                    attachment, "a.bin", "application/octet-stream", 5, false, null, AttachmentRef.State.PENDING, null);
            waits = journal.reply(
                    "other", "other-desk", UUID.randomUUID().toString(), "passed@customer.test", "see", reference);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> delivery(waits).contains(Problem.ATTACHMENT_PENDING.sentence()));
            assertThat(delivery(waits)).contains("\"state\":\"queued\"").contains("nextAttemptAt");
            assertThat(fixture.receivedFor("passed@customer.test")).isEmpty();
        } finally {
            clamd.comeBack();
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> fixture.receivedFor("passed@customer.test").size() == 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> delivery(waits).contains("\"state\":\"sent\""));
    }

    private static String delivery(String messageId) {
        return new String(
                desk.get("/channels/v1/deliveries/" + messageId, "other", "operator")
                        .body(),
                StandardCharsets.UTF_8);
    }

    @Test
    void whatWaitedForAScannerThatIsTakenAwayGoesOnWaitingUntilItIsReleased() {
        PendingContents own = gateway.getBean(PendingContents.class);
        own.stop();
        try {
            String id = desk.mail(mail("left-behind", "unscanned"));
            String attachment = message(id).attachments().getFirst().attachmentId();
            PendingRows rows = new PendingRows(
                    gateway.getBean(JdbcClient.class),
                    gateway.getBean(ContentStores.class),
                    gateway.getBean(Outbox.class),
                    Clock.systemUTC());
            Scanner none = new Scanner(Optional.empty(), false);
            assertThat(none.settles()).isFalse();
            assertThat(rows.unscanned()).isEqualTo(1);
            assertThat(rows.claim(Duration.ofMinutes(1), List.of(), none.settles()))
                    .isEmpty();
            assertRefused(
                    desk.link("/channels/v1/attachments/" + attachment, "other", "owner"), 409, "content-pending");

            PendingContents releasing = worker(List.of(), new Scanner(Optional.empty(), true));
            releasing.start();
            try {
                assertThat(updated(id).state()).isEqualTo(AttachmentState.STORED);
            } finally {
                releasing.stop();
            }
        } finally {
            own.start();
        }
    }

    private static PendingContents fetching(ContentSource source) {
        return worker(List.of(source), gateway.getBean(Scanner.class));
    }

    private static PendingContents worker(List<ContentSource> sources, Scanner scanner) {
        ContentStores stores = gateway.getBean(ContentStores.class);
        return new PendingContents(
                new PendingRows(
                        gateway.getBean(JdbcClient.class), stores, gateway.getBean(Outbox.class), Clock.systemUTC()),
                stores,
                scanner,
                sources,
                new ChannelLimits(
                        new ContentLimits(DataSize.ofBytes(1), List.of()),
                        Map.of("chat", new ContentLimits(DataSize.ofBytes(1000), List.of()))),
                gateway.getBean(TransactionTemplate.class),
                new ContentMeters(new SimpleMeterRegistry()));
    }

    /** A channel with a few contents, one of which is to be had at the second try. */
    private static final class Chat implements ContentSource {

        private final AtomicInteger tries = new AtomicInteger();

        @Override
        public String name() {
            return "chat";
        }

        @Override
        public Optional<InputStream> open(String reference) throws IOException {
            if (reference.equals("late") && tries.incrementAndGet() == 1) {
                throw new IOException("not now");
            }
            return switch (reference) {
                case "gone" -> Optional.empty();
                case "infected" -> Optional.of(bytes(FakeClamd.EICAR));
                case "large" -> Optional.of(bytes("x".repeat(1001)));
                default -> Optional.of(bytes("words"));
            };
        }

        private static InputStream bytes(String words) {
            return new ByteArrayInputStream(words.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void anInfectedUploadIsRefused() {
        HttpResponse<byte[]> refused = upload(FakeClamd.EICAR);
        assertRefused(refused, 422, "attachment-refused");
        assertThat(Desk.json(refused).get("detail").stringValue()).isEqualTo("contains malware: Eicar-Test-Signature");
        assertThat(upload("harmless").statusCode()).isEqualTo(201);
    }
}
