package dev.handover.channel.email.outgoing;

import dev.handover.channel.account.AccountHealth;
import dev.handover.channel.account.AccountRemoval;
import dev.handover.channel.content.ErasedContents;
import dev.handover.channel.content.ReplyContents;
import dev.handover.channel.content.Uploads;
import dev.handover.channel.delivery.Caps;
import dev.handover.channel.delivery.Deliveries;
import dev.handover.channel.delivery.DeliveryDesk;
import dev.handover.channel.delivery.DeliveryMeters;
import dev.handover.channel.delivery.Pacing;
import dev.handover.channel.delivery.ReplyQueue;
import dev.handover.channel.delivery.Sender;
import dev.handover.channel.delivery.Transport;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailSettings;
import dev.handover.channel.email.login.MailLogins;
import dev.handover.foundation.consuming.KeyedConsumers;
import dev.handover.foundation.outbox.Outbox;
import dev.handover.routing.contract.RoutingTopics;
import dev.handover.ticket.contract.TicketTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the way of a reply: journal and directory in, SMTP out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Caps.class)
class OutgoingConfiguration {

    @Bean
    Deliveries deliveries(JdbcClient jdbc, Outbox outbox, MeterRegistry registry, Clock clock) {
        return new Deliveries(jdbc, outbox, new DeliveryMeters(registry), clock);
    }

    @Bean
    AccountRemoval failedDeliveries(Deliveries deliveries) {
        return deliveries::accountRemoved;
    }

    @Bean
    OperatorProfiles operatorProfiles(JdbcClient jdbc, KeyedConsumers consumers) {
        OperatorProfiles profiles = new OperatorProfiles(jdbc);
        consumers.consume("channel-gateway.directory", 1, profiles, RoutingTopics.DIRECTORY);
        return profiles;
    }

    @Bean
    EmailTransport emailTransport(
            EmailAccounts accounts,
            OperatorProfiles operators,
            MailLogins logins,
            AccountHealth health,
            ReplyContents contents,
            EmailSettings settings) {
        return new EmailTransport(
                accounts,
                operators,
                logins,
                health,
                new MailFiles(contents),
                settings.sending().maxDelay());
    }

    @Bean
    Sender emailSender(
            EmailTransport transport,
            Deliveries deliveries,
            TransactionTemplate transactions,
            EmailSettings settings,
            Clock clock) {
        return new Sender(transport, deliveries, transactions, pacing(settings.sending()), clock);
    }

    private static Pacing pacing(EmailSettings.Sending sending) {
        return new Pacing(
                sending.workers(), sending.window(), sending.claim(), sending.giveUpAfter(), sending.maxDelay());
    }

    @Bean
    DeliveryDesk deliveryDesk(
            JdbcClient jdbc,
            Deliveries deliveries,
            List<Transport> transports,
            TransactionTemplate transactions,
            List<Sender> senders) {
        return new DeliveryDesk(jdbc, deliveries, transports, transactions, () -> senders.forEach(Sender::wake));
    }

    @Bean
    ReplyQueue replyQueue(
            List<Transport> transports,
            Deliveries deliveries,
            EmailSettings settings,
            Clock clock,
            List<Sender> senders,
            JdbcClient jdbc,
            Uploads uploads,
            ErasedContents erased,
            Caps caps,
            KeyedConsumers consumers) {
        ReplyQueue queue = new ReplyQueue(
                transports,
                deliveries,
                uploads,
                new ErasedMessages(jdbc, erased)::remove,
                jdbc,
                caps,
                settings.sending().giveUpAfter(),
                clock,
                () -> senders.forEach(Sender::wake));
        consumers.consume("channel-gateway.journal", 1, queue, TicketTopics.JOURNAL);
        return queue;
    }
}
