package dev.handover.channel.email.outgoing;

import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailMeters;
import dev.handover.channel.email.EmailSettings;
import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.contract.TicketTopics;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the way of a reply: journal and directory in, SMTP out. */
@Configuration(proxyBeanMethods = false)
class OutgoingConfiguration {

    @Bean
    Deliveries deliveries(JdbcClient jdbc, Outbox outbox, EmailMeters meters, Clock clock) {
        Deliveries deliveries = new Deliveries(jdbc, outbox, meters, clock);
        meters.queue(() -> deliveries.store().queued());
        return deliveries;
    }

    @Bean
    OperatorProfiles operatorProfiles(JdbcClient jdbc, KeyedConsumers consumers) {
        OperatorProfiles profiles = new OperatorProfiles(jdbc);
        consumers.consume("channel-gateway.directory", 1, profiles, RoutingTopics.DIRECTORY);
        return profiles;
    }

    @Bean
    Sender sender(
            EmailAccounts accounts,
            OperatorProfiles operators,
            Deliveries deliveries,
            TransactionTemplate transactions,
            EmailSettings settings,
            EmailMeters meters,
            Clock clock) {
        return new Sender(accounts, operators, deliveries, transactions, settings.sending(), meters, clock);
    }

    @Bean
    ReplyQueue replyQueue(
            EmailAccounts accounts,
            Deliveries deliveries,
            EmailSettings settings,
            Clock clock,
            Sender sender,
            JdbcClient jdbc,
            KeyedConsumers consumers) {
        ReplyQueue queue =
                new ReplyQueue(accounts, deliveries, new ErasedMessages(jdbc), settings, clock, sender::wake);
        consumers.consume("channel-gateway.journal", 1, queue, TicketTopics.JOURNAL);
        return queue;
    }
}
