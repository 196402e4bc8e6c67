package dev.handover.channel.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.content.ByteRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainersTest {

    private static final String HEAD = "From: Ada <ada@customer.test>\r\nTo: support@acme.test\r\nSubject: wrapped\r\n"
            + "Message-ID: <wrapped@x>\r\nDate: Tue, 4 Mar 2025 10:11:12 +0100\r\nMIME-Version: 1.0\r\n";

    private final MailParser parser = new MailParser(MailLimits.DEFAULT);

    private ParsedMail read(String mail) {
        return parser.parse(ByteRange.of(mail.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Nested
    class WinmailDat {

        @Test
        void givesItsWordsAndItsFiles() {
            byte[] file = new byte[5000];
            new Random(1).nextBytes(file);
            ParsedMail mail = parser.parse(ByteRange.of(new TnefSample()
                    .rtf(
                            "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 Sch\\'f6ne Gr\\'fc\\'dfe\\par \\u8364?5}")
                    .file("plan.pdf", file)
                    .file("notes.txt", "notes".getBytes(StandardCharsets.UTF_8))
                    .mail()));
            assertThat(mail.text()).isEqualTo("Schöne Grüße\n€5");
            assertThat(mail.attachments()).extracting(MailAttachment::name).containsExactly("plan.pdf", "notes.txt");
            assertThat(Samples.content(mail.attachments().getFirst())).isEqualTo(file);
            assertThat(mail.issues()).isEmpty();
        }

        @Test
        void givesItsHtmlSanitised() {
            ParsedMail mail = parser.parse(ByteRange.of(new TnefSample()
                    .html("<p>Hello <b>you</b></p><script>x()</script>")
                    .mail()));
            assertThat(mail.text()).isEqualTo("Hello you");
            assertThat(mail.html()).contains("<b>you</b>").doesNotContain("script");
        }

        @Test
        void ofHtmlInRtfGivesTheWordsWithoutTheTags() {
            ParsedMail mail = parser.parse(ByteRange.of(new TnefSample()
                    .rtf("{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Words"
                            + "{\\*\\htmltag72 </p>}\\htmlrtf\\par}\\htmlrtf0 \\line more}")
                    .mail()));
            assertThat(mail.text()).isEqualTo("Words\nmore");
        }

        @Test
        void thatIsBrokenIsAFile() {
            byte[] whole = new TnefSample().file("plan.pdf", new byte[2000]).bytes();
            for (byte[] broken :
                    List.of(new byte[0], Arrays.copyOf(whole, 900), "nonsense".getBytes(StandardCharsets.UTF_8))) {
                ParsedMail mail = read(HEAD + "Content-Type: application/ms-tnef; name=winmail.dat\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(broken));
                assertThat(mail.issues()).contains(MailIssue.TNEF_BROKEN);
                assertThat(mail.attachments()).extracting(MailAttachment::name).contains("winmail.dat");
            }
        }
    }

    @Nested
    class Signed {

        @Test
        void inTheOpenShowsItsContentAndKeepsTheSignature() {
            ParsedMail mail = read(HEAD + "Content-Type: multipart/signed; boundary=s; micalg=sha-256;"
                    + " protocol=\"application/pkcs7-signature\"\r\n\r\n--s\r\nContent-Type: text/plain\r\n\r\nSigned words"
                    + "\r\n--s\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
                    + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=smime.p7s\r\n\r\n"
                    + "AAAA\r\n--s--\r\n");
            assertThat(mail.text()).isEqualTo("Signed words");
            assertThat(mail.attachments()).extracting(MailAttachment::name).containsExactly("smime.p7s");
            assertThat(mail.issues()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void inAnEnvelopeShowsItsContent(boolean indefiniteLengths) {
            byte[] content = "Content-Type: text/plain\r\n\r\nWords in an envelope".getBytes(StandardCharsets.US_ASCII);
            ParsedMail mail = pkcs7("signed-data", Cms.signed(content, indefiniteLengths));
            assertThat(mail.text()).isEqualTo("Words in an envelope");
            assertThat(mail.attachments()).extracting(MailAttachment::name).containsExactly("smime.p7m");
            assertThat(mail.issues()).isEmpty();
        }

        @Test
        void thatCannotBeOpenedIsNamed() {
            ParsedMail mail = pkcs7("signed-data", new byte[] {0x30, (byte) 0x84, 0x7F, 1, 2, 3, 4});
            assertThat(mail.issues()).contains(MailIssue.SIGNED_CONTENT_UNREADABLE);
            assertThat(mail.attachments()).extracting(MailAttachment::name).contains("smime.p7m", "original.eml");
        }
    }

    private ParsedMail pkcs7(String kind, byte[] bytes) {
        return read(HEAD + "Content-Type: application/pkcs7-mime; smime-type=" + kind + "; name=smime.p7m\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(bytes));
    }

    @Nested
    class Encrypted {

        @Test
        void bySmimeSaysSo() {
            ParsedMail mail = pkcs7("enveloped-data", new byte[] {0x30, 3, 6, 1, 1});
            assertThat(mail.text()).startsWith("This message is encrypted");
            assertThat(mail.issues()).contains(MailIssue.ENCRYPTED);
            assertThat(mail.attachments())
                    .extracting(MailAttachment::name)
                    .containsExactly("smime.p7m", "original.eml");
        }

        @Test
        void byPgpSaysSo() {
            ParsedMail mail = read(HEAD
                    + "Content-Type: multipart/encrypted; boundary=e; protocol=\"application/pgp-encrypted\"\r\n\r\n--e\r\n"
                    + "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--e\r\n"
                    + "Content-Type: application/octet-stream; name=encrypted.asc\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n"
                    + "--e--\r\n");
            assertThat(mail.text()).startsWith("This message is encrypted");
            assertThat(mail.issues()).contains(MailIssue.ENCRYPTED);
            assertThat(mail.attachments()).extracting(MailAttachment::name).contains("encrypted.asc");
        }

        @Test
        void inTheTextIsShownAndNamed() {
            ParsedMail mail =
                    read(HEAD + "\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----\r\n");
            assertThat(mail.text()).startsWith("-----BEGIN PGP MESSAGE-----");
            assertThat(mail.issues()).contains(MailIssue.ENCRYPTED);
        }
    }

    @Nested
    class Invitation {

        private static final String CALENDAR =
                "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Talk about\r\n"
                        + "  the order\\, again\r\nDTSTART;TZID=Europe/Berlin:20250304T101500\r\nLOCATION:Room 5\r\n"
                        + "ORGANIZER;CN=\"Eva: M\":mailto:eva@customer.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

        @Test
        void besideWordsIsAFileAndNoWords() {
            ParsedMail mail = read(HEAD + "Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\n"
                    + "Content-Type: text/plain\r\n\r\nPlease come\r\n--c\r\n"
                    + "Content-Type: text/calendar; method=REQUEST; name=invite.ics\r\n\r\n" + CALENDAR
                    + "\r\n--c--\r\n");
            assertThat(mail.text()).isEqualTo("Please come");
            assertThat(mail.attachments()).extracting(MailAttachment::name).containsExactly("invite.ics");
        }

        @Test
        void aloneIsSummarised() {
            ParsedMail mail = read(HEAD + "Content-Type: text/calendar; method=REQUEST\r\n\r\n" + CALENDAR);
            assertThat(mail.text())
                    .isEqualTo("Calendar entry (request)\nWhat: Talk about the order, again\n"
                            + "Begins: 2025-03-04 10:15 (Europe/Berlin)\nWhere: Room 5\nFrom: eva@customer.test");
            assertThat(mail.attachments()).extracting(MailAttachment::name).containsExactly("attachment-1.ics");
        }
    }
}
