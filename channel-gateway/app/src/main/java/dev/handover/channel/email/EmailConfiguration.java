package dev.handover.channel.email;

import dev.handover.channel.account.AccountEvents;
import dev.handover.channel.account.AccountHealth;
import dev.handover.channel.account.AccountNetworks;
import dev.handover.channel.account.AccountRemoval;
import dev.handover.channel.account.AccountSettings;
import dev.handover.channel.account.ConnectedAccounts;
import dev.handover.channel.account.Sealing;
import dev.handover.channel.content.InboundContents;
import dev.handover.channel.content.StoredContents;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.delivery.Deliveries;
import dev.handover.channel.email.imap.MailboxReaders;
import dev.handover.channel.email.intake.MailIntake;
import dev.handover.channel.email.intake.MailReparse;
import dev.handover.channel.email.login.MailLogins;
import dev.handover.channel.email.login.TokenStore;
import dev.handover.channel.email.mime.MailLimits;
import dev.handover.channel.email.mime.MailParser;
import dev.handover.channel.receipt.Ledger;
import dev.handover.channel.receipt.Reparse;
import dev.handover.foundation.kafka.Topics;
import dev.handover.foundation.operation.Upkeep;
import dev.handover.foundation.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires accounts and the way of a mail in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EmailSettings.class, AccountSettings.class})
class EmailConfiguration {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    @Bean
    EmailAccounts emailAccounts(EmailSettings settings) {
        return new EmailAccounts(settings);
    }

    @Bean
    ConnectedAccounts connectedAccounts(JdbcClient jdbc, AccountSettings settings) {
        return new ConnectedAccounts(jdbc, settings);
    }

    /** Knows the accounts before anything starts: a reply of an account that is not known would go out by another. */
    @Bean
    ConnectedEmail connectedEmail(ConnectedAccounts connected, EmailAccounts accounts) {
        ConnectedEmail email = new ConnectedEmail(connected, accounts);
        email.follow();
        return email;
    }

    @Bean
    Upkeep followingAccounts(ConnectedEmail connected) {
        return new Upkeep("accounts", LOOK_AGAIN, () -> {
            connected.follow();
            return Optional.of(LOOK_AGAIN);
        });
    }

    @Bean
    AccountEvents accountEvents(Outbox outbox) {
        return new AccountEvents(outbox);
    }

    @Bean
    AccountHealth accountHealth(JdbcClient jdbc, TransactionTemplate transactions, AccountEvents events, Clock clock) {
        return new AccountHealth(jdbc, transactions, events, clock);
    }

    @Bean
    AccountNetworks accountNetworks(AccountSettings settings) {
        return new AccountNetworks(settings);
    }

    @Bean
    MailLogins mailLogins(AccountNetworks networks, JdbcClient jdbc, AccountSettings settings) {
        Sealing sealing = new Sealing(settings);
        return new MailLogins(
                networks, sealing.hasKey() ? Optional.of(new TokenStore(jdbc, sealing)) : Optional.empty());
    }

    @Bean
    AccountRemoval forgottenTokens(MailLogins logins) {
        return accountId -> logins.keepOnly(accountId, List.of());
    }

    @Bean
    EmailMeters emailMeters(MeterRegistry registry) {
        return new EmailMeters(registry);
    }

    @Bean
    KafkaAdmin.NewTopics channelTopics(Topics topics) {
        return topics.kept(ChannelTopics.INBOUND, ChannelTopics.EVENTS);
    }

    @Bean
    MailIntake mailIntake(
            JdbcTemplate jdbc,
            InboundContents contents,
            Outbox outbox,
            Deliveries deliveries,
            EmailMeters meters,
            EmailSettings settings,
            Clock clock) {
        MailParser parser = new MailParser(MailLimits.DEFAULT, settings.trustedAuthservIds());
        return new MailIntake(parser, jdbc, contents, outbox, deliveries, meters, clock);
    }

    @Bean
    Reparse mailReparse(
            EmailAccounts accounts,
            StoredContents contents,
            Ledger ledger,
            MailIntake intake,
            TransactionTemplate transactions) {
        return new MailReparse(accounts, contents, ledger, intake, transactions);
    }

    @Bean
    MailboxReaders mailboxReaders(
            EmailAccounts accounts,
            EmailSettings settings,
            JdbcClient jdbc,
            MailIntake intake,
            TransactionTemplate transactions,
            EmailMeters meters,
            MailLogins logins,
            AccountHealth health) {
        return new MailboxReaders(accounts, settings, jdbc, intake, transactions, meters, logins, health);
    }
}
