package dev.handover.channel.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.content.ContentLink.Kind;
import dev.handover.channel.email.GatewayFixture;
import dev.handover.channel.email.mime.Samples;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** Attachments and sources, given out through links. */
class ContentIT {

    private static GatewayFixture fixture;
    private static ConfigurableApplicationContext gateway;
    private static Desk desk;

    @BeforeAll
    static void start() {
        fixture = GatewayFixture.started();
        gateway = fixture.gateway(Map.of());
        desk = new Desk(gateway);
    }

    @AfterAll
    static void stop() {
        desk.close();
        fixture.close();
    }

    private static String attachment(String messageId, String name) {
        return "/channels/v1/attachments/"
                + fixture.sql("select attachment_id::text from attachment where name like '" + name
                        + "' and message_id = '" + messageId + "'");
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aLinkGivesTheContentToWhoeverHasItAndOffersItAsAFile() {
        String message = desk.mail(Samples.bytes("alternative-attachment"));
        String pdf = attachment(message, "%bersicht.pdf");

        HttpResponse<byte[]> link = desk.link(pdf, "other", "operator");
        assertThat(link.statusCode()).isEqualTo(200);
        assertThat(Instant.parse(Desk.json(link).get("expiresAt").stringValue()))
                .isBetween(Instant.now().plusSeconds(290), Instant.now().plusSeconds(300));
        HttpResponse<byte[]> content = desk.get(Desk.json(link).get("url").stringValue());
        assertThat(content.statusCode()).isEqualTo(200);
        assertThat(content.body()).asString().isEqualTo("%PDF-1.4 not really");
        assertThat(header(content, "Content-Type")).isEqualTo("application/pdf");
        assertThat(header(content, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(content, "Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
        assertThat(header(content, "Cache-Control")).isEqualTo("private, no-store");
        assertThat(header(content, "Content-Disposition"))
                .startsWith("attachment")
                .contains("%C3%9Cbersicht.pdf");
        byte[] hash = HashingStream.sha256().digest(content.body());
        assertThat(header(content, "ETag")).isEqualTo('"' + HexFormat.of().formatHex(hash) + '"');
        assertThat(header(content, "Repr-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":");
    }

    @Test
    void anImageIsShownInPlaceUnlessItIsToBeDownloaded() {
        String logo = attachment(desk.mail(Samples.bytes("alternative-attachment")), "logo.png");
        assertThat(header(desk.content(logo), "Content-Disposition")).startsWith("inline");
        assertThat(header(desk.content(logo), "Content-Type")).isEqualTo("image/png");
        assertThat(header(desk.content(logo + "?download=true"), "Content-Disposition"))
                .startsWith("attachment");
    }

    @Test
    void aSourceIsGivenOutAsItArrived() {
        byte[] mail = Samples.bytes("alternative-attachment");
        HttpResponse<byte[]> source = desk.content("/channels/v1/messages/" + desk.mail(mail));
        assertThat(source.body()).isEqualTo(mail);
        assertThat(header(source, "Content-Disposition")).startsWith("attachment");
    }

    @Test
    void linksAreForTheStaffOfTheWorkspace() {
        String message = desk.mail(Samples.bytes("alternative-attachment"));
        String source = "/channels/v1/messages/" + message;
        for (String path : new String[] {attachment(message, "%bersicht.pdf"), source}) {
            assertThat(desk.link(path, "other", "manager").statusCode()).isEqualTo(200);
            assertThat(desk.link(path, "acme", "owner").statusCode()).isEqualTo(404);
            assertThat(desk.link(path, "other", "requester").statusCode()).isEqualTo(403);
            assertThat(desk.link(path, "other", "service").statusCode()).isEqualTo(403);
            assertThat(desk.get(path).statusCode()).isEqualTo(401);
        }
        assertThat(desk.link("/channels/v1/attachments/nonsense", "other", "owner")
                        .statusCode())
                .isEqualTo(400);
        assertThat(desk.link("/channels/v1/attachments/" + UUID.randomUUID(), "other", "owner")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anExpiredLinkIsOverAndAForgedOneIsNone() {
        String message = desk.mail(Samples.bytes("alternative-attachment"));
        ContentLinks links = gateway.getBean(ContentLinks.class);
        ContentLink fresh = links.link(Kind.SOURCE, UUID.fromString(message), "other", true);
        ContentLink old = new ContentLink(
                Kind.SOURCE, UUID.fromString(message), "other", Instant.now().minusSeconds(1), true);
        assertThat(desk.get("/channels/v1/content/" + links.token(fresh)).statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> over = desk.get("/channels/v1/content/" + links.token(old));
        assertThat(over.statusCode()).isEqualTo(410);
        assertThat(Desk.json(over).get("type").stringValue()).isEqualTo("urn:handover:problem:link-expired");
        String token = links.token(fresh);
        String forged = (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1);
        assertThat(desk.get("/channels/v1/content/" + forged).statusCode()).isEqualTo(404);
        assertThat(desk.get("/channels/v1/content/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void brokenMailsAttachTheirSourceAndHtmlIsNeverServedAsHtml() {
        byte[] mail = Samples.bytes("binary");
        String message = desk.mail(mail);
        String source = attachment(message, "%");
        assertThat(desk.content(source).body()).isEqualTo(mail);
        fixture.sql("update attachment set content_type = 'text/html' where message_id = '" + message + "'");
        assertThat(header(desk.content(source), "Content-Type")).isEqualTo("application/octet-stream");
    }
}
