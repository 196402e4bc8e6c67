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
    void takesTheSenderFromTheHeaderOrNone() {
        assertThat(SmtpDelivery.sender(bytes("From: Zoe <zoe@customer.test>\r\n\r\n")))
                .isEqualTo("zoe@customer.test");
        assertThat(SmtpDelivery.sender(bytes("Subject: x\r\n\r\n"))).isEmpty();
        assertThat(SmtpDelivery.sender(bytes("From: \"unclosed <a@@b\r\n\r\n"))).isEmpty();
        assertThat(SmtpDelivery.sender(bytes("From: <>\r\n\r\n"))).isEmpty();
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
