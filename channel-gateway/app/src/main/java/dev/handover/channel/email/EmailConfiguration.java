package dev.handover.channel.email;

import dev.handover.channel.content.Contents;
import dev.handover.channel.contract.ChannelTopics;
import dev.handover.channel.delivery.Deliveries;
import dev.handover.channel.email.imap.MailboxReaders;
import dev.handover.channel.email.intake.MailIntake;
import dev.handover.channel.email.mime.MailLimits;
import dev.handover.channel.email.mime.MailParser;
import dev.handover.foundation.kafka.Topics;
import dev.handover.foundation.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires accounts and the way of a mail in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmailSettings.class)
class EmailConfiguration {

    @Bean
    EmailAccounts emailAccounts(EmailSettings settings) {
        return new EmailAccounts(settings);
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
            Contents contents,
            Outbox outbox,
            Deliveries deliveries,
            EmailMeters meters,
            Clock clock) {
        return new MailIntake(new MailParser(MailLimits.DEFAULT), jdbc, contents, outbox, deliveries, meters, clock);
    }

    @Bean
    MailboxReaders mailboxReaders(
            EmailAccounts accounts,
            EmailSettings settings,
            JdbcClient jdbc,
            MailIntake intake,
            TransactionTemplate transactions,
            EmailMeters meters) {
        return new MailboxReaders(accounts, settings, jdbc, intake, transactions, meters);
    }
}
