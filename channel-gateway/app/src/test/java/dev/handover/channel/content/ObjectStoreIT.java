package dev.handover.channel.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.channel.delivery.Journal;
import dev.handover.channel.email.GatewayFixture;
import dev.handover.channel.email.mime.Samples;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Contents in a store that speaks S3: put before the transaction that needs them, and gone when nothing does. */
class ObjectStoreIT {

    private static GatewayFixture fixture;
    private static ObjectStore store;
    private static ConfigurableApplicationContext gateway;
    private static Desk desk;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        store = new ObjectStore();
        gateway = fixture.gateway(store.settings());
        desk = new Desk(gateway);
    }

    @AfterAll
    static void stop() {
        desk.close();
        fixture.close();
        store.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static HttpResponse<byte[]> upload(byte[] content) {
        return desk.post(
                "/channels/v1/attachments?name=a.bin", "other", "operator", "a/b", BodyPublishers.ofByteArray(content));
    }

    private static void removeDue() {
        gateway.getBean(S3Contents.class).removeDue();
    }

    @Test
    void aMailIsStoredReadAndErasedThere() {
        byte[] mail = Samples.bytes("alternative-attachment");
        String message = desk.mail(mail);
        assertThat(store.of(message)).hasSizeGreaterThanOrEqualTo(3).contains(message + "/raw");
        assertThat(fixture.sql("select count(*) from content_chunk where message_id = '" + message + "'"))
                .isEqualTo(0L);
        assertThat(desk.content("/channels/v1/messages/" + message).body()).isEqualTo(mail);
        Object pdf =
                fixture.sql("select attachment_id from attachment where name like '%bersicht.pdf' and message_id = '"
                        + message + "'");
        assertThat(desk.content("/channels/v1/attachments/" + pdf).body())
                .asString()
                .isEqualTo("%PDF-1.4 not really");
        assertThat(desk.mail(mail)).isEqualTo(message);
        removeDue();
        assertThat(store.of(message)).isNotEmpty();

        try (Journal journal = new Journal(fixture)) {
            journal.erased("c1", message);
            await().atMost(Duration.ofSeconds(20)).until(() -> store.of(message).isEmpty());
        }
        assertThat(desk.link("/channels/v1/messages/" + message, "other", "owner")
                        .statusCode())
                .isEqualTo(404);
        assertThat(desk.mail(mail)).isEqualTo(message);
        assertThat(store.of(message)).isEmpty();
    }

    @Test
    void aLongContentGoesInPieces() {
        byte[] content = bytes(12 * 1024 * 1024 + 5);
        HttpResponse<byte[]> uploaded = upload(content);
        String id = Desk.json(uploaded).get("attachmentId").stringValue();
        assertThat(store.of(id)).containsExactly(id + "/0");
        HttpResponse<byte[]> read = desk.content("/channels/v1/attachments/" + id);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(Arrays.equals(read.body(), content)).isTrue();
    }

    @Test
    void whatNoTransactionKeptIsRemovedOnceItIsDue() {
        ContentStores stores = gateway.getBean(ContentStores.class);
        UUID owner = UUID.randomUUID();
        stores.current()
                .put(
                        owner,
                        List.of(new Content(0, () -> new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)))));
        removeDue();
        assertThat(store.of(owner)).hasSize(1);
        fixture.sql("update content_removal set due_at = now() where owner = '" + owner + "'");
        removeDue();
        assertThat(store.of(owner)).isEmpty();
        assertThat(fixture.sql("select count(*) from content_removal where owner = '" + owner + "'"))
                .isEqualTo(0L);
    }

    @Test
    void whatARowNamesStaysEvenWhenItIsNotedAsDue() {
        String id = Desk.json(upload(bytes(10))).get("attachmentId").stringValue();
        fixture.sql("insert into content_removal values ('s3', '" + id + "', 0, now())");
        removeDue();
        assertThat(store.of(id)).hasSize(1);
        assertThat(fixture.sql("select count(*) from content_removal where owner = '" + id + "'"))
                .isEqualTo(0L);
    }

    @Test
    void whileTheStoreIsAwayNothingIsTakenAndNothingIsRefused() {
        store.goAway();
        try {
            HttpResponse<byte[]> mail = desk.post(
                    "/channels/v1/email/other-desk/messages",
                    "other",
                    "owner",
                    "message/rfc822",
                    BodyPublishers.ofByteArray(GatewayFixture.mail("away", "")));
            assertThat(mail.statusCode()).isEqualTo(503);
            assertThat(upload(bytes(10)).statusCode()).isEqualTo(503);
        } finally {
            store.comeBack();
        }
        String message = desk.mail(GatewayFixture.mail("away", ""));
        assertThat(store.of(message)).hasSize(1);
    }

    @Test
    void whatLiesInOneStoreIsReadWhereTheSettingNamesTheOther() {
        String there = desk.mail(GatewayFixture.mail("there", ""));
        Map<String, Object> settings = new HashMap<>(store.settings());
        settings.put("handover.content.store", "database");
        try (Desk other = new Desk(fixture.gateway(settings))) {
            byte[] here = GatewayFixture.mail("here", "");
            String message = other.mail(here);
            assertThat(store.of(message)).isEmpty();
            assertThat(other.content("/channels/v1/messages/" + there).body())
                    .isEqualTo(GatewayFixture.mail("there", ""));
            assertThat(desk.content("/channels/v1/messages/" + message).body()).isEqualTo(here);
        }
    }
}
