package dev.handover.channel.email.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made to cost time or memory costs a bounded amount of both. */
class LimitsTest {

    private static final String HEAD = "From: Ada <ada@customer.test>\r\nMessage-ID: <big@x>\r\n"
            + "Date: Tue, 4 Mar 2025 10:11:12 +0100\r\nSubject: big\r\n";
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int LARGE = 12 * 1024 * 1024;
    private static final int HUGE = 50 * 1024 * 1024;

    private final MailParser parser = new MailParser(MailLimits.DEFAULT);

    private ParsedMail parse(byte[] mail) {
        return assertTimeoutPreemptively(BOUND, () -> parser.parse(ByteRange.of(mail)));
    }

    private ParsedMail parse(String mail) {
        return parse(mail.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String nested(int levels, String inside) {
        StringBuilder mail = new StringBuilder(HEAD);
        for (int i = 0; i < levels; i++) {
            mail.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        mail.append("Content-Type: text/plain\r\n\r\n").append(inside).append("\r\n");
        for (int i = levels - 1; i >= 0; i--) {
            mail.append("--b").append(i).append("--\r\n");
        }
        return mail.toString();
    }

    @Test
    void twoHundredLevelsAreRead() {
        ParsedMail mail = parse(nested(200, "deep words"));
        assertThat(mail.text()).isEqualTo("deep words");
        assertThat(mail.issues()).isEmpty();
    }

    @Test
    void moreLevelsAreAttached() {
        ParsedMail mail = parse(nested(5_000, "deep words"));
        assertThat(mail.issues()).contains(MailIssue.TOO_DEEP);
        assertThat(mail.attachments()).extracting(MailAttachment::kind).contains(Kind.SOURCE);
    }

    @Test
    void tenThousandPartsAreReadAndAsManyNamedAsAMessageHolds() {
        String part = "--p\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n";
        ParsedMail mail = parse(HEAD + "Content-Type: multipart/mixed; boundary=p\r\n\r\n" + part.repeat(9_999)
                + "--p\r\n\r\nlast words\r\n--p--\r\n");
        assertThat(mail.text()).isEqualTo("last words");
        assertThat(mail.attachments()).hasSize(MailLimits.DEFAULT.maxAttachments() + 1);
        assertThat(mail.attachments().getLast().kind()).isEqualTo(Kind.SOURCE);
        assertThat(mail.issues()).containsExactly(MailIssue.TOO_MANY_PARTS);
    }

    @Test
    void megabytesOfHeadersAreCut() {
        ParsedMail mail = parse(HEAD + "References: " + "<id@x> ".repeat(400_000) + "\r\n"
                + "X-A: b\r\n".repeat(500_000) + "\r\nwords");
        assertThat(mail.text()).isEqualTo("words");
        assertThat(mail.subject()).isEqualTo("big");
        assertThat(mail.issues()).contains(MailIssue.HEADER_TOO_LARGE);
        assertThat(mail.references()).hasSizeLessThanOrEqualTo(100);
    }

    /** Mails of up to 50 MB, each made for one weakness. */
    private enum Hostile {
        LEVELS_AROUND_A_LONG_BODY(() -> nested(200, "x".repeat(HUGE))),
        BOUNDARIES_ONLY(
                () -> HEAD + "Content-Type: multipart/mixed; boundary=p\r\n\r\n" + "--p\r\n\r\n".repeat(HUGE / 8)),
        LEVELS_WITHOUT_BOUNDARIES(() -> HEAD + "Content-Type: multipart/mixed\r\n\r\n"
                + "--q\r\nContent-Type: multipart/mixed\r\n\r\n".repeat(LARGE / 40)),
        GARBAGE_AMONG_HEADERS(() -> HEAD + ("garbage\r\n".repeat(150) + "X-A: b\r\n").repeat(LARGE / 1400)),
        OPEN_BRACKETS(() ->
                HEAD + ("To: " + "(".repeat(60_000) + "\r\nContent-Type: " + "(;".repeat(30_000) + "\r\n").repeat(8)
                        + "\r\n" + "(".repeat(LARGE)),
        ENCODED_WORDS(() -> HEAD + "From: " + "=?x-none?q?=ff?= ".repeat(3_500) + "\r\n\r\n" + "y".repeat(LARGE)),
        PARAMETERS(() -> HEAD + "Content-Type: text/plain" + ";".repeat(60_000) + "=\r\n\r\n" + ";=".repeat(LARGE / 2)),
        QUOTES(() -> HEAD + "Content-Type: text/html\r\n\r\n" + "<blockquote>a".repeat(LARGE / 13)),
        TAGS(() -> HEAD + "Content-Type: text/html\r\n\r\n" + "<b><p><a href=x>".repeat(LARGE / 16)),
        TABLES(() -> HEAD + "Content-Type: text/html\r\n\r\n" + "<table><td>".repeat(LARGE / 11)),
        COMMENTS(() -> HEAD + "Content-Type: text/html\r\n\r\n" + "<!--<!".repeat(LARGE / 6)),
        ENTITIES(() -> HEAD + "Content-Type: text/html\r\n\r\n" + "&#x1F600;&amp;&lt;".repeat(LARGE / 18)),
        INTRODUCTIONS(() -> HEAD + "\r\n" + ("On " + "<a@".repeat(150) + " wrote:\r\n").repeat(LARGE / 470)),
        LINE_ENDS(() -> HEAD + "\r\n" + "\n".repeat(LARGE)),
        ENCODED(() -> HEAD + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + "=0".repeat(LARGE / 2));

        private final Supplier<String> mail;

        Hostile(Supplier<String> mail) {
            this.mail = mail;
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostileMailsCostBoundedTime(Hostile hostile) {
        ParsedMail mail = parse(hostile.mail.get());
        assertThat(mail.text().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(65_536);
        assertThat(mail.attachments()).hasSizeLessThanOrEqualTo(MailLimits.DEFAULT.maxAttachments() + 3);
    }

    @Test
    void aMailOfNothingButOneByteIsRead() {
        byte[] zeros = new byte[HUGE];
        assertThat(parse(zeros).subject()).isEmpty();
        Arrays.fill(zeros, (byte) '-');
        assertThat(parse(zeros).subject()).isEmpty();
    }
}
