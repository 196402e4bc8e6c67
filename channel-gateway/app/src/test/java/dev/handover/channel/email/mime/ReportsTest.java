package dev.handover.channel.email.mime;

import static org.assertj.core.api.Assertions.assertThat;

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
    class Authentication {

        private static List<AuthenticationResults> of(String headers) {
            return read(headers + HEAD + "\r\nwords").authentication();
        }

        @Test
        void isReadMethodByMethod() {
            AuthenticationResults results = of("Authentication-Results: mx.acme.test 1; spf=pass (sender; ok)"
                            + " smtp.mailfrom=bounce@mail.customer.test;\r\n dkim=fail reason=\"bad; key\""
                            + " header.d=Customer.test; dmarc=none\r\n")
                    .getFirst();
            assertThat(results.server()).isEqualTo("mx.acme.test");
            assertThat(results.results())
                    .extracting(AuthenticationResults.Result::method)
                    .containsExactly("spf", "dkim", "dmarc");
            assertThat(results.results().getFirst().domain("smtp.mailfrom")).contains("mail.customer.test");
            assertThat(results.results().get(1).result()).isEqualTo("fail");
            assertThat(results.results().get(1).domain("header.d")).contains("customer.test");
        }

        @Test
        void knowsWhichHopWroteIt() {
            assertThat(
                            of(
                                    "Authentication-Results: a; none\r\nReceived: by a\r\nAuthentication-Results: b; spf=pass\r\n"))
                    .extracting(AuthenticationResults::hops)
                    .containsExactly(0, 1);
        }

        @Test
        void thatIsNoneOfItIsPassedOver() {
            assertThat(of("Authentication-Results: ;;;\r\nAuthentication-Results: x; =; ;spf\r\n"))
                    .containsExactly(new AuthenticationResults("x", 0, List.of()));
        }
    }
}
