package dev.handover.notification.mail;

import dev.handover.notification.NotificationMeters;
import java.time.Clock;
import java.util.Properties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Wires the sender to the mail server of the settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {

    @Bean
    MailSender notificationMailSender(MailQueue queue, MailSettings settings, NotificationMeters meters, Clock clock) {
        return new MailSender(queue, server(settings), settings, meters, clock);
    }

    private static JavaMailSenderImpl server(MailSettings settings) {
        MailSettings.Smtp smtp = settings.smtp();
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setHost(smtp.host());
        server.setPort(smtp.port());
        server.setUsername(smtp.user());
        server.setPassword(smtp.password());
        boolean signsIn = smtp.user() != null && !smtp.user().isBlank();
        Properties properties = server.getJavaMailProperties();
        properties.setProperty("mail.smtp.auth", Boolean.toString(signsIn));
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(smtp.tls() || signsIn));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", "10000");
        properties.setProperty("mail.smtp.timeout", "20000");
        properties.setProperty("mail.smtp.writetimeout", "20000");
        return server;
    }
}
