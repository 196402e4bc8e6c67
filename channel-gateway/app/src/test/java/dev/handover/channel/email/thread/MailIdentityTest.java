package dev.handover.channel.email.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.email.mime.MailLimits;
import dev.handover.channel.email.mime.MailParser;
import dev.handover.channel.email.mime.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailIdentityTest {

    private final MailParser parser = new MailParser(MailLimits.DEFAULT);

    private MailIdentity identity(String account, String text) {
        ByteRange raw = ByteRange.of(text.getBytes(StandardCharsets.ISO_8859_1));
        return MailIdentity.of(account, parser.parse(raw), raw);
    }

    private static final String MAIL =
            "From: a@b.test\nDate: Tue, 4 Mar 2025 10:11:12 +0100\nMessage-ID: <1@b.test>\n\nwords\n";

    @Test
    void theSameMailOverAnotherWayIsTheSame() {
        MailIdentity first = identity("a", MAIL);
        assertThat(identity("a", "Received: by mx\n" + MAIL.replace("\n", "\r\n")))
                .isEqualTo(first);
        assertThat(identity("a", MAIL.replace("\n\nwords", "\nContent-Transfer-Encoding: quoted-printable\n\nw=6Frds")))
                .isEqualTo(first);
    }

    @Test
    void otherContentAccountOrIdIsAnother() {
        assertThat(List.of(
                                identity("a", MAIL),
                                identity("b", MAIL),
                                identity("a", MAIL.replace("words", "others")),
                                identity("a", MAIL.replace("a@b", "c@b")),
                                identity("a", MAIL.replace("10:11", "10:12")),
                                identity("a", MAIL.replace("<1@", "<2@")))
                        .stream()
                        .map(MailIdentity::messageId))
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutAnIdTheBytesDecide() {
        String bare = MAIL.replace("Message-ID: <1@b.test>\n", "");
        assertThat(identity("a", bare)).isEqualTo(identity("a", bare));
        assertThat(identity("a", bare)).isNotEqualTo(identity("a", "X-Other: 1\n" + bare));
        assertThat(identity("a", bare).threadKey())
                .contains(identity("a", bare).messageId().toString());
    }

    @Test
    void aThreadsMailsShareItsOldestId() {
        ByteRange reply = ByteRange.of(Samples.bytes("reply-with-quote"));
        ByteRange first = ByteRange.of(Samples.bytes("plain"));
        assertThat(MailIdentity.of("a", parser.parse(reply), reply).threadKey())
                .isEqualTo(MailIdentity.of("a", parser.parse(first), first).threadKey())
                .isEqualTo("<plain@customer.test>");
    }

    /** A mail that comes again after an upgrade must be known again. */
    @Test
    void identitiesNeverChange() throws IOException {
        Properties known = new Properties();
        try (InputStream file = MailIdentityTest.class.getResourceAsStream("/mail-identities.properties")) {
            known.load(file);
        }
        assertThat(known.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(Samples.names());
        for (String name : Samples.names()) {
            ByteRange raw = ByteRange.of(Samples.bytes(name));
            assertThat(MailIdentity.of("golden", parser.parse(raw), raw).messageId())
                    .as(name)
                    .hasToString(known.getProperty(name));
        }
    }

    @Test
    void ourOwnIdsAreRecognisedInOurDomainOnly() {
        UUID message = UUID.fromString("01234567-89ab-7cde-8f01-23456789abcd");
        String own = OwnMessageId.of(message, "acme.test");
        assertThat(OwnMessageId.messageOf(own, "ACME.test")).contains(message);
        assertThat(OwnMessageId.messageOf(own, "other.test")).isEmpty();
        assertThat(OwnMessageId.among(
                        List.of(), List.of("<x@y>", own, OwnMessageId.of(new UUID(1, 2), "acme.test")), "acme.test"))
                .containsExactly(new UUID(1, 2), message);
    }
}
