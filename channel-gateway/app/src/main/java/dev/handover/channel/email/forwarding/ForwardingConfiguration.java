package dev.handover.channel.email.forwarding;

import dev.handover.channel.account.AccountRemoval;
import dev.handover.channel.email.EmailAccounts;
import dev.handover.channel.email.EmailSettings;
import dev.handover.channel.email.intake.MailIntake;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the way of forwarded mail. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ForwardingSettings.class)
class ForwardingConfiguration {

    @Bean
    ForwardingAddresses forwardingAddresses(JdbcClient jdbc) {
        return new ForwardingAddresses(jdbc);
    }

    @Bean
    AccountRemoval revokedAddresses(ForwardingAddresses addresses) {
        return addresses::revokeAll;
    }

    @Bean
    SmtpListener smtpListener(
            ForwardingSettings settings,
            EmailSettings email,
            ForwardingAddresses addresses,
            EmailAccounts accounts,
            MailIntake intake,
            TransactionTemplate transactions,
            SslBundles bundles) {
        String bundle = settings.sslBundle();
        @Nullable
        SSLContext tls = bundle == null ? null : bundles.getBundle(bundle).createSslContext();
        if (tls == null && settings.requireTls()) {
            throw new IllegalArgumentException("handover.email.forwarding.require-tls needs an ssl-bundle");
        }
        long maxBytes = email.maxMessageSize().toBytes();
        return new SmtpListener(
                settings, tls, maxBytes, () -> new ForwardedMail(addresses, accounts, intake, transactions, maxBytes));
    }
}
