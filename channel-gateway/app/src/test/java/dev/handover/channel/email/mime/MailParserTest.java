package dev.handover.channel.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.email.mime.MailAttachment.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailParserTest {

    private final MailParser parser = new MailParser(MailLimits.DEFAULT);

    private ParsedMail mail(String name) {
        return parser.parse(ByteRange.of(Samples.bytes(name)));
    }

    private ParsedMail source(String text) {
        return parser.parse(ByteRange.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Nested
    class CharacterSets {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "latin1 | Schöne Grüße aus Köln",
                    "latin9-qp | Das kostet 5 € und ist schön. Wirklich.",
                    "windows-1252-as-latin1 | “Quoted” – 5 €",
                    "windows-1251 | Привет, у меня не работает вход.",
                    "koi8-r | Привет, у меня не работает вход.",
                    "iso-2022-jp | ログインできません。よろしくお願いします。",
                    "iso-2022-jp-unlabelled | ログインできません。よろしくお願いします。",
                    "shift-jis | ログインできません。よろしくお願いします。",
                    "gb2312 | 您好，我无法登录。朱镕基",
                    "big5 | 您好，我無法登入。",
                    "euc-kr | 안녕하세요, 로그인이 안 됩니다.",
                    "utf-7 | Grüße + mehr",
                    "unknown-charset | Ein längerer Text über schöne Grüße und Äpfel, damit man es erkennt.",
                    "utf8-claimed-latin1-sent | Schöne Grüße an alle Kollegen für die Hilfe",
                    "latin1-claimed-utf8-sent | Schöne Grüße",
                    "base64-utf16 | Grüße",
                })
        void bodiesAreDecoded(String name, String text) {
            assertThat(mail(name).text()).isEqualTo(text);
        }

        @Test
        void aWrongOneIsNamedAndTheSourceAttached() {
            for (String name : List.of("unknown-charset", "utf8-claimed-latin1-sent", "latin1-claimed-utf8-sent")) {
                ParsedMail mail = mail(name);
                assertThat(mail.issues()).as(name).contains(MailIssue.CHARSET_REPLACED);
                assertThat(mail.attachments())
                        .as(name)
                        .anySatisfy(a -> assertThat(Samples.content(a)).isEqualTo(Samples.bytes(name)));
            }
        }

        @Test
        void aRightOneIsNoIssue() {
            for (String name : List.of("latin1", "koi8-r", "iso-2022-jp", "gb2312", "utf-7", "plain")) {
                assertThat(mail(name).issues()).as(name).isEmpty();
            }
        }

        @Test
        void zeroCharactersAreReplaced() {
            assertThat(mail("null-characters").text()).isEqualTo("a\uFFFDb");
            assertThat(mail("null-characters").issues()).contains(MailIssue.CHARACTERS_REPLACED);
        }
    }

    @Nested
    class Headers {

        @Test
        void encodedWordsAreDecoded() {
            ParsedMail mail = mail("latin1");
            assertThat(mail.subject()).isEqualTo("Grüße aus Köln");
            assertThat(mail.sender()).contains(new MailAddress("Jörg Müller", "joerg@customer.test"));
            assertThat(mail("koi8-r").subject()).isEqualTo("Не работает вход");
        }

        @Test
        void brokenAndSplitEncodedWordsAreDecoded() {
            ParsedMail mail = mail("encoded-words-split");
            assertThat(mail.sender().orElseThrow().name()).isEqualTo("Überraschung");
            assertThat(mail.subject()).isEqualTo("one ö two three plain four fivefoobar");
        }

        @Test
        void anEncodedCommaSeparatesNothing() {
            ParsedMail mail = mail("encoded-comma-in-name");
            assertThat(mail.sender()).contains(new MailAddress("Müller, Eva", "eva@customer.test"));
            assertThat(mail.to())
                    .containsExactly(
                            new MailAddress("Support, First", "support@acme.test"),
                            new MailAddress("", "a@b.test"),
                            new MailAddress("commentDee", "c@d.test"));
        }

        @Test
        void raw8BitIsReadInTheCharacterSetOfTheBodyOrUtf8() {
            assertThat(mail("raw-8bit-headers").subject()).isEqualTo("Schöne Grüße");
            assertThat(mail("raw-8bit-headers").sender().orElseThrow().name()).isEqualTo("Jörg Müller");
            assertThat(mail("raw-utf8-headers").subject()).isEqualTo("Zażółć gęślą jaźń");
            assertThat(mail("raw-utf8-headers").sender().orElseThrow().name()).isEqualTo("Łukasz Żółw");
            assertThat(mail("iso-2022-jp-unlabelled").subject()).isEqualTo("ログイン");
        }

        @Test
        void threadingAndDateAreRead() {
            ParsedMail mail = mail("reply-with-quote");
            assertThat(mail.messageId()).contains("<rep@customer.test>");
            assertThat(mail.inReplyTo()).containsExactly("<handover.01234567-89ab-7cde-8f01-23456789abcd@acme.test>");
            assertThat(mail.references()).hasSize(2).startsWith("<plain@customer.test>");
            assertThat(mail.date()).contains(Instant.parse("2025-03-04T09:11:12Z"));
        }

        @Test
        void missingOnesAreNamed() {
            ParsedMail mail = mail("no-from-date-id");
            assertThat(mail.issues())
                    .contains(MailIssue.SENDER_MISSING, MailIssue.DATE_MISSING, MailIssue.MESSAGE_ID_MISSING);
            assertThat(mail.sender()).isEmpty();
            assertThat(mail.text()).isEqualTo("Who am I?");
        }

        @Test
        void aLostEmptyLineLosesNoText() {
            ParsedMail mail = mail("header-without-empty-line");
            assertThat(mail.subject()).isEqualTo("glued");
            assertThat(mail.text()).isEqualTo("Dear support, my header has no end.\nKind regards");
            assertThat(mail.issues()).contains(MailIssue.HEADER_BROKEN);
        }

        @Test
        void garbageAmongThemIsSkipped() {
            ParsedMail mail = mail("garbage-among-headers");
            assertThat(mail.subject()).isEqualTo("still read");
            assertThat(mail.text()).isEqualTo("Body");
            assertThat(mail.issues()).contains(MailIssue.HEADER_BROKEN, MailIssue.DATE_UNREADABLE);
        }

        @Test
        void tooLargeOnesAreCut() {
            ParsedMail mail = source("From: a@b.test\nX-Big: " + "x".repeat(900_000) + "\nSubject: after\n\nwords\n");
            assertThat(mail.text()).isEqualTo("words");
            assertThat(mail.issues()).contains(MailIssue.HEADER_TOO_LARGE);
        }
    }

    @Nested
    class Structure {

        @Test
        void alternativesCountOnceAndFilesAreKept() {
            ParsedMail mail = mail("alternative-attachment");
            assertThat(mail.text()).isEqualTo("Plain words");
            assertThat(mail.html())
                    .contains("<b>words</b>")
                    .contains("cid:logo")
                    .doesNotContain("script");
            assertThat(mail.issues()).isEmpty();
            assertThat(mail.attachments())
                    .extracting(MailAttachment::name)
                    .containsExactly("logo.png", "Übersicht.pdf");
            MailAttachment logo = mail.attachments().getFirst();
            assertThat(logo.inline()).isTrue();
            assertThat(logo.contentId()).contains("logo@x");
            assertThat(new String(Samples.content(mail.attachments().getLast()), StandardCharsets.UTF_8))
                    .isEqualTo("%PDF-1.4 not really");
        }

        @Test
        void htmlAloneGivesText() {
            ParsedMail mail = mail("html-only");
            assertThat(mail.text())
                    .isEqualTo(
                            "Hello there,\n\nit fails.\n\n- one\n- two\n\nOn Mon, 3 Mar 2025, Support wrote:\n> old words");
            assertThat(mail.spans())
                    .extracting(TextSpan::kind)
                    .containsExactly(TextSpan.Kind.REPLY, TextSpan.Kind.QUOTE);
        }

        @ParameterizedTest
        @CsvSource({"missing-boundary-parameter, First words", "wrong-boundary, First words"})
        void aBrokenBoundaryIsGuessed(String name, String text) {
            ParsedMail mail = mail(name);
            assertThat(mail.text()).startsWith(text);
            assertThat(mail.issues()).contains(MailIssue.BOUNDARY_BROKEN);
            assertThat(mail.attachments()).extracting(MailAttachment::kind).contains(Kind.SOURCE);
        }

        @Test
        void aMissingEndLosesNothing() {
            ParsedMail mail = mail("missing-end-boundary");
            assertThat(mail.text()).isEqualTo("First words");
            assertThat(mail.issues()).contains(MailIssue.END_BOUNDARY_MISSING);
            assertThat(new String(Samples.content(mail.attachments().getFirst()), StandardCharsets.UTF_8))
                    .isEqualTo("data without end");
        }

        @Test
        void wordsWithoutAnyBoundaryAreText() {
            assertThat(mail("boundary-never-occurs").text()).isEqualTo("Just some words, and no parts at all.");
        }

        @Test
        void brokenTransferEncodingsShowWhatCanBeRead() {
            assertThat(mail("broken-base64").text()).contains("is broken");
            assertThat(mail("broken-base64").issues()).contains(MailIssue.TRANSFER_ENCODING_BROKEN);
            assertThat(mail("broken-quoted-printable").text())
                    .startsWith("Café costs 5")
                    .contains("and 3");
            assertThat(mail("broken-quoted-printable").issues()).contains(MailIssue.TRANSFER_ENCODING_BROKEN);
        }

        @ParameterizedTest
        @CsvSource({"lf-only, First words", "cr-only, Mac words", "mbox-envelope, words"})
        void otherLineEndsAndEnvelopesAreRead(String name, String text) {
            assertThat(mail(name).text()).isEqualTo(text);
        }

        @Test
        void deepNestingIsRead() {
            ParsedMail mail = mail("deep-nesting");
            assertThat(mail.issues()).containsExactly(MailIssue.END_BOUNDARY_MISSING);
            assertThat(mail.text()).isEqualTo("deep words");
        }

        @Test
        void aNestedMessageIsAFile() {
            ParsedMail mail = mail("nested-message");
            assertThat(mail.text()).isEqualTo("See below");
            assertThat(mail.attachments()).singleElement().satisfies(a -> {
                assertThat(a.contentType()).isEqualTo("message/rfc822");
                assertThat(a.name()).isEqualTo("attachment-1.eml");
                assertThat(new String(Samples.content(a), StandardCharsets.UTF_8))
                        .contains("inner words");
            });
        }

        @Test
        void fileNamesHoldNoPath() {
            assertThat(mail("folded-filename-encoded-word").text()).isEqualTo("no type");
            assertThat(mail("folded-filename-encoded-word").attachments())
                    .extracting(MailAttachment::name)
                    .containsExactly("Übersicht.doc");
        }

        @Test
        void aLongBodyIsCutAndAttachedInFull() {
            ParsedMail mail = source(
                    "From: a@b.test\nContent-Type: text/plain; charset=iso-8859-1\n\n" + "\u00E4\n".repeat(60_000));
            assertThat(mail.text().getBytes(StandardCharsets.UTF_8).length).isBetween(65_000, 65_536);
            assertThat(mail.issues()).contains(MailIssue.BODY_TRUNCATED);
            assertThat(mail.attachments()).anySatisfy(a -> {
                assertThat(a.kind()).isEqualTo(Kind.BODY);
                assertThat(a.size()).isEqualTo(179_999);
            });
        }

        @Test
        void aBodyTooLongToBeReadIsCutAtALineAndAttachedAsItWasSent() {
            String words = "Gr\u00FC\u00DFe\n".repeat(500_000);
            ParsedMail mail = source("From: a@b.test\nContent-Type: text/plain; charset=iso-8859-1\n\n" + words);
            assertThat(mail.text()).startsWith("Gr\u00FC\u00DFe\n");
            assertThat(mail.issues()).contains(MailIssue.BODY_TRUNCATED).doesNotContain(MailIssue.CHARSET_REPLACED);
            List<MailAttachment> bodies = mail.attachments().stream()
                    .filter(a -> a.kind() == Kind.BODY)
                    .toList();
            assertThat(bodies)
                    .singleElement()
                    .satisfies(a -> assertThat(
                                    Arrays.equals(Samples.content(a), words.getBytes(StandardCharsets.ISO_8859_1)))
                            .isTrue());
        }

        @Test
        void anAttachmentCanBeReadMoreThanOnce() {
            MailAttachment pdf = mail("alternative-attachment").attachments().getLast();
            assertThat(Samples.content(pdf)).isEqualTo(Samples.content(pdf)).hasSize((int) pdf.size());
        }

        @Test
        void bytesThatAreNoMailAreText() {
            assertThat(mail("only-text").text()).isEqualTo("There is no header here at all\nand no empty line");
            assertThat(mail("empty").text()).isEmpty();
            assertThat(mail("binary").attachments())
                    .extracting(MailAttachment::kind)
                    .contains(Kind.SOURCE);
        }
    }

    @Nested
    class SafeHtmlOnly {

        @Test
        void nothingRunsAndNothingIsLoaded() {
            String html = mail("hostile-html").html();
            assertThat(html)
                    .doesNotContain("script", "onerror", "onload", "javascript:", "iframe", "<form", "@import", "<link")
                    .doesNotContain("url(", "srcset", " src=", "background=", "http-equiv", "<video", "<base")
                    .contains("https://ok.test/");
        }

        @Test
        void aRemoteImageKeepsItsAddressUnloaded() {
            assertThat(mail("alternative-attachment").html())
                    .contains("data-remote-src=\"https://tracker.test/p.gif\"");
        }
    }

    @Nested
    class Spans {

        @Test
        void quoteReplyAndSignatureAreMarked() {
            ParsedMail mail = mail("reply-with-quote");
            assertThat(mail.spans())
                    .extracting(s -> s.kind() + ": " + s.of(mail.text()).strip())
                    .containsExactly(
                            "REPLY: It works now, thanks.",
                            "QUOTE: On Tue, 4 Mar 2025 at 11:00, Amelie <support@acme.test>\nwrote:\n> Please switch it off.\n>\n> Amelie",
                            "REPLY: One more thing: who pays?",
                            "SIGNATURE: -- \nAda");
        }

        @Test
        void outlooksHeaderBlockStartsTheQuote() {
            ParsedMail mail = mail("outlook-reply");
            assertThat(mail.spans()).hasSize(2);
            assertThat(mail.spans().getFirst().of(mail.text()))
                    .startsWith("Danke")
                    .doesNotContain("Von:");
        }

        @Test
        void flowedTextIsJoined() {
            assertThat(mail("format-flowed").text())
                    .isEqualTo("This is one long line that was broken softly and goes on.\n>not a quote\n"
                            + "> quoted words that were broken too\n\n-- \nAda");
        }
    }

    @Nested
    class Automatic {

        @ParameterizedTest
        @CsvSource({
            "plain, NONE",
            "auto-submitted-no, NONE",
            "out-of-office, OUT_OF_OFFICE",
            "auto-generated, AUTO_GENERATED",
            "precedence-auto-reply, AUTO_REPLY",
            "mailing-list, LIST",
            "bounce, BOUNCE",
            "read-receipt, DELIVERY_REPORT"
        })
        void kindsAreTold(String name, AutomaticKind kind) {
            assertThat(mail(name).automatic()).isEqualTo(kind);
        }

        @Test
        void aBounceNamesTheMailItIsAbout() {
            assertThat(mail("bounce").reportedIds())
                    .containsExactly("<handover.01234567-89ab-7cde-8f01-23456789abcd@acme.test>");
        }
    }
}
