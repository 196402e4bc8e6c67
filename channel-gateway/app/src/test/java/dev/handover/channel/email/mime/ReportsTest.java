package dev.handover.channel.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.channel.content.ByteRange;
import dev.handover.channel.email.mime.MailReport.Action;
import dev.handover.channel.email.mime.MailReport.RecipientStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final String HEAD =
            "From: MAILER-DAEMON@mx.test\r\nTo: support@acme.test\r\nSubject: Undelivered Mail\r\n"
                    + "Message-ID: <r@mx.test>\r\nDate: Tue, 4 Mar 2025 10:11:12 +0100\r\nMIME-Version: 1.0\r\n";
    private static final String OWN = "<handover.01234567-89ab-7cde-8f01-23456789abcd@acme.test>";

    private static ParsedMail read(String mail) {
        return new MailParser(MailLimits.DEFAULT).parse(ByteRange.of(mail.getBytes(StandardCharsets.UTF_8)));
    }

    private static ParsedMail report(String type, String fields, String enclosed) {
        return read(HEAD + "Content-Type: multipart/report; report-type=" + type
                + "; boundary=r\r\n\r\n--r\r\n\r\nWords\r\n"
                + "--r\r\nContent-Type: message/" + type + "\r\n\r\n" + fields + "\r\n--r\r\nContent-Type: " + enclosed
                + "\r\n\r\nMessage-ID: " + OWN + "\r\nSubject: Re: hello\r\n\r\n--r--\r\n");
    }

    private static ParsedMail delivery(String fields) {
        return report("delivery-status", fields, "text/rfc822-headers");
    }

    @Nested
    class DeliveryStatus {

        @Test
        void isReadRecipientByRecipient() {
            ParsedMail mail = delivery(
                    "Reporting-MTA: dns; mx.test\r\nOriginal-Envelope-Id: e-1\r\n\r\n"
                            + "Original-Recipient: rfc822;ada@customer.test\r\nFinal-Recipient: rfc822; ada@inner.test\r\n"
                            + "Action: failed\r\nStatus: 5.1.1 (no such user)\r\nDiagnostic-Code: smtp; 550 5.1.1 <ada>: User\r\n"
                            + " unknown\r\n\r\nFinal-Recipient: rfc822;bob@customer.test\r\nAction: delayed\r\nStatus: 4.4.1\r\n");
            assertThat(mail.automatic()).isEqualTo(AutomaticKind.BOUNCE);
            assertThat(mail.report())
                    .contains(new MailReport.Delivery(List.of(
                            new RecipientStatus(
                                    "ada@customer.test", Action.FAILED, "5.1.1", "550 5.1.1 <ada>: User unknown"),
                            new RecipientStatus("bob@customer.test", Action.DELAYED, "4.4.1", ""))));
            assertThat(mail.reportedIds()).containsExactly("e-1", OWN);
        }

        @Test
        void thatIsOnlyLateOrGoodIsNoBounce() {
            for (String action : List.of("delayed", "delivered", "relayed", "expanded")) {
                ParsedMail mail =
                        delivery("Reporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; a@b.test\r\nAction: "
                                + action + "\r\nStatus: 2.0.0\r\n");
                assertThat(mail.automatic()).as(action).isEqualTo(AutomaticKind.DELIVERY_REPORT);
            }
        }

        @Test
        void withoutAnActionIsReadByItsStatus() {
            ParsedMail mail = delivery("Final-Recipient: rfc822; a@b.test\r\nStatus: 4.2.2\r\n\r\n"
                    + "Final-Recipient: rfc822; c@b.test\r\nAction: failure\r\nStatus: 5.2.2\r\n");
            assertThat(((MailReport.Delivery) mail.report().orElseThrow()).recipients())
                    .extracting(RecipientStatus::action)
                    .containsExactly(Action.DELAYED, Action.FAILED);
        }

        @Test
        void thatSaysNothingIsABounceAboutNobody() {
            ParsedMail mail = delivery("\r\n\r\nnonsense\r\n");
            assertThat(mail.automatic()).isEqualTo(AutomaticKind.BOUNCE);
            assertThat(mail.report()).contains(new MailReport.Delivery(List.of()));
        }

        @Test
        void aFailureOnlyForNowIsNotPermanent() {
            assertThat(new RecipientStatus("a@b", Action.FAILED, "4.4.7", "").permanent())
                    .isFalse();
            assertThat(new RecipientStatus("a@b", Action.FAILED, "5.1.1", "").permanent())
                    .isTrue();
            assertThat(new RecipientStatus("a@b", Action.FAILED, "", "").permanent())
                    .isTrue();
            assertThat(new RecipientStatus("a@b", Action.DELAYED, "", "").permanent())
                    .isFalse();
        }
    }

    @Nested
    class Complaints {

        @Test
        void nameWhatAndWhom() {
            ParsedMail mail = report(
                    "feedback-report",
                    "Feedback-Type: abuse\r\nUser-Agent: Provider/1\r\nOriginal-Rcpt-To: <ada@customer.test>\r\n",
                    "message/rfc822");
            assertThat(mail.automatic()).isEqualTo(AutomaticKind.COMPLAINT);
            assertThat(mail.report()).contains(new MailReport.Complaint("abuse", Optional.of("ada@customer.test")));
            assertThat(mail.reportedIds()).containsExactly(OWN);
        }

        @Test
        void maySayLittle() {
            ParsedMail mail = report("feedback-report", "Version: 1\r\n", "message/rfc822");
            assertThat(mail.report()).contains(new MailReport.Complaint("abuse", Optional.empty()));
        }
    }

    @Nested
    class BouncesForPeople {

        @Test
        void ofQmailAreRead() {
            ParsedMail mail =
                    read(HEAD + "\r\nHi. This is the qmail-send program at mx.test.\r\nI'm afraid I wasn't able to"
                            + " deliver your message.\r\n\r\n<ada@customer.test>:\r\n192.0.2.1 does not like recipient.\r\n"
                            + "Remote host said: 550 5.1.1 unknown user\r\nGiving up on 192.0.2.1.\r\n\r\n"
                            + "--- Below this line is a copy of the message.\r\n\r\nReturn-Path: <support@acme.test>\r\nMessage-ID: "
                            + OWN + "\r\n\r\n<not@this.test>:\r\nwords\r\n");
            assertThat(mail.automatic()).isEqualTo(AutomaticKind.BOUNCE);
            List<RecipientStatus> recipients =
                    ((MailReport.Delivery) mail.report().orElseThrow()).recipients();
            assertThat(recipients).hasSize(1);
            assertThat(recipients.getFirst().address()).isEqualTo("ada@customer.test");
            assertThat(recipients.getFirst().status()).isEqualTo("5.1.1");
            assertThat(recipients.getFirst().diagnostic()).startsWith("192.0.2.1 does not like recipient.");
            assertThat(mail.reportedIds()).containsExactly(OWN);
        }

        @Test
        void thatOnlyWarnOfDelayAreNoFailures() {
            ParsedMail mail =
                    read(HEAD + "\r\nThis is a warning. Your message has not yet been delivered; delivery attempts"
                            + " will continue.\r\n\r\n<ada@customer.test>:\r\n451 4.7.1 try later\r\n");
            assertThat(((MailReport.Delivery) mail.report().orElseThrow()).recipients())
                    .containsExactly(
                            new RecipientStatus("ada@customer.test", Action.DELAYED, "4.7.1", "451 4.7.1 try later"));
            ParsedMail bare = read(HEAD + "\r\nYou do not need to resend your message.\r\n");
            assertThat(((MailReport.Delivery) bare.report().orElseThrow()).recipients())
                    .containsExactly(new RecipientStatus("", Action.DELAYED, "", ""));
        }

        @Test
        void ofEximAreRead() {
            ParsedMail mail =
                    read(HEAD + "X-Failed-Recipients: ada@customer.test\r\n\r\nA message that you sent could not be"
                            + " delivered:\r\n\r\n  ada@customer.test\r\n    mailbox is full:\r\n    452 4.2.2 over quota\r\n\r\n"
                            + "------ This is a copy of your message ------\r\n\r\nMessage-ID: " + OWN + "\r\n");
            assertThat(((MailReport.Delivery) mail.report().orElseThrow()).recipients())
                    .containsExactly(new RecipientStatus(
                            "ada@customer.test", Action.FAILED, "4.2.2", "mailbox is full: 452 4.2.2 over quota"));
            assertThat(mail.reportedIds()).containsExactly(OWN);
        }
    }

    @Nested
    class SenderAuthentication {

        private static final String FROM = "From: Ada <ada@customer.test>\r\n";

        private static SenderCheck of(String headers) {
            byte[] mail = (headers + FROM + "Subject: x\r\n\r\nwords").getBytes(StandardCharsets.UTF_8);
            return new MailParser(MailLimits.DEFAULT, List.of("MX.acme.test"))
                    .parse(ByteRange.of(mail))
                    .senderCheck();
        }

        private static String verdict(String results) {
            return of("Authentication-Results: mx.acme.test 1; " + results + "\r\n")
                    .verdict()
                    .name();
        }

        @Test
        void byDmarcIsBelieved() {
            assertThat(verdict("spf=fail; dmarc=pass (p=none) header.from=customer.test"))
                    .isEqualTo("PASS");
            assertThat(verdict("spf=pass smtp.mailfrom=a@customer.test; dmarc=fail"))
                    .isEqualTo("FAIL");
        }

        @Test
        void withoutDmarcGoesByTheDomainOfTheSender() {
            assertThat(verdict("spf=pass smtp.mailfrom=bounce@mail.customer.test"))
                    .isEqualTo("PASS");
            assertThat(verdict("spf=pass smtp.mailfrom=a@other.test")).isEqualTo("UNKNOWN");
            assertThat(verdict(
                            "dkim=fail header.d=customer.test;\r\n dkim=pass reason=\"ok; so\" header.d=Customer.test"))
                    .isEqualTo("PASS");
            assertThat(verdict("dkim=pass header.d=test")).isEqualTo("UNKNOWN");
            assertThat(verdict("spf=fail smtp.mailfrom=a@customer.test; dmarc=none"))
                    .isEqualTo("FAIL");
            assertThat(verdict("spf=softfail; dkim=none")).isEqualTo("UNKNOWN");
            assertThat(verdict("none")).isEqualTo("UNKNOWN");
        }

        @Test
        void keepsTheWordsOfTheServer() {
            assertThat(of("Authentication-Results: mx.acme.test; spf=softfail; dkim=pass header.d=customer.test\r\n"))
                    .isEqualTo(new SenderCheck(
                            SenderCheck.Verdict.PASS, Optional.of("softfail"), Optional.of("pass"), Optional.empty()));
        }

        @Test
        void ofAnybodyElseIsNotBelieved() {
            assertThat(of("Authentication-Results: mx.customer.test; dmarc=pass\r\n")
                            .verdict()
                            .name())
                    .isEqualTo("UNKNOWN");
            assertThat(read("Authentication-Results: mx.acme.test; dmarc=pass\r\n" + FROM + "\r\nwords")
                            .senderCheck()
                            .verdict()
                            .name())
                    .isEqualTo("UNKNOWN");
        }

        @Test
        void furtherDownMayBeTheSendersOwnWork() {
            String own = "Authentication-Results: mx.acme.test; ";
            assertThat(of(own + "spf=fail\r\nReceived: by mx.acme.test\r\n" + own + "dmarc=pass\r\n")
                            .verdict()
                            .name())
                    .isEqualTo("FAIL");
            assertThat(of(own + "dmarc=fail\r\n" + own + "dmarc=pass\r\n")
                            .verdict()
                            .name())
                    .isEqualTo("FAIL");
            assertThat(of("Authentication-Results: inner; none\r\nReceived: by x\r\n" + own + "dmarc=pass\r\n")
                            .verdict()
                            .name())
                    .isEqualTo("PASS");
        }

        @Test
        void thatIsNoneOfItIsPassedOver() {
            assertThat(AuthenticationResults.parse(" ;;;", 0)).isEmpty();
            assertThat(AuthenticationResults.parse("x; =; ;spf; \"", 0))
                    .contains(new AuthenticationResults("x", 0, List.of()));
        }
    }
}
