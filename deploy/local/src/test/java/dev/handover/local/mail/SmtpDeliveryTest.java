package dev.handover.local.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SmtpDeliveryTest {

    @Test
    void doublesDotsAtTheStartOfALineOnly() {
        assertThat(text(SmtpDelivery.stuffed(bytes(".a\r\n.\r\nb.c\r\n")))).isEqualTo("..a\r\n..\r\nb.c\r\n");
    }

    @Test
    void endsTheLastLine() {
        assertThat(text(SmtpDelivery.stuffed(bytes("a")))).isEqualTo("a\r\n");
    }

    @Test
    void givesUnixLinesTheirEndsAndLeavesOthersAlone() {
        assertThat(text(SmtpDelivery.withLineEnds(bytes("a\nb\n")))).isEqualTo("a\r\nb\r\n");
        assertThat(text(SmtpDelivery.withLineEnds(bytes("a\r\nb\nc\r")))).isEqualTo("a\r\nb\nc\r");
    }

    @Test
    void takesTheSenderFromTheHeader() {
        assertThat(sender("From: Zoe <zoe@customer.test>\r\n\r\n")).isEqualTo("zoe@customer.test");
        assertThat(sender("From: \"unclosed <a+b@customer.test\r\n\r\n")).isEqualTo("a+b@customer.test");
    }

    @Test
    void onlyABounceHasTheNullSender() {
        assertThat(sender("Subject: x\r\n\r\n")).isEqualTo("unknown@customer.test");
        assertThat(sender("From: <>\r\n\r\n")).isEqualTo("unknown@customer.test");
        assertThat(sender("Return-Path: <>\r\nFrom: MAILER-DAEMON@customer.test\r\n\r\n"))
                .isEmpty();
    }

    private static String sender(String message) {
        return SmtpDelivery.sender(bytes(message));
    }

    @Test
    void aPlusAddressHasTheMailboxOfThePlainOne() {
        assertThat(MailMain.withoutPlus("support+token@acme.test")).isEqualTo("support@acme.test");
        assertThat(MailMain.withoutPlus("support@a+b.test")).isEqualTo("support@a+b.test");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
