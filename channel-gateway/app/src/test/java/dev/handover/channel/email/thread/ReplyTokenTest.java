package dev.handover.channel.email.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplyTokenTest {

    private static final UUID TICKET = UUID.fromString("01234567-89ab-7cde-8f01-23456789abcd");
    private final ReplyToken tokens = new ReplyToken(Map.of(1, "0123456789abcdef-one"));

    @Test
    void findsTheTicketWhateverTheCase() {
        String address = tokens.address("Support@acme.test", TICKET);
        assertThat(address).matches("Support\\+[a-z2-7]{44}@acme\\.test");
        assertThat(tokens.ticketOf(address, "support@acme.test")).contains(TICKET);
        assertThat(tokens.ticketOf(address.toUpperCase(Locale.ROOT), "support@acme.test"))
                .contains(TICKET);
    }

    @Test
    void staysWithin64OctetsOrDoesWithout() {
        assertThat(tokens.address("a".repeat(19) + "@acme.test", TICKET).indexOf('@'))
                .isEqualTo(64);
        assertThat(tokens.address("a".repeat(20) + "@acme.test", TICKET)).isEqualTo("a".repeat(20) + "@acme.test");
    }

    @Test
    void refusesEveryTokenThatDiffers() {
        String token = tokens.of(TICKET);
        Random random = new Random(7);
        for (int n = 0; n < 500; n++) {
            int at = random.nextInt(token.length());
            char other = "abcdefghijklmnopqrstuvwxyz234567".charAt(random.nextInt(32));
            String forged = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(tokens.ticket(forged).isPresent()).as(forged).isEqualTo(forged.equals(token));
        }
        assertThat(tokens.ticket(token.substring(1))).isEmpty();
        assertThat(tokens.ticket(token + "a")).isEmpty();
        assertThat(tokens.ticket("")).isEmpty();
        assertThat(tokens.ticket("ü".repeat(44))).isEmpty();
    }

    @Test
    void anotherAccountsAddressIsNotOurs() {
        assertThat(tokens.ticketOf("other+" + tokens.of(TICKET) + "@acme.test", "support@acme.test"))
                .isEmpty();
        assertThat(tokens.ticketOf("support@acme.test", "support@acme.test")).isEmpty();
    }

    @Test
    void keysCanBeChanged() {
        String old = tokens.of(TICKET);
        ReplyToken changed = new ReplyToken(Map.of(1, "0123456789abcdef-one", 2, "0123456789abcdef-two"));
        assertThat(changed.ticket(old)).contains(TICKET);
        assertThat(changed.of(TICKET)).isNotEqualTo(old);
        assertThat(tokens.ticket(changed.of(TICKET))).isEmpty();
    }

    @Test
    void needsARealKey() {
        assertThatThrownBy(() -> new ReplyToken(Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReplyToken(Map.of(1, "short"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReplyToken(Map.of(256, "0123456789abcdef")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
