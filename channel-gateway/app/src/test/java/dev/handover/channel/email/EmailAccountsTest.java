package dev.handover.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.channel.email.EmailSettings.Account;
import dev.handover.channel.email.EmailSettings.Reading;
import dev.handover.channel.email.EmailSettings.Sending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class EmailAccountsTest {

    private static final UUID TICKET = new UUID(1, 2);

    private static Account account(String id, String address, boolean plus) {
        return new Account(
                id,
                "acme",
                address,
                "Support",
                List.of("Acme.test"),
                plus,
                List.of("INBOX"),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static EmailAccounts accounts(@Nullable String key, Map<Integer, String> former, Account... accounts) {
        return new EmailAccounts(new EmailSettings(
                key,
                5,
                former,
                List.of(accounts),
                DataSize.ofMegabytes(1),
                List.of(),
                new Reading(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, DataSize.ofMegabytes(1)),
                new Sending(1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1))));
    }

    @Test
    void tokensNeedAKeyAndPlusAddressing() {
        String key = "0123456789abcdef";
        assertThat(replyAddress(accounts(key, Map.of(), account("a", "s@acme.test", true))))
                .startsWith("s+");
        assertThat(replyAddress(accounts(key, Map.of(), account("a", "s@acme.test", false))))
                .isEqualTo("s@acme.test");
        assertThat(replyAddress(accounts(null, Map.of(), account("a", "s@acme.test", true))))
                .isEqualTo("s@acme.test");
    }

    private static String replyAddress(EmailAccounts accounts) {
        return accounts.byId("a").orElseThrow().replyAddress(TICKET);
    }

    @Test
    void aFormerKeyStillFindsTickets() {
        EmailAccount before = accounts("former-former-key", Map.of(), account("a", "s@acme.test", true))
                .byId("a")
                .orElseThrow();
        assertThatThrownBy(() -> accounts("0123456789abcdef", Map.of(5, "former-former-key")))
                .isInstanceOf(IllegalArgumentException.class);
        EmailAccount after = accounts(
                        "0123456789abcdef", Map.of(4, "former-former-key"), account("a", "s@acme.test", true))
                .byId("a")
                .orElseThrow();
        assertThat(after.ticketOf(List.of(after.replyAddress(TICKET)))).contains(TICKET);
        assertThat(after.ticketOf(List.of(before.replyAddress(TICKET)))).isEmpty();
    }

    @Test
    void ownAddressesAreKnownWithTheirDetails() {
        EmailAccounts accounts = accounts(null, Map.of(), account("a", "Support@acme.test", true));
        assertThat(accounts.own("support+x@ACME.test")).isTrue();
        assertThat(accounts.own("supporter@acme.test")).isFalse();
        assertThat(accounts.byId("a").orElseThrow().allowsSender("amelie@acme.test"))
                .isTrue();
        assertThat(accounts.byId("a").orElseThrow().allowsSender("amelie@sub.acme.test"))
                .isFalse();
    }

    @Test
    void twoAccountsWithOneIdAreRefused() {
        assertThatThrownBy(() ->
                        accounts(null, Map.of(), account("a", "s@acme.test", true), account("a", "t@acme.test", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two accounts");
    }
}
